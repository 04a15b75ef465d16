// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/table_columns.h"

#include "ui/models/row_roles.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>

namespace cairn::ui {

TableColumns::TableColumns(QTableView& table) : QObject(&table), m_table(table)
{
    const QSettings settings;
    m_shown = settings.value(place("shown")).toMap();
    m_widths = settings.value(place("widths")).toMap();
    QHeaderView* header = table.horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setToolTip(tr("Right click: choose columns"));
    header->viewport()->installEventFilter(this);
    table.installEventFilter(this);
    connect(header, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(&m_table);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->setObjectName(QStringLiteral("columnMenu"));
        addTo(*menu);
        menu->popup(m_table.horizontalHeader()->viewport()->mapToGlobal(at));
    });
    connect(table.model(), &QAbstractItemModel::modelReset, this, [this] { // other columns
        for (int column = 0; column < m_table.model()->columnCount(); ++column)
            m_table.setColumnHidden(column, false);
        restore();
    });
}

TableColumns* TableColumns::of(const QTableView& table)
{
    return table.findChild<TableColumns*>(QString(), Qt::FindDirectChildrenOnly);
}

QString TableColumns::keyOf(int column) const
{
    const QVariant key = m_table.model()->headerData(column, Qt::Horizontal, ColumnKeyRole);
    return key.isValid() ? key.toString() : QString::number(column);
}

QString TableColumns::place(const char* what) const
{
    return QStringLiteral("layout/columns/%1/%2").arg(m_table.objectName(), QLatin1String(what));
}

void TableColumns::addTo(QMenu& menu)
{
    for (int column = 1; column < m_table.model()->columnCount(); ++column) {
        QAction* action = menu.addAction(
            m_table.model()->headerData(column, Qt::Horizontal).toString().section(QStringLiteral(" · "), 0, 0));
        action->setCheckable(true);
        action->setChecked(!m_table.isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isShown) { choose(column, isShown); });
    }
}

void TableColumns::choose(int column, bool isShown)
{
    m_shown.insert(keyOf(column), isShown);
    m_table.setColumnHidden(column, !isShown);
    QSettings().setValue(place("shown"), m_shown);
}

void TableColumns::fit(const QList<int>& hidden)
{
    for (int column = 0; column < m_table.model()->columnCount(); ++column) {
        const QVariant wanted = m_shown.value(keyOf(column));
        m_table.setColumnHidden(column, wanted.isValid() ? !wanted.toBool() : hidden.contains(column));
    }
}

void TableColumns::restore()
{
    QHeaderView* header = m_table.horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        const QString key = keyOf(column);
        if (const int width = m_widths.value(key).toInt(); width > 0)
            header->resizeSection(column, width);
        if (const QVariant shown = m_shown.value(key); shown.isValid())
            m_table.setColumnHidden(column, !shown.toBool());
    }
}

// Widths change for many reasons; only what the mouse does to the head between press and release is a person's wish.
bool TableColumns::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_table) {
        if (event->type() == QEvent::Polish)
            restore();
    } else if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) {
        noteWidths();
    } else if (event->type() == QEvent::MouseButtonRelease) {
        keepWidths();
    }
    return QObject::eventFilter(watched, event);
}

void TableColumns::noteWidths()
{
    m_before.clear();
    const QHeaderView& header = *m_table.horizontalHeader();
    for (int column = 0; column < header.count(); ++column)
        m_before.append(header.sectionSize(column));
}

void TableColumns::keepWidths()
{
    const QHeaderView& header = *m_table.horizontalHeader();
    bool isOther = false;
    for (int column = 0; column < qMin<int>(header.count(), static_cast<int>(m_before.size())); ++column) {
        const bool isOurs = header.sectionResizeMode(column) != QHeaderView::Interactive
            || (header.stretchLastSection() && header.visualIndex(column) == header.count() - 1);
        if (isOurs || header.isSectionHidden(column) || header.sectionSize(column) == m_before[column])
            continue;
        m_widths.insert(keyOf(column), header.sectionSize(column));
        isOther = true;
    }
    if (isOther)
        QSettings().setValue(place("widths"), m_widths);
}

void letColumnsBeChosen(QTableView& table)
{
    new TableColumns(table);
}

void fitColumns(QTableView& table, const QList<int>& hidden)
{
    if (TableColumns* columns = TableColumns::of(table))
        columns->fit(hidden);
}

} // namespace cairn::ui
