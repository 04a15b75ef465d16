// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/loading_bar.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace cairn::ui {

namespace {

constexpr int kHeight = 2;
constexpr int kPatience = 200; // milliseconds
constexpr int kStep = 100;
constexpr int kSteps = 20; // from left to right

} // namespace

LoadingBar::LoadingBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("loadingBar"));
    setFixedHeight(kHeight);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    m_steps.setInterval(kStep);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_step = 0;
        m_steps.start();
        update();
    });
    connect(&m_steps, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % kSteps;
        update();
    });
}

void LoadingBar::setWaiting(bool isWaiting)
{
    if (isWaiting) {
        if (!m_steps.isActive() && !m_patience.isActive())
            m_patience.start();
        return;
    }
    m_patience.stop();
    m_steps.stop();
    update();
}

void LoadingBar::paintEvent(QPaintEvent*)
{
    if (!m_steps.isActive())
        return;
    const int part = width() / 4;
    QPainter painter(this);
    painter.fillRect(QRect((width() + part) * m_step / kSteps - part, 0, part, height()),
        Theme::instance().color(ColorRole::Accent));
}

} // namespace cairn::ui
