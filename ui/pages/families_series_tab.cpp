// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families_series_tab.h"

#include "ui/format/number_text.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/elided_label.h"
#include "ui/window/session.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kMostShown = 200;

QString commonText(const FamilyLabels& labels)
{
    QStringList parts;
    for (auto label = labels.constant.begin(); label != labels.constant.end(); ++label)
        parts.append(label.key() + QStringLiteral("=\"") + label.value() + u'"');
    return parts.join(QStringLiteral(", "));
}

} // namespace

FamiliesSeriesTab::FamiliesSeriesTab(Session& session, QWidget* parent)
    : FamiliesTab(session, parent)
    , m_model(new FamilySeriesModel(this))
    , m_view(new QTableView)
    , m_common(new ElidedLabel)
    , m_count(new ElidedLabel)
    , m_badges(BadgeDelegate::ofModes(FamilySeriesModel::ModeRole, this))
{
    m_common->setSecondary(true);
    m_count->setSecondary(true);
    m_view->setObjectName(QStringLiteral("series"));
    m_view->setAccessibleName(tr("Series"));
    m_view->setModel(m_model);
    dressTable(*m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    head->addWidget(m_common);
    head->addWidget(m_count);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        emit seriesSelected(row.data(FamilySeriesModel::LabelsTextRole).toString());
    });
}

ApiCall FamiliesSeriesTab::question() const
{
    return ApiCall::get({QStringLiteral("families"), family().name, QStringLiteral("series")})
        .with(QStringLiteral("limit"), QString::number(kMostShown));
}

void FamiliesSeriesTab::take(const ApiReply& reply)
{
    if (!reply.ok())
        return;
    QList<FamilySeries> rows;
    const QJsonArray series = reply.data.value(u"series").toArray();
    for (const QJsonValue& one : series)
        rows.append(readSeries(one.toObject()));
    m_model->takeSeries(rows);
    const qint64 total = reply.data.value(u"total").toInteger();
    m_count->setVisible(total > rows.size());
    m_count->setText(tr("The first %1 of %2 series").arg(rows.size()).arg(fullNumber(static_cast<double>(total))));
    if (total != m_labelsOf) {
        m_labelsOf = total;
        askLabels();
    }
}

void FamiliesSeriesTab::forget()
{
    m_model->setFamily(family().name);
    m_common->setText({});
    m_count->hide();
    m_labelsOf = -1;
}

void FamiliesSeriesTab::askLabels()
{
    const ApiCall call = ApiCall::get({QStringLiteral("families"), family().name}).in(QStringLiteral("labels"));
    session().client().send(call, this, [this, name = family().name](const ApiReply& reply) {
        if (reply.ok() && name == family().name)
            takeLabels(readFamilyLabels(reply.data.value(u"labels").toObject()));
    });
}

void FamiliesSeriesTab::takeLabels(const FamilyLabels& labels)
{
    const QString common = commonText(labels);
    m_common->setText(common.isEmpty() ? QString() : tr("All have %1").arg(common));
    m_common->setVisible(!common.isEmpty());
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_view->setItemDelegateForColumn(column, nullptr);
    m_model->setLabels(labels.varying);
    m_view->setItemDelegateForColumn(m_model->columnOf(FamilySeriesModel::ModeTail), m_badges);
    m_view->resizeColumnsToContents();
}

} // namespace cairn::ui
