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

QWidget* column(const QMenu& menu)
{
    auto* widget = new QWidget;
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    auto* title = new QLabel(plain(menu.title()));
    title->setFont(Theme::instance().font(0, true));
    grid->addWidget(title, 0, 0, 1, 2);
    for (const QAction* action : menu.actions()) {
        const QString keys = keysOf(*action);
        if (keys.isEmpty())
            continue;
        const int row = grid->rowCount();
        auto* key = new QLabel(keys);
        setTone(key, Tone::Secondary);
        grid->addWidget(new QLabel(plain(action->text())), row, 0);
        grid->addWidget(key, row, 1, Qt::AlignRight);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    widget->setVisible(grid->rowCount() > 2);
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
    for (const QAction* entry : menus.actions()) {
        const bool hasKeys = entry->menu() != nullptr
            && std::any_of(entry->menu()->actions().begin(), entry->menu()->actions().end(),
                [](const QAction* action) { return !action->shortcuts().isEmpty(); });
        if (hasKeys)
            layout->addWidget(column(*entry->menu()));
    }
}

void ShortcutSheet::openOver(const QWidget& window)
{
    adjustSize();
    move(window.mapToGlobal(QPoint((window.width() - width()) / 2, qMax(0, (window.height() - height()) / 2))));
    show();
}

} // namespace cairn::ui
