// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes_page.h"

#include "ui/pages/pushes_detail.h"
#include "ui/pages/pushes_report.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/window/session.h"

#include <QCheckBox>
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

constexpr int kNarrow = 900; // below, the detail opens over the table

class ResultDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
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
    , m_refusedOnly(new QCheckBox(tr("Refused only")))
    , m_state(new QLabel)
    , m_showHeld(new QPushButton)
    , m_empty(new QLabel(tr("No pushes yet. What arrives shows here at once.")))
    , m_poller(
          session.client(), [this] { return question(); }, this)
{
    m_list = makeList();
    m_splitter->setObjectName(QStringLiteral("pushesSplitter"));
    m_splitter->addWidget(m_list);
    m_list->installEventFilter(this);
    m_splitter->addWidget(m_detail);
    m_splitter->setSizes({400, 600});
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);

    connect(&m_poller, &Poller::answered, this, &PushesPage::take);
    connect(m_model, &PushModel::heldChanged, this, &PushesPage::showHeld);
    connect(m_showHeld, &QPushButton::clicked, this, [this] {
        m_table->scrollToTop();
        m_model->setPaused(false);
        hold();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &PushesPage::hold);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PushesPage::showSelected);
    for (const auto chosen : {&QTableView::activated, &QTableView::clicked})
        connect(m_table, chosen, this, [this] { openDetail(true); });
    connect(m_refusedOnly, &QCheckBox::toggled, this, &PushesPage::startOver);
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
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    prepareTable(*m_table);
    m_table->setItemDelegateForColumn(PushModel::ResultColumn, new ResultDelegate(this));
    QHeaderView* header = m_table->horizontalHeader();
    const int widths[] = {76, 160, 130, 92, 72, 76, 124};
    for (int i = 0; i < PushModel::ColumnCount; ++i)
        header->resizeSection(i, widths[i]);
    header->setSectionResizeMode(PushModel::GroupColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(56);
    m_refusedOnly->setObjectName(QStringLiteral("pushesRefusedOnly"));
    m_showHeld->setObjectName(QStringLiteral("pushesShowHeld"));
    m_state->setObjectName(QStringLiteral("pushesState"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setObjectName(QStringLiteral("pushesEmpty"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->setSpacing(12);
    bar->addWidget(m_refusedOnly);
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
    m_table->hide();
    return list;
}

PageInfo PushesPage::info() const
{
    return {QStringLiteral("pushes"), tr("Pushes"), QStringLiteral("pushes"), QStringLiteral("{job=\"api\"}")};
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
    if (m_list->isHidden()) {
        openDetail(false);
        m_table->setFocus();
        return true;
    }
    if (!m_table->selectionModel()->hasSelection())
        return false;
    m_table->clearSelection();
    return true;
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
    if (m_refusedOnly->isChecked())
        addParameter(call.query, QStringLiteral("result"), QStringLiteral("refused"));
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
            Q_EMIT filterStateChanged({false, reply.error->message});
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
    const bool isFirst = m_table->isHidden() && m_model->rowCount() > 0;
    m_table->setVisible(m_model->rowCount() > 0);
    m_empty->setVisible(m_model->rowCount() == 0);
    m_empty->setText(m_filter.isEmpty() && !m_refusedOnly->isChecked()
            ? tr("No pushes yet. What arrives shows here at once.")
            : tr("No push like this yet."));
    if (isFirst)
        QTimer::singleShot(0, this, &PushesPage::showColumns); // the table has its size only now
    if (m_wanted > 0)
        open(QString::number(m_wanted));
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

void PushesPage::showSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        m_detail->clear();
    else
        m_detail->show(m_model->row(rows.first().row()));
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

void PushesPage::foldDetail()
{
    const bool isWide = width() >= kNarrow;
    const bool isOver = !isWide && m_isDetailOpen && m_detail->id() > 0;
    m_detail->setVisible(isWide || isOver);
    m_list->setVisible(!isOver);
    showColumns();
}

// The detail tells what a narrow list leaves out.
void PushesPage::showColumns()
{
    const int room = m_list->width();
    for (const int column : {PushModel::FromColumn, PushModel::FormatColumn})
        m_table->setColumnHidden(column, room < 700);
    m_table->setColumnHidden(PushModel::BytesColumn, room < 480);
    // A header that was hidden keeps the widths of then: this makes it count anew.
    m_table->horizontalHeader()->setSectionResizeMode(PushModel::GroupColumn, QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(PushModel::GroupColumn, QHeaderView::Stretch);
}

} // namespace cairn::ui
