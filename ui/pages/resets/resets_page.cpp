// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/resets/resets_page.h"

#include "ui/format/number_text.h"
#include "ui/models/row_json.h"
#include "ui/models/series_text.h"
#include "ui/pages/resets/reset_undo.h"
#include "ui/pages/table_actions.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_looks.h"
#include "ui/window/session.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

double nowSeconds()
{
    return static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000;
}

constexpr int kWide = 900;

} // namespace

ResetsPage::ResetsPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_model(new ResetModel(this))
    , m_table(new QTableView)
    , m_empty(new QLabel)
    , m_what(new QLabel)
    , m_undo(new QPushButton(tr("Undo")))
    , m_undoAction(new QAction(tr("Undo the selected reset"), this))
    , m_poller(
          session.client(),
          [] { return ApiCall::get({QStringLiteral("resets")}).with(QStringLiteral("limit"), QStringLiteral("200")); },
          this)
{
    build();
    connectParts();
    addActions();
    showSelected();
}

void ResetsPage::build()
{
    m_table->setObjectName(QStringLiteral("resetsTable"));
    m_table->setAccessibleName(tr("Resets, newest first"));
    m_table->setModel(m_model);
    prepareTable(*m_table);
    letColumnsBeChosen(*m_table);
    QHeaderView* header = m_table->horizontalHeader();
    const int widths[] = {120, 200, 90, 80, 110, 290};
    for (int i = 0; i < ResetModel::ColumnCount; ++i)
        header->resizeSection(i, widths[i]);
    header->setSectionResizeMode(ResetModel::WhatColumn, QHeaderView::Stretch);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setObjectName(QStringLiteral("resetsEmpty"));
    m_what->setObjectName(QStringLiteral("resetsWhat"));
    m_what->setTextFormat(Qt::PlainText);
    m_what->setWordWrap(true);
    m_undo->setObjectName(QStringLiteral("resetsUndo"));
    m_undo->setProperty("primary", true);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 8, 12, 8);
    bottom->setSpacing(12);
    bottom->addWidget(m_what, 1);
    bottom->addWidget(m_undo);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    column->addLayout(bottom);
    setHome(m_table);
    m_table->hide();
    m_empty->setText(tr("Asking the gateway…")); // until it is known that there is none
}

void ResetsPage::connectParts()
{
    m_poller.setInterval(std::chrono::seconds(2));
    m_second.setInterval(1000);
    connect(&m_poller, &Poller::answered, this, &ResetsPage::take);
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_model->setNow(nowSeconds());
        showSelected();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResetsPage::showSelected);
    connect(m_undo, &QPushButton::clicked, this, &ResetsPage::undoSelected);
    connect(m_undoAction, &QAction::triggered, m_undo, &QPushButton::click);
    connect(&m_session.client(), &ApiClient::targetChanged, this, [this] {
        m_returning = 0;
        m_model->setResets({});
    });
}

void ResetsPage::addActions()
{
    TableSubject subject;
    subject.view = m_table;
    subject.name = QStringLiteral("resets");
    subject.more = {m_undoAction};
    subject.texts.insert(RowFormat::Json, [this](const QList<int>& rows, const TextDone& done) {
        QList<QJsonObject> objects;
        for (const int row : rows)
            objects.append(toJson(m_model->row(row)));
        done(jsonText(objects));
    });
    const ExportedList list{ApiCall::get({QStringLiteral("resets")}), QStringLiteral("resets")};
    subject.exports.insert(RowFormat::Json, [list] { return jsonPlan(list); });
    subject.exports.insert(RowFormat::Csv, [list] {
        const QStringList head{QStringLiteral("id"), QStringLiteral("time"), QStringLiteral("from"),
            QStringLiteral("what"), QStringLiteral("series"), QStringLiteral("families")};
        return csvPlan(list, head, [](const QJsonObject& row) {
            const Reset reset = resetOf(row, nowSeconds());
            return QStringList{QString::number(reset.id), plainNumber(reset.time), reset.from, reset.what,
                QString::number(reset.series), QString::number(reset.families)};
        });
    });
    auto* copies = new TableActions(m_session, this);
    copies->add(subject);
    m_actions = QList<QAction*>{m_undoAction} + copies->actions();
}

PageInfo ResetsPage::info() const
{
    return {QStringLiteral("resets"), tr("Resets"), QStringLiteral("resets"), {}, true};
}

void ResetsPage::activate()
{
    m_poller.start();
    m_second.start();
}

void ResetsPage::deactivate()
{
    m_poller.stop();
    m_second.stop();
}

void ResetsPage::refresh()
{
    m_poller.askNow();
}

void ResetsPage::open(const QString& what)
{
    m_wanted = what.toLongLong();
    selectWanted();
}

void ResetsPage::selectWanted()
{
    const int row = m_wanted == 0 ? -1 : m_model->indexOfKey(m_wanted);
    if (row < 0)
        return;
    m_wanted = 0;
    m_table->selectRow(row);
}

bool ResetsPage::stepBack()
{
    if (selectedRow() < 0)
        return false;
    m_table->clearSelection();
    return true;
}

void ResetsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fitColumns(*m_table, width() < kWide ? QList<int>{ResetModel::FamiliesColumn} : QList<int>());
}

void ResetsPage::take(const ApiReply& reply)
{
    if (!reply.ok()) {
        if (m_model->rowCount() == 0)
            m_empty->setText(tr("What was reset is not known: %1").arg(reply.error->message));
        return;
    }
    m_empty->setText(tr("Nothing was reset.\nWhat you reset shows here, and can be brought back for a while."));
    const double now = nowSeconds();
    QList<Reset> resets;
    int undoable = 0;
    const QJsonArray array = reply.data[u"resets"].toArray();
    for (const QJsonValue& one : array) {
        resets << resetOf(one.toObject(), now);
        undoable += resets.last().state == ResetState::Undoable ? 1 : 0;
    }
    m_model->setNow(now);
    m_model->setResets(resets);
    selectWanted();
    m_table->setVisible(!resets.isEmpty());
    m_empty->setVisible(resets.isEmpty());
    Q_EMIT badgeChanged(undoable > 0 ? QString::number(undoable) : QString());
    showSelected();
}

int ResetsPage::selectedRow() const
{
    const QList<int> rows = selectedRowsOf(*m_table);
    return rows.size() == 1 ? rows.first() : -1; // resets are undone one by one
}

void ResetsPage::showSelected()
{
    const int row = selectedRow();
    const bool isReturning = row >= 0 && m_model->row(row).id == m_returning;
    const bool canUndo = row >= 0 && m_model->isUndoable(row) && m_returning == 0;
    if (!canUndo && m_undo->hasFocus())
        m_table->setFocus(); // not out of the page
    m_undo->setEnabled(canUndo);
    m_undoAction->setEnabled(canUndo);
    const double series = row < 0 ? 0 : static_cast<double>(m_model->row(row).series);
    m_undo->setText(canUndo || isReturning
            ? tr("Bring back %1 series", nullptr, static_cast<int>(series)).arg(fullNumber(series))
            : tr("Undo"));
    if (row < 0)
        m_what->setText(m_model->rowCount() > 0 ? tr("Select a reset to undo it.") : QString());
    else if (isReturning)
        m_what->setText(
            tr("On its way: %1 series are brought back.", nullptr, static_cast<int>(series)).arg(fullNumber(series)));
    else if (m_model->isUndoable(row))
        m_what->setText(tr("What returns is added to what came since. rate() reads it as new increase."));
    else
        m_what->setText((m_model->row(row).state == ResetState::Undone ? tr("It cannot be undone again: %1.")
                                                                       : tr("It cannot be undone: %1."))
                            .arg(m_model->index(row, ResetModel::UndoColumn).data(Qt::ToolTipRole).toString()));
}

bool ResetsPage::undo()
{
    int row = selectedRow();
    if (row < 0 || !m_model->isUndoable(row)) {
        row = 0;
        while (row < m_model->rowCount() && !m_model->isUndoable(row))
            ++row;
    }
    if (row >= m_model->rowCount())
        return false;
    m_table->selectRow(row);
    undoSelected();
    return true;
}

void ResetsPage::undoSelected()
{
    const int row = selectedRow();
    if (row < 0 || m_returning != 0)
        return;
    m_returning = m_model->row(row).id;
    showSelected();
    undoReset(m_session, m_returning, this, [this] {
        m_returning = 0;
        showSelected();
        m_poller.askNow();
    });
}

} // namespace cairn::ui
