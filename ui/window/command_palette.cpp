// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWidth = 480;
constexpr int kRows = 10;

QString nameOf(const QAction& action)
{
    QString name = action.text();
    return name.remove(u'&').remove(QStringLiteral("…"));
}

} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_edit(new QLineEdit), m_list(new QListWidget)
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Commands"));
    m_edit->setObjectName(QStringLiteral("paletteFilter"));
    m_edit->setPlaceholderText(tr("What do you want to do?"));
    m_edit->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setObjectName(QStringLiteral("paletteList"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::openWith(const QList<QAction*>& actions)
{
    m_actions = actions;
    m_edit->clear();
    fill();
    const int height = m_edit->sizeHint().height() + kRows * Theme::instance().rowHeight() + 24;
    const QWidget* window = parentWidget();
    const QPoint corner = window->mapToGlobal(QPoint((window->width() - kWidth) / 2, 64));
    setGeometry(QRect(corner, QSize(kWidth, height)));
    show();
    m_edit->setFocus();
}

bool CommandPalette::matches(const QString& typed, const QString& name)
{
    qsizetype at = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        at = name.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress || m_list->count() == 0)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return QFrame::eventFilter(watched, event);
    const int step = key == Qt::Key_Down ? 1 : m_list->count() - 1;
    m_list->setCurrentRow((m_list->currentRow() + step) % m_list->count());
    return true;
}

void CommandPalette::fill()
{
    m_list->clear();
    for (int index = 0; index < m_actions.size(); ++index) {
        const QAction& action = *m_actions[index];
        if (!action.isEnabled() || !matches(m_edit->text(), nameOf(action)))
            continue;
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(
            keys.isEmpty() ? nameOf(action) : nameOf(action) + QStringLiteral("   ") + keys, m_list);
        item->setData(Qt::UserRole, index);
        item->setSizeHint({kWidth - 40, Theme::instance().rowHeight()});
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr)
        return;
    const QPointer<QAction> action = m_actions.value(item->data(Qt::UserRole).toInt());
    hide();
    if (action)
        action->trigger();
}

} // namespace cairn::ui
