// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_list.h"

#include "ui/models/rule_model.h"
#include "ui/pages/rules/rules_list_delegate.h"
#include "ui/pages/table_actions.h"
#include "ui/theme/tone.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>

namespace cairn::ui {

namespace {

using Rows = QList<int>;

QString yamlOf(const RuleModel& model, const Rows& rows)
{
    QString yaml;
    for (const int row : rows)
        yaml += ruleYaml(model.rule(row));
    return yaml;
}

QString selectorsOf(const RuleModel& model, const Rows& rows)
{
    QStringList selectors;
    for (const int row : rows)
        selectors << model.rule(row).match;
    return selectors.join(u'\n');
}

QString jsonOf(const RuleModel& model, const Rows& rows)
{
    QList<QJsonObject> objects;
    for (const int row : rows)
        objects << toJson(model.rule(row));
    return jsonText(objects);
}

QString csvOf(const RuleModel& model, const Rows& rows)
{
    QString text = csvLine({QStringLiteral("number"), QStringLiteral("name"), QStringLiteral("match"),
        QStringLiteral("type"), QStringLiteral("mode"), QStringLiteral("families"), QStringLiteral("series")});
    const auto count = [](const std::optional<qint64>& n) { return n ? QString::number(*n) : QString(); };
    for (const int row : rows) {
        const Rule& rule = model.rule(row);
        text += csvLine({QString::number(row + 1), rule.name, rule.match, rule.type, rule.mode, count(rule.families),
            count(rule.series)});
    }
    return text;
}

} // namespace

RulesList::RulesList(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_model(new RuleModel(this))
    , m_view(new QListView)
    , m_add(new QToolButton)
    , m_remove(new QToolButton)
{
    build();
    addMoves();
    addCopies(session);
    connect(m_add, &QToolButton::clicked, this, &RulesList::addAsked);
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeAsked(row()); });
    connect(m_model, &RuleModel::moveWanted, this, [this](int from, int to) {
        if (m_view->dragEnabled())
            Q_EMIT moveAsked(from, to);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& index) { Q_EMIT chosen(index.row()); });
}

void RulesList::build()
{
    m_view->setObjectName(QStringLiteral("rulesList"));
    m_view->setAccessibleName(tr("Rules, the first that matches decides"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RuleListDelegate(this));
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setMouseTracking(true);
    m_view->setMinimumWidth(200);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_add->setObjectName(QStringLiteral("rulesAdd"));
    m_add->setText(tr("Add rule"));
    m_remove->setObjectName(QStringLiteral("rulesRemove"));
    m_remove->setText(tr("Remove"));
    auto* hint = new QLabel(tr("The first that matches decides. Move one by dragging, or Alt+↑ and Alt+↓."));
    hint->setObjectName(QStringLiteral("rulesHint"));
    hint->setWordWrap(true);
    setTone(hint, Tone::Secondary);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->addWidget(m_add);
    bar->addWidget(m_remove);
    bar->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_view, 1);
    auto* foot = new QVBoxLayout; // a label with a tone keeps no margins of its own
    foot->setContentsMargins(12, 4, 12, 8);
    foot->addWidget(hint);
    column->addLayout(foot);
}

void RulesList::addMoves()
{
    for (const int step : {-1, 1}) {
        auto* action = new QAction(step < 0 ? tr("Move rule up") : tr("Move rule down"), this);
        action->setShortcut(QKeySequence(Qt::ALT | (step < 0 ? Qt::Key_Up : Qt::Key_Down)));
        action->setShortcutContext(Qt::WidgetShortcut); // on a field of choices it opens them
        m_view->addAction(action);
        connect(action, &QAction::triggered, this, [this, step] {
            if (row() >= 0 && row() + step >= 0 && row() + step < m_model->rowCount())
                Q_EMIT moveAsked(row(), row() + step);
        });
        m_moves << action;
    }
    auto* remove = new QAction(tr("Remove rule"), this);
    connect(remove, &QAction::triggered, m_remove, &QToolButton::click);
    m_moves << remove;
}

void RulesList::addCopies(Session& session)
{
    TableSubject subject;
    subject.view = m_view;
    subject.more = m_moves;
    const auto add = [&](RowFormat format, QString (*text)(const RuleModel&, const Rows&)) {
        subject.texts.insert(
            format, [this, text](const Rows& rows, const TextDone& done) { done(text(*m_model, rows)); });
    };
    add(RowFormat::Yaml, yamlOf);
    add(RowFormat::Selector, selectorsOf);
    add(RowFormat::Json, jsonOf);
    add(RowFormat::Csv, csvOf);
    m_copies = new TableActions(session, this);
    m_copies->add(subject);
    m_view->installEventFilter(this);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection); // one is edited
    m_actions = m_moves + m_copies->actions();
}

// Keys that mean something else on other pages. What is copied of a rule is its text, not its name alone.
bool RulesList::eventFilter(QObject* watched, QEvent* event)
{
    const auto* key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event) : nullptr;
    const bool isCopy = key != nullptr && key->matches(QKeySequence::Copy);
    if (!isCopy && (key == nullptr || !key->matches(QKeySequence::Delete)))
        return QWidget::eventFilter(watched, event);
    if (isCopy)
        m_copies->copy(RowFormat::Yaml);
    else
        m_remove->click();
    return true;
}

int RulesList::row() const
{
    return m_view->currentIndex().row();
}

void RulesList::choose(int row)
{
    m_view->setCurrentIndex(m_model->index(row));
}

void RulesList::setChangeable(bool isChangeable)
{
    const bool hasOne = isChangeable && row() >= 0;
    if (!hasOne && m_remove->hasFocus())
        m_view->setFocus();
    m_remove->setEnabled(hasOne);
    m_view->setDragEnabled(isChangeable);
    for (QAction* move : m_moves)
        move->setEnabled(hasOne);
}

} // namespace cairn::ui
