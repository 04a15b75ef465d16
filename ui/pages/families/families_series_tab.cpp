// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_series_tab.h"

#include "ui/format/number_text.h"
#include "ui/models/row_json.h"
#include "ui/models/series_text.h"
#include "ui/pages/selector_problem.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kMargin = 30; // rows asked for above and below those that are seen
constexpr int kMostAsked = 200;
constexpr int kSoonMilliseconds = 60; // a scroll bar that is dragged asks no more often
constexpr int kWidestColumn = 280; // at first; a person may make it wider
constexpr int kWidestGroup = 170;

QString commonText(const FamilyLabels& labels)
{
    QStringList parts;
    for (auto label = labels.constant.begin(); label != labels.constant.end(); ++label)
        parts.append(label.key() + QStringLiteral("=\"") + label.value() + u'"');
    return parts.join(QStringLiteral(", "));
}

bool isSelector(const QString& filter)
{
    return filter.contains(u'{') || filter.contains(u'=') || filter.contains(u'"');
}

} // namespace

FamiliesSeriesTab::FamiliesSeriesTab(Session& session, QWidget* parent)
    : FamiliesTab(session, parent)
    , m_model(new FamilySeriesModel(this))
    , m_view(new QTableView)
    , m_filter(new QLineEdit)
    , m_common(new ElidedLabel)
    , m_count(new ElidedLabel)
    , m_badges(BadgeDelegate::ofModes(FamilySeriesModel::ModeRole, this))
{
    build();
    buildTable();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &FamiliesSeriesTab::askNow);
    connect(m_filter, &QLineEdit::textChanged, this, &FamiliesSeriesTab::setSeriesFilter);
    connect(m_model, &FamilySeriesModel::orderAsked, this, &FamiliesSeriesTab::startOver);
}

void FamiliesSeriesTab::build()
{
    m_common->setSecondary(true);
    m_count->setObjectName(QStringLiteral("seriesCount"));
    m_count->setSecondary(true);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the filter stays as wide as it is
    m_filter->setObjectName(QStringLiteral("seriesFilter"));
    m_filter->setAccessibleName(tr("Filter series"));
    m_filter->setPlaceholderText(tr("part of a label, or {code=\"500\"}"));
    m_filter->setClearButtonEnabled(true);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_filter, 3);
    bar->addWidget(m_count, 2);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    head->setSpacing(4);
    head->addWidget(m_common);
    head->addLayout(bar);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
}

void FamiliesSeriesTab::buildTable()
{
    m_view->setObjectName(QStringLiteral("series"));
    m_view->setAccessibleName(tr("Series"));
    m_view->setModel(m_model);
    dressTable(*m_view);
    letColumnsBeChosen(*m_view);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        if (m_isTaking)
            return;
        const FamilySeries* series = m_model->at(row.row());
        m_isGone = false;
        m_current = series == nullptr ? QString() : series->labelsText;
        emit seriesSelected(m_current);
    });
}

ApiCall FamiliesSeriesTab::listCall() const
{
    const bool selector = isSelector(m_filterText);
    return ApiCall::get({QStringLiteral("families"), family().name, QStringLiteral("series")})
        .with(QStringLiteral("match[]"), selector ? m_filterText : QString())
        .with(QStringLiteral("search"), selector ? QString() : m_filterText)
        .with(QStringLiteral("sort"), m_model->sortKey())
        .with(QStringLiteral("order"), m_model->order());
}

ApiCall FamiliesSeriesTab::question() const
{
    const int first = qMax(0, m_view->rowAt(0));
    const int last = m_view->rowAt(m_view->viewport()->height() - 1);
    const int offset = qMax(0, first - kMargin);
    const int end = last < 0 ? offset + kMostAsked : last + kMargin;
    return listCall()
        .with(QStringLiteral("offset"), QString::number(offset))
        .with(QStringLiteral("limit"), QString::number(qBound(kMargin, end - offset, kMostAsked)));
}

void FamiliesSeriesTab::take(const ApiReply& reply)
{
    if (!reply.ok()) {
        if (reply.error->type == u"query")
            showProblem(*reply.error);
        return;
    }
    QList<FamilySeries> rows;
    const QJsonArray series = reply.data.value(u"series").toArray();
    for (const QJsonValue& one : series)
        rows.append(readSeries(one.toObject()));
    const qint64 total = reply.data.value(u"total").toInteger();
    {
        const QScopedValueRollback taking(m_isTaking, true);
        m_model->takePage(rows, reply.data.value(u"offset").toInt(), total);
        keepCurrent();
    }
    showCount(total);
    if (family().series != m_labelsOf) {
        m_labelsOf = family().series;
        askLabels();
    }
}

void FamiliesSeriesTab::showProblem(const ApiError& error)
{
    m_filter->setProperty("wrong", true);
    repolish(m_filter);
    m_count->setColor(ColorRole::Bad);
    m_count->setText(selectorProblem(error, m_filterText).message);
}

void FamiliesSeriesTab::showCount(qint64 total)
{
    if (m_filter->property("wrong").toBool()) {
        m_filter->setProperty("wrong", false);
        repolish(m_filter);
    }
    m_count->setSecondary(true);
    const QString all = fullNumber(static_cast<double>(total));
    if (total > FamilySeriesModel::kMostRows)
        m_count->setText(tr("the first %1 of %2 series").arg(fullNumber(FamilySeriesModel::kMostRows), all));
    else
        m_count->setText(total == 1 ? tr("1 series") : tr("%1 series").arg(all));
}

// Series come and go above the row that is looked at: the mark moves along with it.
void FamiliesSeriesTab::keepCurrent()
{
    if (m_current.isEmpty() || m_view->selectionModel()->selectedRows().size() > 1) // of many rows none is moved alone
        return;
    const FamilySeries* series = m_model->at(m_view->currentIndex().row());
    if (!m_isGone && series != nullptr && series->labelsText == m_current)
        return;
    if (const int now = m_model->rowOf(m_current); now >= 0)
        return mark(now);
    if (series != nullptr && !m_isGone)
        m_view->clearSelection(); // what is there now is another
    askCurrent();
}

void FamiliesSeriesTab::mark(int row)
{
    m_isGone = false;
    m_view->selectionModel()->setCurrentIndex(m_model->index(row, qMax(0, m_view->currentIndex().column())),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    emit seriesFound();
}

// It is filtered out, far from what was fetched, or gone.
void FamiliesSeriesTab::askCurrent()
{
    const ApiCall call = ApiCall::get({QStringLiteral("families"), family().name, QStringLiteral("series")})
                             .with(QStringLiteral("labels"), m_current)
                             .with(QStringLiteral("limit"), QStringLiteral("1"))
                             .in(QStringLiteral("current"));
    session().client().send(call, this, [this, name = family().name, labels = m_current](const ApiReply& reply) {
        if (!reply.ok() || name != family().name || labels != m_current)
            return;
        m_isGone = reply.data.value(u"total").toInteger() == 0;
        if (m_isGone)
            emit seriesGone(labels);
        else
            emit seriesFound();
    });
}

void FamiliesSeriesTab::forget()
{
    const QSignalBlocker blocker(m_filter);
    m_filter->clear();
    m_filterText.clear();
    m_current.clear();
    m_isGone = false;
    m_model->setFamily(family().name);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_labels = {};
    m_common->setText({});
    m_count->setText({});
    m_labelsOf = -1;
}

void FamiliesSeriesTab::setSeriesFilter(const QString& text)
{
    m_filterText = text.trimmed();
    startOver();
}

void FamiliesSeriesTab::startOver()
{
    m_view->scrollToTop();
    m_view->clearSelection();
    m_model->forgetRows();
    m_soon.start();
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
    m_labels = labels;
    const QString common = commonText(labels);
    m_common->setText(common.isEmpty() ? QString() : tr("All have %1").arg(common));
    m_common->setVisible(!common.isEmpty());
    if (labels.varying == m_model->labels() && m_model->columnCount() > FamilySeriesModel::TailCount)
        return;
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_view->setItemDelegateForColumn(column, nullptr);
    m_model->setLabels(labels.varying);
    m_view->horizontalHeader()->setSortIndicator(m_model->sortColumn(), m_model->sortOrder()); // its column has moved
    m_view->setItemDelegateForColumn(m_model->columnOf(FamilySeriesModel::ModeTail), m_badges);
    arrangeColumns();
    const QScopedValueRollback taking(m_isTaking, true);
    keepCurrent(); // other columns have taken the mark away
}

// Where labels take all the room there is, the value comes first: nobody should have to look for it.
void FamiliesSeriesTab::arrangeColumns()
{
    QHeaderView* header = m_view->horizontalHeader();
    m_view->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        const bool isGroup = column == m_model->columnOf(FamilySeriesModel::GroupTail); // labels tell most of it
        m_view->setColumnWidth(column, qMin(m_view->columnWidth(column), isGroup ? kWidestGroup : kWidestColumn));
    }
    TableColumns::of(*m_view)->restore();
    const int value = m_model->columnOf(FamilySeriesModel::ValueTail);
    if (header->sectionPosition(value) + header->sectionSize(value) > m_view->viewport()->width())
        header->moveSection(value, 0);
}

QString FamiliesSeriesTab::selectorOf(int row) const
{
    const FamilySeries* series = m_model->at(row);
    return series == nullptr ? QString() : selectorText(family().name, series->labels, m_labels.varying);
}

QString FamiliesSeriesTab::selectedRule() const
{
    return selectorOf(m_view->currentIndex().row());
}

QString FamiliesSeriesTab::filterOf(const QModelIndex& cell) const
{
    const FamilySeries* series = m_model->at(cell.row());
    if (series == nullptr)
        return {};
    if (cell.column() < m_labels.varying.size()) {
        const QString& label = m_labels.varying[cell.column()];
        return selectorText({{label, series->labels.value(label)}});
    }
    return {};
}

QString FamiliesSeriesTab::joined(const QList<int>& rows, const std::function<QString(int)>& text) const
{
    QString all;
    for (const int row : rows)
        all += text(row);
    return all;
}

QStringList FamiliesSeriesTab::exportHead() const
{
    return m_labels.constant.keys() + m_labels.varying
        + QStringList{QStringLiteral("value"), QStringLiteral("count"), QStringLiteral("sum"), QStringLiteral("mode"),
            QStringLiteral("group"), QStringLiteral("last_push")};
}

QStringList FamiliesSeriesTab::exportCells(const QJsonObject& row) const
{
    const FamilySeries series = readSeries(row);
    QStringList cells;
    for (const QString& label : m_labels.constant.keys() + m_labels.varying)
        cells.append(series.labels.value(label));
    for (const std::optional<double>& number : {series.value, series.count, series.sum})
        cells.append(number ? plainNumber(*number) : QString());
    return cells << series.mode.mode << series.group << plainNumber(series.lastPush);
}

ApiCall FamiliesSeriesTab::scrapeCall() const
{
    const GatewayStatus& status = session().connection().status();
    ApiCall call = ApiCall::plain(status.scrapePath.isEmpty() ? QStringLiteral("/metrics") : status.scrapePath);
    addParameter(call.query, QStringLiteral("name[]"), family().name);
    return call;
}

TableSubject FamiliesSeriesTab::subject()
{
    TableSubject subject;
    subject.view = m_view;
    subject.name = QStringLiteral("series");
    subject.isHeld = [this](int row) { return m_model->at(row) != nullptr; };
    subject.texts.insert(RowFormat::Exposition, [this](const QList<int>& rows, const TextDone& done) {
        done(joined(rows, [this](int row) { return expositionText(family().name, *m_model->at(row)); }));
    });
    subject.texts.insert(RowFormat::Selector, [this](const QList<int>& rows, const TextDone& done) {
        done(joined(rows, [this, &rows](int row) {
            const QString text = selectorText(family().name, m_model->at(row)->labels);
            return row == rows.last() ? text : text + QStringLiteral(" or ");
        }));
    });
    subject.texts.insert(RowFormat::Json, [this](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects.append(toJson(family().name, *m_model->at(row)));
        done(jsonText(objects));
    });
    subject.filterOf = [this](const QModelIndex& cell) { return filterOf(cell); };
    subject.filterBy = [this](const QString& filter) { m_filter->setText(filter); };
    const auto list = [this] { return ExportedList{listCall(), QStringLiteral("series")}; };
    subject.exports.insert(RowFormat::Json, [list] { return jsonPlan(list()); });
    subject.exports.insert(RowFormat::Csv, [this, list] {
        return csvPlan(list(), exportHead(), [this](const QJsonObject& row) { return exportCells(row); });
    });
    subject.exports.insert(RowFormat::Exposition, [this, list] {
        if (m_filterText.isEmpty())
            return scrapePlan(scrapeCall());
        return linesPlan(
            list(), [name = family().name](const QJsonObject& row) { return expositionText(name, readSeries(row)); });
    });
    return subject;
}

ResetProposal FamiliesSeriesTab::resetProposal() const
{
    const QList<int> rows = selectedRowsOf(*m_view);
    ResetProposal proposal;
    proposal.text = family().name;
    for (const int row : rows) {
        if (proposal.conditions.size() == kMostReset)
            break;
        if (const QString selector = selectorOf(row); !selector.isEmpty())
            proposal.conditions.append({QStringLiteral("match[]"), selector});
    }
    return proposal;
}

} // namespace cairn::ui
