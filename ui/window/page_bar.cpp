// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/page_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filter_bar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace cairn::ui {

namespace {

constexpr int kLeastHeight = 44;
constexpr int kWideFilter = 960;
constexpr int kNarrowFilter = 260;

} // namespace

PageBar::PageBar(Banner* trouble, QWidget* parent)
    : QWidget(parent), m_trouble(trouble), m_filter(new FilterBar), m_live(new QLabel), m_pause(new QToolButton)
{
    m_live->setObjectName(QStringLiteral("live"));
    m_pause->setObjectName(QStringLiteral("pause"));
    m_pause->setCheckable(true);
    m_pause->setAccessibleName(tr("Pause"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(8);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_trouble, 1);
    layout->addStretch(0);
    layout->addWidget(m_live);
    layout->addWidget(m_pause);
    connect(m_pause, &QToolButton::clicked, this, &PageBar::pauseAsked);
    connect(m_trouble, &Banner::shown, this, &PageBar::share);
    connect(&Theme::instance(), &Theme::changed, this, &PageBar::dress);
    dress();
    share();
}

void PageBar::setHint(const QString& hint)
{
    m_filter->setVisible(!hint.isEmpty());
    m_filter->setHint(hint);
}

void PageBar::setState(const FilterState& state)
{
    m_filter->setState(state.isValid, state.message, state.column);
}

void PageBar::setPaused(bool paused)
{
    m_isPaused = paused;
    m_pause->setChecked(paused);
    dress();
}

// A filter is of little use without answers, yet who waits may go on typing.
void PageBar::share()
{
    m_filter->setMaximumWidth(m_trouble->isVisibleTo(this) ? kNarrowFilter : kWideFilter);
}

void PageBar::setLive(Tone tone, const QString& text)
{
    m_liveTone = tone;
    m_liveText = text;
    setTone(m_live, m_isPaused ? Tone::Warning : tone);
    m_live->setText(m_isPaused ? tr("paused") : QStringLiteral("● ") + m_liveText);
}

void PageBar::keepRoomFor(const QStringList& liveTexts)
{
    m_liveTexts = liveTexts;
    dress();
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
    setLive(m_liveTone, m_liveText);
    int wide = 0;
    for (const QString& text : std::as_const(m_liveTexts))
        wide = qMax(wide, QFontMetrics(Theme::instance().font()).horizontalAdvance(QStringLiteral("● ") + text));
    m_live->setMinimumWidth(wide);
    m_live->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setFixedHeight(
        qMax(kLeastHeight, 2 * QFontMetrics(Theme::instance().font()).height() + 12)); // two lines of trouble
}

} // namespace cairn::ui
