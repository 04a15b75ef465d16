// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QPushButton;
class QToolButton;

namespace cairn::ui {

class ElidedLabel;

/// What became of something that took a while. Stays until it is closed or something newer is told.
struct Notice {
    QString text;
    QString action = {}; ///< `Stop`; empty: there is nothing to do about it
    std::function<void()> act = {};
    bool isTrouble = false;
};

/// Shows a notice at the bottom of the window, beside the undo bar. Hidden while there is none.
class NoticeBar final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void tell(const Notice& notice); ///< without a text: hides
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isTrouble() const { return m_notice.isTrouble; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    Notice m_notice;
    ElidedLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace cairn::ui
