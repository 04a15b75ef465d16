// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace cairn::ui {

/// Whether the desktop is light or dark, and when it switches: by the settings portal that every current desktop has,
/// else by the platform's palette at start.
class SystemScheme final : public QObject {
    Q_OBJECT

public:
    explicit SystemScheme(QObject* parent = nullptr); ///< before the application's palette is set
    [[nodiscard]] bool isDark() const { return m_isDark; }

Q_SIGNALS:
    void changed(bool isDark);

private Q_SLOTS:
    void takeSetting(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(uint preference);

    bool m_isDark;
};

} // namespace cairn::ui
