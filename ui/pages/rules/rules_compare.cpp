// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_compare.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/yaml_highlighter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>

namespace cairn::ui {

namespace {

CodeEditor* makeEditor(const char* name, const QString& accessibleName)
{
    auto* editor = new CodeEditor;
    editor->setObjectName(QLatin1String(name));
    editor->setAccessibleName(accessibleName);
    editor->setReadOnly(true);
    editor->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    new YamlHighlighter(editor->document());
    return editor;
}

QToolButton* makeStep(Qt::ArrowType arrow, const char* name, const QString& text)
{
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setArrowType(arrow);
    button->setAccessibleName(text);
    button->setToolTip(text);
    return button;
}

void scrollTogether(QScrollBar* one, QScrollBar* other)
{
    QObject::connect(one, &QScrollBar::valueChanged, other, &QScrollBar::setValue);
    QObject::connect(other, &QScrollBar::valueChanged, one, &QScrollBar::setValue);
}

} // namespace

RulesCompare::RulesCompare(QWidget* parent)
    : QWidget(parent)
    , m_mine(makeEditor("rulesMine", tr("Your rules, not saved")))
    , m_theirs(makeEditor("rulesTheirs", tr("The rules in force")))
    , m_title(new ElidedLabel)
    , m_count(new QLabel)
    , m_previous(makeStep(Qt::UpArrow, "rulesPreviousPlace", tr("Previous difference")))
    , m_next(makeStep(Qt::DownArrow, "rulesNextPlace", tr("Next difference")))
    , m_keep(new QPushButton(tr("Keep mine")))
{
    setObjectName(QStringLiteral("rulesCompare"));
    auto* sides = new QSplitter;
    sides->setChildrenCollapsible(false);
    sides->setHandleWidth(1);
    sides->addWidget(makeSide(new ElidedLabel(tr("Yours, not saved")), m_mine));
    sides->addWidget(makeSide(m_title, m_theirs));
    sides->setSizes({1000, 1000}); // alike
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(sides, 1);
    scrollTogether(m_mine->verticalScrollBar(), m_theirs->verticalScrollBar());
    scrollTogether(m_mine->horizontalScrollBar(), m_theirs->horizontalScrollBar());
    connect(m_previous, &QToolButton::clicked, this, [this] { goTo(m_place - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { goTo(m_place + 1); });
}

QWidget* RulesCompare::makeBar()
{
    auto* take = new QPushButton(tr("Take those in force"));
    auto* edit = new QPushButton(tr("Go on editing"));
    m_keep->setObjectName(QStringLiteral("rulesKeepMine"));
    m_keep->setToolTip(tr("Saving then replaces those in force"));
    take->setObjectName(QStringLiteral("rulesTakeTheirs"));
    take->setToolTip(tr("Yours come back by Ctrl+Z"));
    edit->setObjectName(QStringLiteral("rulesGoOn"));
    edit->setToolTip(tr("Decide later: until then nothing is saved"));
    connect(m_keep, &QPushButton::clicked, this, &RulesCompare::keepMineAsked);
    connect(take, &QPushButton::clicked, this, &RulesCompare::takeTheirsAsked);
    connect(edit, &QPushButton::clicked, this, &RulesCompare::editAsked);
    m_count->setObjectName(QStringLiteral("rulesPlaces"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_count);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addStretch(1);
    row->addWidget(m_keep);
    row->addWidget(take);
    row->addWidget(edit);
    return bar;
}

QWidget* RulesCompare::makeSide(QWidget* title, CodeEditor* editor)
{
    auto* side = new QWidget;
    title->setContentsMargins(12, 4, 12, 4);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(title);
    column->addWidget(editor, 1);
    return side;
}

void RulesCompare::setTitle(const QString& ofTheirs)
{
    m_title->setText(ofTheirs);
}

void RulesCompare::setTexts(const QString& mine, const QString& theirs)
{
    m_theirText = theirs;
    const QStringList mineLines = mine.split(u'\n');
    const QStringList theirLines = theirs.split(u'\n');
    m_pairs = pairLines(mineLines, theirLines);
    fill(*m_mine, mineLines, &LinePair::left);
    fill(*m_theirs, theirLines, &LinePair::right);
    findPlaces();
}

void RulesCompare::fill(CodeEditor& editor, const QStringList& lines, int LinePair::*side)
{
    QStringList rows;
    QList<int> numbers;
    QList<bool> isMarked;
    for (const LinePair& pair : std::as_const(m_pairs)) {
        rows << (pair.*side < 0 ? QString() : lines.at(pair.*side));
        numbers << pair.*side + 1;
        isMarked << !pair.isSame;
    }
    editor.setPlainText(rows.join(u'\n'));
    editor.setRows(numbers, isMarked);
}

void RulesCompare::findPlaces()
{
    m_places.clear();
    m_place = -1;
    for (int i = 0; i < m_pairs.size(); ++i)
        if (!m_pairs.at(i).isSame && (i == 0 || m_pairs.at(i - 1).isSame))
            m_places << i;
    m_count->setText(places() == 1 ? tr("1 place differs") : tr("%1 places differ").arg(places()));
    goTo(0);
}

void RulesCompare::goTo(int place)
{
    if (place >= 0 && place < places())
        m_place = place;
    m_previous->setEnabled(m_place > 0);
    m_next->setEnabled(m_place + 1 < places());
    if (m_place < 0)
        return;
    for (CodeEditor* editor : {m_mine, m_theirs}) {
        editor->setTextCursor(QTextCursor(editor->document()->findBlockByNumber(m_places.at(m_place))));
        editor->centerCursor();
    }
}

void RulesCompare::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    goTo(m_place); // there is no size to scroll in before
    m_next->setFocus();
}

} // namespace cairn::ui
