// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QTimer>

#include <optional>

namespace cairn::ui {

/// What was typed and not saved, in a file of the user's that outlives a crash. Written half a second after the last
/// change, whole or not at all.
class DraftFile final : public QObject {
    Q_OBJECT

public:
    struct Draft {
        QJsonObject what;
        QDateTime time;
    };

    using QObject::QObject;
    ~DraftFile() override; ///< writes what is due

    [[nodiscard]] static QString folder(); ///< where all drafts are
    /// Turns to the draft of `name` and of a gateway: what is due of another is written first.
    void setPlace(const QString& name, const QString& gateway);
    void keep(const QJsonObject& what); ///< in a moment
    void drop(); ///< it is saved elsewhere, or not wanted any more
    [[nodiscard]] std::optional<Draft> read() const;
    [[nodiscard]] QString path() const { return m_path; }
    void writeNow();

private:
    QString m_path;
    std::optional<QJsonObject> m_due;
    QTimer m_wait;
    bool m_isConnected = false;
};

} // namespace cairn::ui
