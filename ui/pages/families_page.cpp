// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families_page.h"

#include "ui/format/number_text.h"
#include "ui/pages/families_delegates.h"
#include "ui/pages/families_series_tab.h"
#include "ui/pages/families_sides.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/window/session.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kPageLength = 100;
constexpr int kMargin = 20; // rows asked for above and below those that are seen
constexpr int kHistorySeconds = 60;
constexpr int kNarrow = 880; // of the page: then the detail covers the table
const QString kSplitterKey = QStringLiteral("layout/families");

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
    , m_detail(new QWidget)
    , m_title(new QLabel)
    , m_help(new QLabel)
    , m_tabs(new QTabWidget)
{
    buildTable();
    buildDetail();
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
    setFocusProxy(m_view);
    openDetail(false);
    connect(&m_poller, &Poller::answered, this, &FamiliesPage::take);
    connect(&session.client(), &ApiClient::targetChanged, this, &FamiliesPage::restart);
    connect(&session.connection(), &Connection::restarted, this, &FamiliesPage::restart);
    connect(&session.connection(), &Connection::statusChanged, this, [this] {
        const double families = m_session.connection().status().families.now;
        emit badgeChanged(families > 0 ? shortNumber(families) : QString());
    });
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { QSettings().setValue(kSplitterKey, m_splitter->saveState()); });
}

PageInfo FamiliesPage::info() const
{
    return {QStringLiteral("families"), tr("Families"), QStringLiteral("families"), tr("name, or {job=\"api\"}")};
}

void FamiliesPage::buildTable()
{
    m_view->setObjectName(QStringLiteral("families"));
    m_view->setAccessibleName(tr("Families"));
    m_view->setModel(m_model);
    dressTable(*m_view);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(FamilyModel::NameColumn, Qt::AscendingOrder);
    m_view->setItemDelegateForColumn(FamilyModel::NameColumn, new FamilyNameDelegate(this));
    m_view->setItemDelegateForColumn(FamilyModel::ModeColumn, BadgeDelegate::ofModes(FamilyModel::ModeRole, this));
    m_view->setItemDelegateForColumn(FamilyModel::TrendColumn, new SparklineDelegate(FamilyModel::HistoryRole, this));
    QHeaderView* header = m_view->horizontalHeader();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(56);
    header->setSectionResizeMode(FamilyModel::NameColumn, QHeaderView::Stretch);
    constexpr std::array kWidths{0, 84, 96, 72, 124, 84, 104, 64};
    for (int column = 1; column < FamilyModel::ColumnCount; ++column)
        header->resizeSection(column, kWidths.at(static_cast<std::size_t>(column)));
    auto* layout = new QVBoxLayout(m_left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_model, &FamilyModel::pageAsked, this, &FamiliesPage::askPage);
    connect(m_model, &FamilyModel::orderAsked, this, &FamiliesPage::restart);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FamiliesPage::select);
    connect(m_view, &QTableView::clicked, this, [this] { openDetail(true); });
    connect(m_view, &QTableView::activated, this, [this] { openDetail(true); });
}

void FamiliesPage::buildDetail()
{
    m_title->setObjectName(QStringLiteral("familyTitle"));
    m_title->setFont(Theme::instance().font(2, true));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_help->setWordWrap(true);
    m_help->setTextFormat(Qt::PlainText);
    setTone(m_help, Tone::Secondary);
    auto* close = new QToolButton;
    close->setToolTip(tr("Close the detail (Esc)"));
    close->setAccessibleName(tr("Close the detail"));
    const auto dress = [close] { close->setIcon(Theme::instance().icon(QStringLiteral("close"))); };
    connect(&Theme::instance(), &Theme::changed, close, dress);
    dress();
    connect(close, &QToolButton::clicked, this, [this] { openDetail(false); });
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 8, 0);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto* series = new FamiliesSeriesTab(m_session);
    m_sides = {series, new FamiliesOverTimeTab(m_session), new FamiliesDistributionTab(m_session),
        new FamiliesWhyTab(m_session), new FamiliesScrapedTab(m_session)};
    const QStringList names{tr("Series"), tr("Over time"), tr("Distribution"), tr("Why this mode"), tr("As scraped")};
    for (int i = 0; i < m_sides.size(); ++i)
        m_tabs->addTab(m_sides[i], names[i]);
    m_tabs->setObjectName(QStringLiteral("familySides"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    connect(series, &FamiliesSeriesTab::seriesSelected, this, [this](const QString& labels) {
        for (FamiliesTab* side : std::as_const(m_sides).mid(1))
            side->setSeries(labels);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &FamiliesPage::runTabs);
    auto* layout = new QVBoxLayout(m_detail);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    auto* help = new QVBoxLayout;
    help->setContentsMargins(12, 0, 12, 0);
    help->addWidget(m_help);
    layout->addLayout(help);
    layout->addWidget(m_tabs, 1);
    m_detail->setMinimumWidth(360);
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
    add(tr("Copy as PromQL"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        [this] { QGuiApplication::clipboard()->setText(selectedName()); });
    add(tr("Reset family"), QKeySequence::Delete, [this] { reset(); });
}

bool FamiliesPage::isSelector(const QString& filter)
{
    return filter.contains(u'{') || filter.contains(u'=') || filter.contains(u'"');
}

ApiCall FamiliesPage::pageCall(int offset, int limit) const
{
    const bool selector = isSelector(m_filter);
    return ApiCall::get({QStringLiteral("families")})
        .with(QStringLiteral("match[]"), selector ? m_filter : QString())
        .with(QStringLiteral("search"), selector ? QString() : m_filter)
        .with(QStringLiteral("sort"), m_model->sortKey())
        .with(QStringLiteral("order"), m_model->order())
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
    return pageCall(offset, qBound(kPageLength / 2, end - offset, kPageLength));
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
    m_model->takePage(page, reply.data.value(u"offset").toInt(), total);
    const bool isEmpty = total == 0 && m_filter.isEmpty();
    m_stack->setCurrentWidget(isEmpty ? m_empty : static_cast<QWidget*>(m_splitter));
    const QString found = total == 1 ? tr("1 family") : tr("%1 families").arg(fullNumber(total));
    emit filterStateChanged({true, m_filter.isEmpty() ? QString() : found});
    if (const int row = m_model->indexOfKey(m_wanted); row >= 0) {
        m_wanted.clear();
        m_view->selectRow(row);
        openDetail(true);
    }
    if (const int row = m_view->currentIndex().row(); row >= 0)
        select(m_view->currentIndex());
}

void FamiliesPage::takeError(const ApiError& error)
{
    if (error.kind == ApiError::Kind::Declined && error.type == u"query")
        emit filterStateChanged({false, error.message});
}

void FamiliesPage::askPage(int offset)
{
    m_session.client().send(
        pageCall(offset, kPageLength).in(QStringLiteral("page")), this, [this](const ApiReply& reply) { take(reply); });
}

void FamiliesPage::restart()
{
    m_view->scrollToTop();
    const QString kept = selectedName();
    m_model->clear();
    m_wanted = m_isDetailOpen ? kept : QString();
    if (m_isActive)
        m_poller.askNow();
}

void FamiliesPage::activate()
{
    m_isActive = true;
    if (m_isPaused)
        m_poller.askNow();
    else
        m_poller.start();
    runTabs();
}

void FamiliesPage::deactivate()
{
    m_isActive = false;
    m_poller.stop();
    runTabs();
}

void FamiliesPage::refresh()
{
    m_poller.askNow();
    if (m_tabs->currentIndex() >= 0)
        m_sides[m_tabs->currentIndex()]->askNow();
}

void FamiliesPage::setPaused(bool paused)
{
    m_isPaused = paused;
    if (paused)
        m_poller.stop();
    else if (m_isActive)
        m_poller.start();
    runTabs();
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

QString FamiliesPage::selectedName() const
{
    return m_view->currentIndex().data(FamilyModel::NameRole).toString();
}

void FamiliesPage::select(const QModelIndex& index)
{
    if (!index.isValid() || index.row() >= m_model->rowCount())
        return;
    const Family& family = m_model->row(index.row());
    m_title->setText(family.name);
    m_title->setToolTip(family.name);
    m_help->setText(family.hint.isEmpty() ? family.help : family.hint);
    m_help->setVisible(!m_help->text().isEmpty());
    setTone(m_help, family.hint.isEmpty() ? Tone::Secondary : Tone::Warning);
    for (FamiliesTab* side : std::as_const(m_sides))
        side->setFamily(family);
    runTabs();
}

void FamiliesPage::openDetail(bool open)
{
    m_isDetailOpen = open && m_view->currentIndex().isValid();
    placeDetail();
    runTabs();
}

void FamiliesPage::placeDetail()
{
    m_detail->setVisible(m_isDetailOpen);
    m_left->setVisible(!m_isDetailOpen || width() >= kNarrow);
    const int room = m_isDetailOpen ? width() / 2 : width();
    m_view->setColumnHidden(FamilyModel::TypeColumn, room < 800);
    m_view->setColumnHidden(FamilyModel::TrendColumn, room < 760);
    m_view->setColumnHidden(FamilyModel::RateColumn, room < 680);
}

void FamiliesPage::runTabs()
{
    for (int i = 0; i < m_sides.size(); ++i)
        m_sides[i]->setRunning(m_isActive && !m_isPaused && m_isDetailOpen && i == m_tabs->currentIndex());
}

void FamiliesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    placeDetail();
}

// It can be undone for ten minutes: the bar says so, and no question is asked.
void FamiliesPage::reset()
{
    const QString name = selectedName();
    if (name.isEmpty())
        return;
    m_session.client().send(ApiCall::post({QStringLiteral("reset")}).with(QStringLiteral("family"), name), this,
        [this, name](const ApiReply& reply) { takeReset(name, reply); });
}

void FamiliesPage::takeReset(const QString& name, const ApiReply& reply)
{
    if (!reply.ok())
        return m_session.announce(tr("%1 was not reset: %2").arg(name, reply.error->message));
    const double series = reply.data.value(u"series").toDouble();
    m_session.offerUndo({reply.data.value(u"id").toInteger(),
        tr("%1 series of %2 reset.", nullptr, static_cast<int>(series)).arg(fullNumber(series)).arg(name),
        reply.data.value(u"undo_seconds").toInt()});
    refresh();
}

} // namespace cairn::ui
