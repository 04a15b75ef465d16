// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes/pushes_page.h"

#include "ui/models/row_json.h"
#include "ui/models/series_text.h"
#include "ui/pages/cell_delegate.h"
#include "ui/pages/exposition_drop.h"
#include "ui/pages/pushes/pushes_detail.h"
#include "ui/pages/pushes/pushes_report.h"
#include "ui/pages/table_actions.h"
#include "ui/pages/table_looks.h"
#include "ui/pages/try/try_request.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge_delegate.h"
#include "ui/window/session.h"

#include <QAction>
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

constexpr qsizetype kMostCollected = 16 * 1024 * 1024; // characters for the clipboard

QString bodyOf(const QJsonObject& detail)
{
    const QJsonObject body = detail.value(u"body").toObject();
    const QString text = body.value(u"text").toString();
    if (text.isEmpty() || body.value(u"is_base64").toBool())
        return {};
    return text.endsWith(u'\n') ? text : text + u'\n';
}

// The log goes by ids, not by places: the next page is what is older than the last row.
std::optional<ApiCall> olderPushes(const ApiCall& call, const ApiReply* reply)
{
    ApiCall page = call;
    addParameter(page.query, QStringLiteral("limit"), QStringLiteral("500"));
    if (reply == nullptr)
        return page;
    const QJsonArray pushes = reply->data.value(u"pushes").toArray();
    if (pushes.isEmpty())
        return std::nullopt;
    addParameter(
        page.query, QStringLiteral("before"), QString::number(pushes.last().toObject().value(u"id").toInteger()));
    return page;
}

ExportPlan pushesJson(const ApiCall& call)
{
    ExportPlan plan = jsonPlan({call, QStringLiteral("pushes")});
    plan.next = [call](const ApiReply* reply) { return olderPushes(call, reply); };
    return plan;
}

ExportPlan pushesCsv(const ApiCall& call)
{
    const QStringList head{QStringLiteral("id"), QStringLiteral("time"), QStringLiteral("group"),
        QStringLiteral("from"), QStringLiteral("method"), QStringLiteral("format"), QStringLiteral("samples"),
        QStringLiteral("bytes"), QStringLiteral("status"), QStringLiteral("error")};
    ExportPlan plan = csvPlan({call, QStringLiteral("pushes")}, head, [](const QJsonObject& row) {
        const Push push = pushOf(row);
        return QStringList{QString::number(push.id), plainNumber(push.time), push.groupPath, push.from, push.method,
            push.format, push.samples ? QString::number(*push.samples) : QString(), QString::number(push.bytes),
            QString::number(push.status), push.error};
    });
    plan.next = [call](const ApiReply* reply) { return olderPushes(call, reply); };
    return plan;
}

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
    , m_copies(new TableActions(session, this))
{
    m_list = makeList();
    addActions();
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
    prepareTable(*m_table);
    letColumnsBeChosen(*m_table);
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

void PushesPage::foldDetail()
{
    const bool isWide = width() >= kNarrow;
    const bool isOver = !isWide && m_isDetailOpen && m_detail->id() > 0;
    m_detail->setVisible(isWide || isOver);
    m_list->setVisible(!isOver);
    showColumns();
}

void PushesPage::addActions()
{
    const auto add = [this](const QString& text, const QKeySequence& key, auto act) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, act);
        m_actions.append(action);
    };
    add(tr("Try the selected push"), {}, [this] {
        if (m_detail->id() > 0)
            m_session.openPage(QStringLiteral("try"), QString::number(m_detail->id()));
    });
    add(tr("Reset what is selected…"), QKeySequence::Delete, [this] { proposeReset(); });
    m_copies->add(subject());
    m_copies->add(m_detail->reportSubject());
    m_actions += m_copies->actions();
    m_actions.append((new ExpositionDrop(m_session, this))->pasteAction());
}

TableSubject PushesPage::subject()
{
    TableSubject subject;
    subject.view = m_table;
    subject.name = QStringLiteral("pushes");
    subject.more = m_actions;
    subject.texts.insert(RowFormat::Exposition, [this](const QList<int>& rows, const TextDone& done) {
        collect(
            rows, [](const QJsonObject& detail) { return bodyOf(detail); }, done);
    });
    subject.texts.insert(RowFormat::Curl, [this](const QList<int>& rows, const TextDone& done) {
        collect(
            rows, [this](const QJsonObject& detail) { return m_detail->curlOf(detail); }, done);
    });
    subject.texts.insert(RowFormat::CurlDelete, [this](const QList<int>& rows, const TextDone& done) {
        QStringList lines;
        for (const int row : rows)
            lines.append(m_detail->curlDelete(m_model->row(row).groupPath));
        lines.removeDuplicates();
        done(lines.join(QString()));
    });
    subject.texts.insert(RowFormat::Selector, [this](const QList<int>& rows, const TextDone& done) {
        QStringList selectors;
        for (const int row : rows)
            selectors.append(filterOf(m_model->index(row, PushModel::GroupColumn)));
        selectors.removeDuplicates();
        selectors.removeAll(QString());
        done(selectors.join(QStringLiteral(" or ")));
    });
    subject.texts.insert(RowFormat::Json, [this](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects.append(toJson(m_model->row(row)));
        done(jsonText(objects));
    });
    subject.filterOf = [this](const QModelIndex& cell) { return filterOf(cell); };
    subject.filterBy = [this](const QString& filter) { emit filterAsked(filter); };
    subject.exports.insert(RowFormat::Csv, [this] {
        ApiCall call = question();
        call.query.removeQueryItem(QStringLiteral("since"));
        call.query.removeQueryItem(QStringLiteral("limit"));
        return pushesCsv(call);
    });
    subject.exports.insert(RowFormat::Json, [this] {
        ApiCall call = question();
        call.query.removeQueryItem(QStringLiteral("since"));
        call.query.removeQueryItem(QStringLiteral("limit"));
        return pushesJson(call);
    });
    return subject;
}

QString PushesPage::filterOf(const QModelIndex& cell) const
{
    if (!cell.isValid())
        return {};
    const Push& push = m_model->row(cell.row());
    if (cell.column() == PushModel::FromColumn)
        return push.from.section(u':', 0, -2);
    if (cell.column() != PushModel::GroupColumn || !push.hasGroup || push.groupPath.isEmpty())
        return {};
    QMap<QString, QString> labels;
    for (const auto& [name, value] : labelsOfPath(push.groupPath))
        labels.insert(name, value);
    return selectorText(labels);
}

void PushesPage::collect(QList<int> rows, const std::function<QString(const QJsonObject&)>& text,
    const std::function<void(const QString&)>& done, const QString& soFar)
{
    if (rows.isEmpty() || soFar.size() > kMostCollected)
        return done(soFar);
    const qint64 id = m_model->row(rows.takeFirst()).id;
    QList<qint64> rest;
    for (const int row : std::as_const(rows))
        rest.append(m_model->row(row).id);
    const ApiCall call = ApiCall::get({QStringLiteral("pushes"), QString::number(id)}).in(QStringLiteral("copy"));
    m_session.client().send(ApiCall(call), this, [this, rest, text, done, soFar](const ApiReply& reply) {
        QList<int> left; // rows have moved meanwhile
        for (const qint64 one : rest)
            if (const int row = m_model->indexOfKey(one); row >= 0)
                left.append(row);
        collect(left, text, done, reply.ok() ? soFar + text(reply.data) : soFar);
    });
}

void PushesPage::proposeReset()
{
    const QList<int> rows = selectedRowsOf(*m_table);
    if (rows.size() != 1 || !m_model->row(rows.first()).hasGroup)
        return m_session.announce(tr("Select one push: the series of its group can be reset"));
    const Push& push = m_model->row(rows.first());
    const QString path = push.groupPath.isEmpty() ? QStringLiteral("/") : push.groupPath;
    m_session.proposeReset({tr("group %1").arg(path), {{QStringLiteral("group"), path}}});
}

// The detail tells what a narrow list leaves out.
void PushesPage::showColumns()
{
    const int room = m_list->width();
    QList<int> hidden;
    if (room < 700)
        hidden << PushModel::FromColumn << PushModel::FormatColumn;
    if (room < 480)
        hidden << PushModel::BytesColumn;
    fitColumns(*m_table, hidden);
    // A header that was hidden keeps the widths of then: this makes it count anew.
    m_table->horizontalHeader()->setSectionResizeMode(PushModel::GroupColumn, QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(PushModel::GroupColumn, QHeaderView::Stretch);
}

} // namespace cairn::ui
