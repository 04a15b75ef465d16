// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include <functional>

namespace cairn::ui {

/// Copies what `text` gives at the time of the click, and says so for a moment.
class CopyButton final : public QToolButton {
    Q_OBJECT

public:
    explicit CopyButton(const QString& label, std::function<QString()> text, QWidget* parent = nullptr);

private:
    void copy();
    void applyTheme();

    QString m_label;
    std::function<QString()> m_text;
};

} // namespace cairn::ui
