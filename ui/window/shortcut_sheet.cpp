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

namespace cairn::ui {

namespace {

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

ShortcutSheet::ShortcutSheet(const QMenuBar& menus, QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("sheet"));
    setAccessibleName(tr("Keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(32);
    const QList<QAction*> entries = menus.actions();
    for (const QAction* entry : entries) {
        if (entry->menu() == nullptr)
            continue;
        if (const QList<Key> keys = keysOf(*entry->menu()); !keys.isEmpty())
            layout->addWidget(column(plain(entry->menu()->title()), keys));
    }
    QAction open; // no menu has it: the tables know it by themselves
    open.setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    layout->addWidget(column(tr("Tables"), {{tr("Open the row"), keysOf(open)}}));
}

void ShortcutSheet::openOver(const QWidget& window)
{
    adjustSize();
    move(window.mapToGlobal(QPoint((window.width() - width()) / 2, qMax(0, (window.height() - height()) / 2))));
    show();
}

} // namespace cairn::ui
