// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace cairn::ui {

/// A line that moves while somebody waits for longer than a moment; otherwise it is empty, and always takes its place.
class LoadingBar final : public QWidget {
    Q_OBJECT

public:
    explicit LoadingBar(QWidget* parent = nullptr);

    void setWaiting(bool isWaiting);
    [[nodiscard]] bool isMoving() const { return m_steps.isActive(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QTimer m_patience;
    QTimer m_steps;
    int m_step = 0;
};

} // namespace cairn::ui
