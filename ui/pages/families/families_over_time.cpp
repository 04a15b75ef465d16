// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_chart.h"
#include "ui/pages/families/families_sides.h"
#include "ui/pages/history_lines.h"
#include "ui/theme/tone.h"

#include <QLabel>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

bool isCompound(const Family& family)
{
    return family.type == u"histogram" || family.type == u"summary" || family.type == u"gaugehistogram";
}

} // namespace

FamiliesOverTimeTab::FamiliesOverTimeTab(Session& session, QWidget* parent)
    : FamiliesTab(session, parent), m_title(new QLabel), m_value(new TimeChart), m_rate(new TimeChart)
{
    setTone(m_title, Tone::Secondary);
    m_title->setWordWrap(true);
    m_value->setObjectName(QStringLiteral("valueOverTime"));
    m_rate->setObjectName(QStringLiteral("rateOverTime"));
    m_value->setWaitingText(tr("waiting for a second push"));
    m_rate->setWaitingText(tr("waiting for a second push"));
    auto* rate = new QLabel(tr("Per second"));
    setTone(rate, Tone::Secondary);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_value, 1);
    layout->addWidget(rate);
    layout->addWidget(m_rate, 1);
}

ApiCall FamiliesOverTimeTab::question() const
{
    return ApiCall::get({QStringLiteral("history")})
        .with(QStringLiteral("family"), family().name)
        .with(QStringLiteral("labels"), series());
}

void FamiliesOverTimeTab::take(const ApiReply& reply)
{
    if (!reply.ok())
        return;
    const QString what = series().isEmpty() ? tr("all series") : u'{' + series() + u'}';
    const bool isSum = series().isEmpty() && family().series > 1;
    m_title->setText(isCompound(family()) ? tr("Observations, %1").arg(what)
            : isSum                       ? tr("Sum of %1").arg(what)
                                          : tr("Value, %1").arg(what));
    const HistoryLines lines = readHistory(reply.data);
    const Unit unit = series().isEmpty() || isCompound(family()) ? unitOf(family()) : unitOfName(family().name);
    m_value->setUnit(unit);
    m_value->setFromZero(isCompound(family()) || family().type == u"counter");
    m_rate->setUnit(unit == Unit::Bytes ? unit : Unit::None);
    m_value->setLines(
        lines.named({isCompound(family()) ? QStringLiteral("count") : QStringLiteral("value")}), lines.newest);
    m_rate->setLines(lines.named({QStringLiteral("rate")}), lines.newest);
}

void FamiliesOverTimeTab::forget()
{
    m_title->clear();
    m_value->setLines({}, 0);
    m_rate->setLines({}, 0);
}

} // namespace cairn::ui
