// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes/pushes_page.h"

#include "ui/pages/cell_delegate.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/pushes/pushes_detail.h"
#include "ui/pages/pushes/pushes_filter.h"
#include "ui/pages/selector_problem.h"
#include "ui/pages/table_actions.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWide = 1500; // from here on a report has room beside the list
constexpr int kNarrow = 560; // below, or lower than that, the detail opens over the list
constexpr int kLow = 420;

// Both ends of a label set tell series apart.
class GroupDelegate final : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        CellDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
    }
};

class ResultDelegate final : public CellDelegate {
public:
    using CellDelegate::CellDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        CellDelegate::initStyleOption(option, index);
        if (!index.data(PushModel::RefusedRole).toBool())
            return;
        const QColor bad = Theme::instance().color(ColorRole::Bad);
        option->palette.setColor(QPalette::Text, bad);
        option->palette.setColor(QPalette::HighlightedText, bad);
    }
};

} // namespace

PushesPage::PushesPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_model(new PushModel(this))
    , m_table(new QTableView)
    , m_detail(new PushDetail(session))
    , m_splitter(new QSplitter)
    , m_choice(new PushFilter)
    , m_state(new QLabel)
    , m_showHeld(new QPushButton)
    , m_empty(new QLabel(tr("No push like this yet.")))
    , m_steps(new FirstSteps(session, tr("No push since the gateway started")))
    , m_poller(
          session.client(), [this] { return question(); }, this)
    , m_copies(new TableActions(session, this))
{
    m_list = makeList();
    addActions();
    m_splitter->setObjectName(QStringLiteral("pushesSplitter"));
    m_splitter->addWidget(m_list);
    m_list->installEventFilter(this);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    setHome(m_table);

    connect(&m_poller, &Poller::answered, this, &PushesPage::take);
    connect(m_model, &PushModel::heldChanged, this, &PushesPage::showHeld);
    connect(m_showHeld, &QPushButton::clicked, this, [this] {
        m_table->scrollToTop();
        m_model->setPaused(false);
        hold();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &PushesPage::hold);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PushesPage::showSelected);
    connect(m_model, &PushModel::outgrown, this, &PushesPage::keepOutgrown);
    connect(m_table, &QTableView::clicked, this, [this] { openDetail(true); });
    connect(m_table, &QTableView::activated, this, [this] {
        openDetail(true);
        m_detail->focusContent();
    });
    connect(m_choice, &PushFilter::changed, this, &PushesPage::startOver);
    connect(&session.client(), &ApiClient::targetChanged, this, &PushesPage::startOver);
    connect(&session.connection(), &Connection::restarted, this, &PushesPage::startOver);
    connect(&session.connection(), &Connection::statusChanged, this, &PushesPage::watchRefusals);
    showHeld();
}

QWidget* PushesPage::makeList()
{
    m_table->setObjectName(QStringLiteral("pushesTable"));
    m_table->setAccessibleName(tr("Pushes, newest first"));
    m_table->setModel(m_model);
    prepareTable(*m_table);
    letColumnsBeChosen(*m_table);
    m_table->setItemDelegateForColumn(PushModel::GroupColumn, new GroupDelegate(this));
    m_table->setItemDelegateForColumn(PushModel::ResultColumn, new ResultDelegate(this));
    QHeaderView* header = m_table->horizontalHeader();
    const int widths[] = {76, 160, 136, 124, 76, 84, 160};
    for (int i = 0; i < PushModel::ColumnCount; ++i)
        header->resizeSection(i, widths[i]);
    for (const int column : {PushModel::GroupColumn, PushModel::ResultColumn})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
    header->setMinimumSectionSize(56);
    m_showHeld->setObjectName(QStringLiteral("pushesShowHeld"));
    m_state->setObjectName(QStringLiteral("pushesState"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setObjectName(QStringLiteral("pushesEmpty"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->setSpacing(12);
    bar->addWidget(m_choice);
    bar->addStretch(1);
    bar->addWidget(m_state);
    bar->addWidget(m_showHeld);
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(m_steps, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_table, m_empty, m_steps}) // nothing is known yet
        widget->hide();
    return list;
}

PageInfo PushesPage::info() const
{
    return {QStringLiteral("pushes"), tr("Pushes"), QStringLiteral("pushes"), QStringLiteral("{job=\"api\"}"), true};
}

void PushesPage::activate()
{
    m_isActive = true;
    m_seenRefusals = m_session.connection().status().refusals.total;
    Q_EMIT badgeChanged({});
    m_poller.start();
}

void PushesPage::deactivate()
{
    m_isActive = false;
    m_seenRefusals = m_session.connection().status().refusals.total;
    m_poller.stop();
}

void PushesPage::refresh()
{
    m_poller.askNow();
}

void PushesPage::setPaused(bool paused)
{
    m_isPaused = paused;
    hold();
}

void PushesPage::setFilter(const QString& text)
{
    m_filter = text.trimmed();
    startOver();
}

void PushesPage::open(const QString& what)
{
    m_wanted = what.toLongLong();
    const int row = m_model->indexOfKey(m_wanted);
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_wanted = 0;
}

bool PushesPage::stepBack()
{
    if (m_list->isHidden() || m_detail->isAncestorOf(QApplication::focusWidget())) {
        openDetail(false);
        m_table->setFocus();
        return true;
    }
    if (m_table->selectionModel()->hasSelection()) {
        m_table->clearSelection();
        return true;
    }
    const bool isShown = m_detail->id() > 0; // and has left the list
    m_detail->clear();
    return isShown;
}

// The list has its width only after the splitter has laid it out.
bool PushesPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::Resize)
        showColumns();
    return Page::eventFilter(watched, event);
}

void PushesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    foldDetail();
}

ApiCall PushesPage::question() const
{
    ApiCall call = ApiCall::get({QStringLiteral("pushes")});
    addParameter(call.query, QStringLiteral("limit"), QStringLiteral("500"));
    addParameter(call.query, QStringLiteral("watch"), QStringLiteral("true"));
    if (m_model->newestId() > 0)
        addParameter(call.query, QStringLiteral("since"), QString::number(m_model->newestId()));
    m_choice->addTo(call.query);
    if (!m_filter.isEmpty())
        addParameter(
            call.query, m_filter.startsWith(u'{') ? QStringLiteral("match[]") : QStringLiteral("search"), m_filter);
    return call;
}

void PushesPage::take(const ApiReply& reply)
{
    if (!reply.ok()) {
        const bool isFilter = reply.error->kind == ApiError::Kind::Declined && reply.error->status == 400;
        if (isFilter)
            Q_EMIT filterStateChanged(selectorProblem(*reply.error, m_filter));
        return;
    }
    Q_EMIT filterStateChanged({true, {}});
    QList<Push> pushes;
    const QJsonArray array = reply.data[u"pushes"].toArray();
    for (const QJsonValue& one : array)
        pushes << pushOf(one.toObject());
    const bool wasAtTop = m_table->verticalScrollBar()->value() == 0;
    m_model->addNewest(pushes);
    if (wasAtTop)
        m_table->scrollToTop();
    showWhatThereIs();
    if (m_wanted > 0)
        open(QString::number(m_wanted));
}

void PushesPage::showWhatThereIs()
{
    const bool isEmpty = m_model->rowCount() == 0;
    const bool isFiltered = !m_filter.isEmpty() || !m_choice->isOpen();
    const bool wasHidden = m_table->isHidden();
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty && isFiltered);
    m_steps->setVisible(isEmpty && !isFiltered);
    m_choice->setVisible(!isEmpty || isFiltered);
    foldDetail();
    if (wasHidden && !isEmpty)
        QTimer::singleShot(0, this, &PushesPage::showColumns); // the table has its size only now
}

void PushesPage::startOver()
{
    m_model->clear();
    if (m_isActive)
        m_poller.askNow();
}

// Who scrolls down reads: what arrives then waits, as when paused.
void PushesPage::hold()
{
    m_model->setPaused(m_isPaused || m_table->verticalScrollBar()->value() > 0);
}

void PushesPage::showHeld()
{
    const int held = m_model->held();
    m_state->setText(m_isPaused ? tr("Paused") : QString());
    m_showHeld->setText(held == 1 ? tr("Show 1 held back") : tr("Show %1 held back").arg(held));
    m_showHeld->setVisible(held > 0);
}

// The view would go on to another row, and the detail with it, under the eyes of whoever reads it.
void PushesPage::keepOutgrown(int first)
{
    const int shown = m_model->indexOfKey(m_detail->id());
    if (shown < first)
        return;
    m_isKeeping = true;
    m_table->selectionModel()->clear();
    m_isKeeping = false;
    m_detail->setOutgrown();
}

void PushesPage::showSelected()
{
    if (m_isKeeping)
        return;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const QModelIndex current = m_table->currentIndex();
    if (rows.isEmpty())
        m_detail->clear();
    else
        m_detail->show(
            m_model->row(m_table->selectionModel()->isSelected(current) ? current.row() : rows.first().row()));
    foldDetail();
}

void PushesPage::watchRefusals()
{
    const double refusals = m_session.connection().status().refusals.total;
    if (m_isActive || m_seenRefusals < 0 || refusals < m_seenRefusals)
        m_seenRefusals = refusals;
    Q_EMIT badgeChanged(refusals > m_seenRefusals ? QStringLiteral("●") : QString());
}

void PushesPage::openDetail(bool open)
{
    m_isDetailOpen = open;
    foldDetail();
}

// A report is as wide as the list: it stands below, and beside it where there is room for both.
void PushesPage::foldDetail()
{
    const bool hasRoom = width() >= kNarrow && height() >= kLow;
    const bool isOver = !hasRoom && m_isDetailOpen && m_detail->id() > 0;
    const bool hasList = m_steps->isHidden();
    m_detail->setVisible(hasList && (hasRoom || isOver));
    m_list->setVisible(!isOver);
    const auto orientation = width() < kWide ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() != orientation || !m_isLaidOut) {
        m_splitter->setOrientation(orientation);
        m_splitter->setSizes(orientation == Qt::Vertical ? QList<int>{2000, 3000} : QList<int>{2300, 2700});
        m_isLaidOut = true;
    }
    showColumns();
}

// The detail tells what a narrow list leaves out.
void PushesPage::showColumns()
{
    const int room = m_list->width();
    QList<int> hidden;
    if (room < 760)
        hidden << PushModel::FromColumn;
    if (room < 640)
        hidden << PushModel::FormatColumn;
    if (room < 480)
        hidden << PushModel::BytesColumn;
    fitColumns(*m_table, hidden);
    // A header that was hidden keeps the widths of then: this makes it count anew.
    for (const int column : {PushModel::GroupColumn, PushModel::ResultColumn}) {
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Interactive);
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    }
}

} // namespace cairn::ui
