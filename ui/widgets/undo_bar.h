// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <chrono>

class QPushButton;
class QToolButton;

namespace cairn::ui {

class ElidedLabel;

/// Offers to undo what was just done, and counts the time down. Hidden while there is nothing to undo.
class UndoBar final : public QFrame {
    Q_OBJECT

public:
    explicit UndoBar(QWidget* parent = nullptr);

    void offer(const QString& text, std::chrono::seconds left);
    void withdraw();
    [[nodiscard]] QString actionText() const; ///< `Undo (9:41)`

public Q_SLOTS:
    void tick(); ///< a second is over

Q_SIGNALS:
    void undoAsked();
    void dismissed();
    void expired();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();
    void showLeft();

    ElidedLabel* m_text;
    QPushButton* m_undo;
    QToolButton* m_close;
    QTimer m_timer;
    std::chrono::seconds m_left{0};
};

} // namespace cairn::ui
