// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_list.h"

#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace cairn::ui {

OverviewList::OverviewList(const QString& name, const QString& title, QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(0, 2))
{
    m_table->setObjectName(name);
    m_table->setAccessibleName(title);
    dressTable(*m_table);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* label = new QLabel(title);
    label->setFont(Theme::instance().font(0, true));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(m_table, 1);
    const auto open = [this](int row, int column) {
        if (column == 1 && m_doNumbersAct)
            emit acted(m_entries.value(row).link);
        else
            emit opened(m_entries.value(row).link);
    };
    connect(m_table, &QTableWidget::cellActivated, this, open);
    connect(m_table, &QTableWidget::cellClicked, this, open);
}

void OverviewList::setNumbersAct()
{
    m_doNumbersAct = true;
    connect(&Theme::instance(), &Theme::changed, this, [this] { setEntries(m_entries); }); // its accent is another
}

void OverviewList::setEntries(const QList<Entry>& entries)
{
    if (&entries != &m_entries)
        m_entries = entries;
    m_table->setRowCount(static_cast<int>(entries.size()));
    for (int row = 0; row < entries.size(); ++row) {
        const Entry& entry = entries[row];
        for (int column = 0; column < 2; ++column) {
            QTableWidgetItem* item = m_table->item(row, column);
            if (item == nullptr) {
                item = new QTableWidgetItem;
                m_table->setItem(row, column, item);
            }
            item->setText(column == 0 ? entry.text : entry.number);
            item->setToolTip(entry.tip);
            if (column == 1 && m_doNumbersAct)
                item->setForeground(Theme::instance().color(ColorRole::Accent));
            item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
        }
    }
}

} // namespace cairn::ui
