// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcut_sheet.h"

#include "ui/theme/theme.h"
#include "ui/theme/tone.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace cairn::ui {

namespace {

constexpr int kAround = 16; // of the window, stay free

QString plain(QString text)
{
    return text.remove(u'&').remove(QStringLiteral("…"));
}

QString keysOf(const QAction& action)
{
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys.append(sequence.toString(QKeySequence::NativeText));
    return keys.join(u", ");
}

struct Key {
    QString does;
    QString keys;
};

QList<Key> keysOf(const QMenu& menu)
{
    QList<Key> found;
    const QList<QAction*> actions = menu.actions();
    for (const QAction* action : actions) {
        if (const QString keys = keysOf(*action); !keys.isEmpty())
            found.append({plain(action->text()), keys});
    }
    return found;
}

bool isSeen(const QAction& action)
{
    const QList<QObject*> objects = action.associatedObjects();
    return std::any_of(objects.begin(), objects.end(), [](const QObject* object) {
        const auto* widget = qobject_cast<const QWidget*>(object);
        return widget != nullptr && qobject_cast<const QMenu*>(widget) == nullptr && widget->isVisible();
    });
}

// Those that only the list that has them knows, and no menu of the bar.
QList<Key> keysOfLists(const QWidget& window)
{
    QList<Key> found;
    const QList<QAction*> actions = window.findChildren<QAction*>();
    for (const QAction* action : actions) {
        const QString keys = keysOf(*action);
        if (!keys.isEmpty() && action->shortcutContext() == Qt::WidgetShortcut && isSeen(*action))
            found.append({plain(action->text()), keys});
    }
    return found;
}

QWidget* column(const QString& heading, const QList<Key>& rows)
{
    auto* widget = new QWidget;
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    auto* title = new QLabel(heading);
    title->setFont(Theme::instance().font(0, true));
    grid->addWidget(title, 0, 0, 1, 2);
    for (const Key& one : rows) {
        const int row = grid->rowCount();
        auto* keys = new QLabel(one.keys);
        keys->setObjectName(QStringLiteral("sheetKeys"));
        setTone(keys, Tone::Secondary);
        grid->addWidget(new QLabel(one.does), row, 0);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    return widget;
}

} // namespace

ShortcutSheet::ShortcutSheet(const QMenuBar& menus, QWidget* parent) : QFrame(parent, Qt::Popup), m_content(new QWidget)
{
    setObjectName(QStringLiteral("sheet"));
    setAccessibleName(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* row = new QHBoxLayout(m_content);
    row->setContentsMargins(24, 16, 24, 16);
    row->setSpacing(32);
    for (QVBoxLayout*& column : m_columns) {
        column = new QVBoxLayout;
        column->setSpacing(16);
        row->addLayout(column, 1);
    }
    const QList<QAction*> entries = menus.actions();
    for (const QAction* entry : entries) {
        if (entry->menu() == nullptr)
            continue;
        if (const QList<Key> keys = keysOf(*entry->menu()); !keys.isEmpty())
            addGroup(column(plain(entry->menu()->title()), keys));
    }
    QAction open; // no menu has it: the tables know it by themselves
    open.setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    addGroup(column(tr("Tables"), QList<Key>{{tr("Open the row"), keysOf(open)}} + keysOfLists(*parent)));
    for (QVBoxLayout* column : m_columns)
        column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

void ShortcutSheet::addGroup(QWidget* group)
{
    QVBoxLayout* shortest
        = *std::min_element(m_columns.begin(), m_columns.end(), [](const QVBoxLayout* one, const QVBoxLayout* other) {
              return one->sizeHint().height() < other->sizeHint().height();
          });
    shortest->addWidget(group);
}

void ShortcutSheet::openOver(const QWidget& window)
{
    const QSize wanted = m_content->sizeHint() + QSize(2, 2);
    const QSize room = window.size() - 2 * QSize(kAround, kAround);
    const int bar = wanted.height() > room.height() ? style()->pixelMetric(QStyle::PM_ScrollBarExtent) : 0;
    resize((wanted + QSize(bar, 0)).boundedTo(room));
    move(window.mapToGlobal(QPoint((window.width() - width()) / 2, qMax(0, (window.height() - height()) / 2))));
    show();
}

} // namespace cairn::ui
