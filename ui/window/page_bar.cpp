// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/page_bar.h"

#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/filter_bar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace cairn::ui {

PageBar::PageBar(QWidget* parent)
    : QWidget(parent), m_filter(new FilterBar), m_live(new QLabel), m_pause(new QToolButton)
{
    setFixedHeight(44);
    m_filter->setMaximumWidth(720);
    m_live->setObjectName(QStringLiteral("live"));
    m_pause->setObjectName(QStringLiteral("pause"));
    m_pause->setCheckable(true);
    m_pause->setAccessibleName(tr("Pause"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(8);
    layout->addWidget(m_filter, 1);
    layout->addStretch(0);
    layout->addWidget(m_live);
    layout->addWidget(m_pause);
    connect(m_pause, &QToolButton::clicked, this, &PageBar::pauseAsked);
    connect(&Theme::instance(), &Theme::changed, this, &PageBar::dress);
    dress();
}

void PageBar::setHint(const QString& hint)
{
    m_filter->setVisible(!hint.isEmpty());
    m_filter->setHint(hint);
}

void PageBar::setState(const FilterState& state)
{
    m_filter->setState(state.isValid, state.message);
}

void PageBar::setPaused(bool paused)
{
    m_isPaused = paused;
    m_pause->setChecked(paused);
    dress();
}

void PageBar::setLive(bool isLive, const QString& text)
{
    m_isLive = isLive;
    m_liveText = text;
    setTone(m_live, m_isPaused ? Tone::Warning : m_isLive ? Tone::Good : Tone::Secondary);
    m_live->setText(m_isPaused ? tr("paused") : QStringLiteral("● ") + m_liveText);
}

bool PageBar::hasFilterFocus() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && m_filter->isAncestorOf(focus);
}

void PageBar::dress()
{
    const QString icon = m_isPaused ? QStringLiteral("play") : QStringLiteral("pause");
    m_pause->setIcon(Theme::instance().icon(icon, ColorRole::Text));
    m_pause->setToolTip(m_isPaused ? tr("Go on (Space)") : tr("Pause (Space)"));
    setLive(m_isLive, m_liveText);
}

} // namespace cairn::ui
