// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QPushButton;

namespace cairn::ui {

class ElidedLabel;

/// Trouble, or news that wants an answer: one line, or two where there is room, and one thing
/// to do. Hidden until it is told something.
class Banner final : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    /// `role` is Warning, Bad or Accent; without an action there is no button.
    void say(const QString& text, const QString& action = {}, ColorRole role = ColorRole::Warning);
    void offerOther(const QString& action); ///< a second thing to do, after say()
    void clear();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void shown(bool isShown); ///< came or went
    void actionAsked();
    void otherAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_text;
    QPushButton* m_action;
    QPushButton* m_other;
    ColorRole m_role = ColorRole::Warning;
};

} // namespace cairn::ui
