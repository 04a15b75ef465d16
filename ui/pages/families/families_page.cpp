// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_page.h"

#include "ui/format/number_text.h"
#include "ui/models/row_json.h"
#include "ui/models/series_text.h"
#include "ui/pages/exposition_drop.h"
#include "ui/pages/families/families_delegates.h"
#include "ui/pages/families/families_detail.h"
#include "ui/pages/families/families_series_tab.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/selector_problem.h"
#include "ui/pages/table_actions.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_looks.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/window/session.h"

#include <QAction>
#include <QHeaderView>
#include <QJsonArray>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kPageLength = 100;
constexpr int kMostAsked = 500; // the highest window shows fewer
constexpr int kSoonMilliseconds = 50; // after somebody began to scroll
constexpr int kMargin = 20; // rows asked for above and below those that are seen
constexpr int kHistorySeconds = 60;
constexpr int kNarrow = 880; // of the page: then the detail covers the table
const QString kSplitterKey = QStringLiteral("layout/families");

QStringList exportHead()
{
    return {QStringLiteral("name"), QStringLiteral("type"), QStringLiteral("mode"), QStringLiteral("series"),
        QStringLiteral("groups"), QStringLiteral("value"), QStringLiteral("count"), QStringLiteral("rate"),
        QStringLiteral("last_push"), QStringLiteral("help")};
}

QStringList exportCells(const QJsonObject& row)
{
    const Family family = readFamily(row);
    const auto text = [](const std::optional<double>& number) { return number ? plainNumber(*number) : QString(); };
    return {family.name, family.type, family.mode.mode, QString::number(family.series), QString::number(family.groups),
        text(family.value), text(family.count), text(family.rate), plainNumber(family.lastPush), family.help};
}

} // namespace

FamiliesPage::FamiliesPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_model(new FamilyModel(this))
    , m_poller(
          session.client(), [this] { return question(); }, this)
    , m_stack(new QStackedWidget)
    , m_empty(new FirstSteps(session))
    , m_splitter(new QSplitter)
    , m_left(new QWidget)
    , m_view(new QTableView)
    , m_detail(new FamiliesDetail(session))
    , m_copies(new TableActions(session, this))
{
    buildTable();
    addActions();
    m_splitter->addWidget(m_left);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->restoreState(QSettings().value(kSplitterKey).toByteArray());
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setHome(m_view);
    openDetail(false);
    connect(&m_poller, &Poller::answered, this, &FamiliesPage::take);
    connect(&session.client(), &ApiClient::targetChanged, this, &FamiliesPage::leave);
    connect(&session.connection(), &Connection::restarted, this, &FamiliesPage::restart);
    connect(&session.connection(), &Connection::statusChanged, this, [this] {
        const double families = m_session.connection().status().families.now;
        emit badgeChanged(families > 0 ? shortNumber(families) : QString());
    });
    connect(m_detail, &FamiliesDetail::closeAsked, this, [this] { openDetail(false); });
    connect(m_detail, &FamiliesDetail::resetAsked, this, &FamiliesPage::proposeResetOfDetail);
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { QSettings().setValue(kSplitterKey, m_splitter->saveState()); });
}

PageInfo FamiliesPage::info() const
{
    return {QStringLiteral("families"), tr("Families"), QStringLiteral("families"), tr("name, or {job=\"api\"}"), true};
}

void FamiliesPage::buildTable()
{
    m_view->setObjectName(QStringLiteral("families"));
    m_view->setAccessibleName(tr("Families"));
    m_view->setModel(m_model);
    dressTable(*m_view);
    letColumnsBeChosen(*m_view);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(FamilyModel::NameColumn, Qt::AscendingOrder);
    m_view->setItemDelegateForColumn(FamilyModel::NameColumn, new FamilyNameDelegate(this));
    m_view->setItemDelegateForColumn(FamilyModel::ModeColumn, BadgeDelegate::ofModes(FamilyModel::ModeRole, this));
    m_view->setItemDelegateForColumn(FamilyModel::TrendColumn, new SparklineDelegate(FamilyModel::HistoryRole, this));
    QHeaderView* header = m_view->horizontalHeader();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(56);
    header->setSectionResizeMode(FamilyModel::NameColumn, QHeaderView::Stretch);
    constexpr std::array kWidths{0, 88, 96, 64, 104, 76, 96, 56};
    for (int column = 1; column < FamilyModel::ColumnCount; ++column)
        header->resizeSection(column, kWidths.at(static_cast<std::size_t>(column)));
    auto* layout = new QVBoxLayout(m_left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_model->setKept([this](int row) { return m_view->selectionModel()->isRowSelected(row, {}); });
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMilliseconds);
    connect(&m_soon, &QTimer::timeout, &m_poller, &Poller::askNow);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &FamiliesPage::askForSeen);
    connect(m_model, &FamilyModel::orderAsked, this, &FamiliesPage::restart);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        if (!m_isTaking)
            choose(row);
    });
    for (const auto opens : {&QTableView::clicked, &QTableView::activated})
        connect(m_view, opens, this, [this](const QModelIndex& row) { // may be current without having been chosen
            choose(row);
            openDetail(true);
        });
}

void FamiliesPage::addActions()
{
    const auto add = [this](const QString& text, const QKeySequence& key, auto act) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, act);
        m_actions.append(action);
    };
    add(tr("Open detail"), {}, [this] { openDetail(true); });
    add(tr("Reset what is selected…"), QKeySequence::Delete, [this] { proposeReset(); });
    add(tr("Make a rule for it…"), QKeySequence(Qt::CTRL | Qt::Key_R), [this] { proposeRule(); });
    m_copies->add(subject());
    TableSubject series = m_detail->series().subject();
    series.more = m_actions.mid(1);
    m_copies->add(series);
    m_actions += m_copies->actions();
    m_actions.append((new ExpositionDrop(m_session, this))->pasteAction());
}

QString FamiliesPage::scrapePath() const
{
    const QString path = m_session.connection().status().scrapePath;
    return path.isEmpty() ? QStringLiteral("/metrics") : path;
}

TableSubject FamiliesPage::subject()
{
    TableSubject subject;
    subject.view = m_view;
    subject.name = QStringLiteral("families");
    subject.more = m_actions;
    subject.isHeld = [this](int row) { return m_model->at(row) != nullptr; };
    subject.texts.insert(
        RowFormat::Exposition, [this](const QList<int>& rows, const TextDone& done) { copyLines(rows, done); });
    subject.texts.insert(RowFormat::Selector, [this](const QList<int>&, const TextDone& done) {
        QStringList selectors;
        for (const QString& name : selectedNames())
            selectors.append(selectorText(name, {}));
        done(selectors.join(QStringLiteral(" or ")));
    });
    subject.texts.insert(RowFormat::Json, [this](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects.append(toJson(*m_model->at(row)));
        done(jsonText(objects));
    });
    subject.filterOf = [this](const QModelIndex& cell) {
        const QString name = cell.data(FamilyModel::NameRole).toString();
        return cell.column() != FamilyModel::NameColumn || name.isEmpty()
            ? QString()
            : selectorText({{QStringLiteral("__name__"), name}});
    };
    subject.filterBy = [this](const QString& filter) { emit filterAsked(filter); };
    const auto list = [this] { return ExportedList{listCall(), QStringLiteral("families")}; };
    subject.exports.insert(RowFormat::Json, [list] { return jsonPlan(list()); });
    subject.exports.insert(RowFormat::Csv, [list] { return csvPlan(list(), exportHead(), exportCells); });
    subject.exports.insert(RowFormat::Exposition, [this, list] {
        if (m_filter.isEmpty())
            return scrapePlan(ApiCall::plain(scrapePath()));
        if (isSelector(m_filter))
            return scrapePlan(ApiCall::plain(scrapePath()).with(QStringLiteral("match[]"), m_filter));
        return scrapePlan(list(), scrapePath());
    });
    return subject;
}

// The lines of a family are what is scraped of it.
void FamiliesPage::copyLines(const QList<int>& rows, const std::function<void(const QString&)>& done)
{
    QStringList names;
    for (const int row : rows)
        names.append(m_model->at(row)->name);
    qsizetype asked = 0;
    const ApiCall call = scrapeOfSome(names, asked, scrapePath()).in(QStringLiteral("copy"));
    if (asked < names.size())
        return m_session.announce(tr("These are too many families for the clipboard: export them"));
    m_session.client().send(ApiCall(call), this, [this, done](const ApiReply& reply) {
        if (!reply.ok())
            return m_session.notify({tr("Not copied: %1").arg(reply.error->message), {}, {}, true});
        done(QString::fromUtf8(reply.text));
    });
}

bool FamiliesPage::isSelector(const QString& filter)
{
    return filter.contains(u'{') || filter.contains(u'=') || filter.contains(u'"');
}

ApiCall FamiliesPage::listCall() const
{
    const bool selector = isSelector(m_filter);
    return ApiCall::get({QStringLiteral("families")})
        .with(QStringLiteral("match[]"), selector ? m_filter : QString())
        .with(QStringLiteral("search"), selector ? QString() : m_filter)
        .with(QStringLiteral("sort"), m_model->sortKey())
        .with(QStringLiteral("order"), m_model->order());
}

ApiCall FamiliesPage::pageCall(int offset, int limit) const
{
    return listCall()
        .with(QStringLiteral("offset"), QString::number(offset))
        .with(QStringLiteral("limit"), QString::number(limit))
        .with(QStringLiteral("history"), QString::number(kHistorySeconds));
}

// Only what is seen is asked for again and again, however long the list is.
ApiCall FamiliesPage::question()
{
    const int first = qMax(0, m_view->rowAt(0));
    const int last = m_view->rowAt(m_view->viewport()->height() - 1);
    const int offset = qMax(0, first - kMargin);
    const int end = last < 0 ? offset + kPageLength : last + kMargin;
    return pageCall(offset, qBound(kPageLength / 2, end - offset, kMostAsked));
}

void FamiliesPage::take(const ApiReply& reply)
{
    if (!reply.ok())
        return takeError(*reply.error);
    QList<Family> page;
    const QJsonArray families = reply.data.value(u"families").toArray();
    for (const QJsonValue& family : families)
        page.append(readFamily(family.toObject()));
    const int total = reply.data.value(u"total").toInt();
    {
        const QScopedValueRollback taking(m_isTaking, true);
        m_model->takePage(page, reply.data.value(u"offset").toInt(), total);
    }
    const bool isEmpty = total == 0 && m_filter.isEmpty() && !m_isDetailOpen;
    m_stack->setCurrentWidget(isEmpty ? m_empty : static_cast<QWidget*>(m_splitter));
    const QString found = total == 1 ? tr("1 family") : tr("%1 families").arg(fullNumber(total));
    emit filterStateChanged({true, m_filter.isEmpty() ? QString() : found});
    if (const int row = m_model->indexOfKey(m_wanted); row >= 0) {
        m_chosen = std::exchange(m_wanted, {});
        m_view->selectRow(row);
        openDetail(true);
    }
    showChosen();
}

void FamiliesPage::takeError(const ApiError& error)
{
    if (error.kind == ApiError::Kind::Declined && error.type == u"query")
        emit filterStateChanged(selectorProblem(error, m_filter));
    if (!m_chosen.isEmpty() && m_model->indexOfKey(m_chosen) < 0)
        askChosen(); // it lives on, whatever the list is
}

void FamiliesPage::askForSeen()
{
    const int first = qMax(0, m_view->rowAt(0));
    const int bottom = m_view->rowAt(m_view->viewport()->height() - 1);
    const int last = bottom < 0 ? m_model->rowCount() - 1 : bottom;
    for (int row = first; row <= last && !m_soon.isActive(); ++row)
        if (m_model->at(row) == nullptr)
            m_soon.start();
}

void FamiliesPage::restart()
{
    m_view->scrollToTop();
    {
        const QScopedValueRollback taking(m_isTaking, true);
        m_model->clear();
    }
    if (m_isActive)
        m_poller.askNow();
}

void FamiliesPage::leave()
{
    const QString kept = std::exchange(m_chosen, {});
    m_wanted = m_isDetailOpen ? kept : QString();
    openDetail(false);
    restart();
}

void FamiliesPage::activate()
{
    m_isActive = true;
    if (m_isPaused)
        m_poller.askNow();
    else
        m_poller.start();
    runDetail();
}

void FamiliesPage::deactivate()
{
    m_isActive = false;
    m_poller.stop();
    runDetail();
}

void FamiliesPage::refresh()
{
    m_poller.askNow();
    m_detail->askNow();
}

void FamiliesPage::setPaused(bool paused)
{
    m_isPaused = paused;
    if (paused)
        m_poller.stop();
    else if (m_isActive)
        m_poller.start();
    runDetail();
}

void FamiliesPage::setFilter(const QString& text)
{
    m_filter = text;
    m_model->setMatch(isSelector(text) ? QString() : text);
    m_view->scrollToTop();
    m_poller.askNow(); // the old rows stay until the answer is there
}

void FamiliesPage::open(const QString& name)
{
    m_wanted = name;
    emit filterAsked(name);
}

bool FamiliesPage::stepBack()
{
    if (m_isDetailOpen) {
        openDetail(false);
        return true;
    }
    const bool had = m_view->selectionModel()->hasSelection();
    m_view->clearSelection();
    return had;
}

void FamiliesPage::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const Family* held = m_model->at(index.row());
    m_chosen = held == nullptr ? QString() : held->name; // until it is
    showChosen();
}

void FamiliesPage::showChosen()
{
    if (const Family* there = m_model->at(m_view->currentIndex().row()); there != nullptr && m_chosen.isEmpty())
        m_chosen = there->name;
    if (m_chosen.isEmpty())
        return;
    const int row = m_model->indexOfKey(m_chosen);
    keepCurrent(row);
    if (row >= 0)
        m_detail->tell(*m_model->at(row));
    else
        askChosen();
}

// It may have been far away for a while, and may be elsewhere by now.
void FamiliesPage::keepCurrent(int row)
{
    const QModelIndex current = m_view->currentIndex();
    const Family* there = m_model->at(current.row());
    if ((current.isValid() && there == nullptr) || (there != nullptr && there->name == m_chosen))
        return;
    const QScopedValueRollback taking(m_isTaking, true);
    QItemSelectionModel* selection = m_view->selectionModel();
    const QItemSelection ranges = selection->selection();
    if (ranges.size() > 1 || (ranges.size() == 1 && ranges.first().height() > 1))
        return; // of many rows none is moved alone
    if (row >= 0)
        selection->setCurrentIndex(m_model->index(row, qMax(0, current.column())),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    else if (current.isValid())
        selection->clear();
}

// It is filtered out, further down than what was fetched, or gone.
void FamiliesPage::askChosen()
{
    if (!m_isDetailOpen)
        return;
    const ApiCall call = ApiCall::get({QStringLiteral("families"), m_chosen}).in(QStringLiteral("chosen"));
    m_session.client().send(call, this, [this, name = m_chosen](const ApiReply& reply) {
        if (name != m_chosen || m_model->indexOfKey(name) >= 0)
            return;
        if (reply.ok())
            m_detail->tell(readFamily(reply.data.value(u"family").toObject()));
        else if (reply.error->kind == ApiError::Kind::Declined && reply.error->status == 404)
            m_detail->tellGone(name);
    });
}

void FamiliesPage::openDetail(bool open)
{
    if (open && m_chosen.isEmpty())
        choose(m_view->currentIndex());
    m_isDetailOpen = open && !m_chosen.isEmpty();
    placeDetail();
    runDetail();
}

void FamiliesPage::placeDetail()
{
    m_detail->setVisible(m_isDetailOpen);
    m_left->setVisible(!m_isDetailOpen || width() >= kNarrow);
    const int room = m_isDetailOpen ? width() / 2 : width();
    QList<int> hidden;
    for (const auto& [column, least] : {std::pair{FamilyModel::TypeColumn, 800}, {FamilyModel::TrendColumn, 760},
             {FamilyModel::RateColumn, 680}, {FamilyModel::ModeColumn, 520}})
        if (room < least)
            hidden.append(column);
    fitColumns(*m_view, hidden);
}

void FamiliesPage::runDetail()
{
    m_detail->setRunning(m_isActive && !m_isPaused && m_isDetailOpen);
}

void FamiliesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    placeDetail();
}

QStringList FamiliesPage::selectedNames() const
{
    QStringList names;
    for (const int row : selectedRowsOf(*m_view))
        if (const Family* family = m_model->at(row))
            names.append(family->name);
    return names;
}

// What is taken is shown first, and can be undone for ten minutes afterwards.
void FamiliesPage::proposeReset()
{
    if (m_detail->series().view().hasFocus())
        return proposeResetOfDetail();
    QStringList names = selectedNames();
    if (names.size() < selectedRowsOf(*m_view).size()) // there are more than are held
        return m_session.announce(tr("At most %1 families at once").arg(FamiliesSeriesTab::kMostReset));
    if (names.isEmpty() && m_isDetailOpen)
        names.append(m_chosen);
    proposeResetOf(names);
}

void FamiliesPage::proposeResetOfDetail()
{
    const FamiliesSeriesTab& series = m_detail->series();
    const auto rows = series.isVisible() ? selectedRowsOf(series.view()).size() : 0;
    if (rows > FamiliesSeriesTab::kMostReset)
        return m_session.announce(
            tr("At most %1 series at once; or all of the family").arg(FamiliesSeriesTab::kMostReset));
    if (rows > 0)
        return m_session.proposeReset(series.resetProposal());
    proposeResetOf({m_chosen});
}

void FamiliesPage::proposeResetOf(const QStringList& names)
{
    if (names.isEmpty())
        return m_session.announce(tr("Select what to reset"));
    if (names.size() > FamiliesSeriesTab::kMostReset)
        return m_session.announce(tr("At most %1 families at once").arg(FamiliesSeriesTab::kMostReset));
    if (names.size() == 1)
        return m_session.proposeReset({names.first(), {{QStringLiteral("family"), names.first()}}});
    ResetProposal proposal{tr("%1 families").arg(names.size()), {}};
    for (const QString& name : names)
        proposal.conditions.append({QStringLiteral("match[]"), selectorText({{QStringLiteral("__name__"), name}})});
    m_session.proposeReset(proposal);
}

void FamiliesPage::proposeRule()
{
    const QString series = m_detail->series().view().hasFocus() ? m_detail->series().selectedRule() : QString();
    if (m_chosen.isEmpty())
        return m_session.announce(tr("Select what the rule is for"));
    m_session.proposeRule({{QLatin1String("match"), series.isEmpty() ? selectorText(m_chosen, {}) : series}});
}

} // namespace cairn::ui
