// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/distribution_chart.h"
#include "ui/pages/families/families_sides.h"
#include "ui/theme/tone.h"

#include <QJsonArray>
#include <QLabel>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

Distribution distributionOf(const FamilySeries& series)
{
    Distribution distribution;
    for (const SeriesBucket& bucket : series.buckets)
        distribution.buckets.append({bucket.lower, bucket.upper, bucket.count});
    for (const auto& [quantile, value] : series.quantiles)
        distribution.quantiles.append({quantile, value});
    return distribution;
}

} // namespace

FamiliesDistributionTab::FamiliesDistributionTab(Session& session, QWidget* parent)
    : FamiliesTab(session, parent), m_title(new QLabel), m_chart(new DistributionChart), m_numbers(new QLabel)
{
    setTone(m_title, Tone::Secondary);
    setTone(m_numbers, Tone::Secondary);
    m_title->setWordWrap(true);
    m_numbers->setWordWrap(true);
    m_chart->setObjectName(QStringLiteral("distribution"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_numbers);
}

ApiCall FamiliesDistributionTab::question() const
{
    return ApiCall::get({QStringLiteral("families"), family().name, QStringLiteral("series")})
        .with(QStringLiteral("labels"), series())
        .with(QStringLiteral("limit"), QStringLiteral("1"));
}

void FamiliesDistributionTab::take(const ApiReply& reply)
{
    if (!reply.ok())
        return;
    const FamilySeries shown = readSeries(reply.data.value(u"series").toArray().at(0).toObject());
    m_chart->setVisible(!shown.buckets.isEmpty());
    m_title->setText(shown.buckets.isEmpty() ? QString() : u'{' + shown.labelsText + u'}');
    const Unit unit = unitOfName(family().name);
    m_chart->setDistribution(distributionOf(shown), unit);
    QStringList numbers;
    if (shown.count)
        numbers.append(tr("%1 observed").arg(fullNumber(*shown.count)));
    if (shown.count && shown.sum && *shown.count > 0)
        numbers.append(tr("mean %1").arg(withUnit(*shown.sum / *shown.count, unit, 0)));
    for (const auto& [quantile, value] : shown.quantiles)
        numbers.append(tr("p%1 %2").arg(shortNumber(quantile * 100), withUnit(value, unit, 0)));
    m_numbers->setText(numbers.join(QStringLiteral("  ·  ")));
}

void FamiliesDistributionTab::forget()
{
    m_title->clear();
    m_numbers->clear();
    m_chart->setDistribution({}, Unit::None);
}

} // namespace cairn::ui
