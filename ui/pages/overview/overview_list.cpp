// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_list.h"

#include "ui/models/row_roles.h"
#include "ui/pages/table_looks.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kSpacing = 4;
constexpr int kLeastRows = 2;

} // namespace

OverviewList::OverviewList(
    const QString& name, const QString& title, const QString& what, const QString& numbers, QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(0, 2))
{
    m_table->setObjectName(name);
    m_table->setAccessibleName(title);
    dressTable(*m_table);
    m_table->setHorizontalHeaderLabels({what, numbers});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Fixed); // fit() does it
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* label = new QLabel(title);
    label->setFont(Theme::instance().font(0, true));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpacing);
    layout->addWidget(label);
    layout->addWidget(m_table);
    layout->addStretch(1);
    connect(m_table, &QTableWidget::cellActivated, this, &OverviewList::open);
    connect(m_table, &QTableWidget::cellClicked, this, [this](int row, int column) {
        if (QApplication::keyboardModifiers() == Qt::NoModifier) // else rows are being selected
            open(row, column);
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] { setEntries(m_entries); }); // accent and row height
}

QTableView* OverviewList::view() const
{
    return m_table;
}

void OverviewList::open(int row, int column)
{
    const QString link = m_entries.value(row).link;
    if (link.isEmpty())
        return;
    if (column == 1 && m_doNumbersAct)
        emit acted(link);
    else
        emit opened(link);
}

void OverviewList::openCurrent()
{
    open(m_table->currentRow(), 0);
}

void OverviewList::setNumbersAct()
{
    m_doNumbersAct = true;
}

void OverviewList::setSmall()
{
    m_isSmall = true;
    fit();
}

void OverviewList::setEntries(const QList<Entry>& entries)
{
    const QString chosen = m_entries.value(m_table->currentRow()).link;
    if (&entries != &m_entries)
        m_entries = entries;
    m_table->setRowCount(static_cast<int>(m_entries.size()));
    for (int row = 0; row < m_entries.size(); ++row)
        showEntry(row, m_entries[row]);
    keepSelection(chosen);
    fit();
}

void OverviewList::showEntry(int row, const Entry& entry)
{
    for (int column = 0; column < 2; ++column) {
        QTableWidgetItem* item = m_table->item(row, column);
        if (item == nullptr) {
            item = new QTableWidgetItem;
            m_table->setItem(row, column, item);
        }
        item->setText(column == 0 ? entry.text : entry.number);
        item->setToolTip(entry.tip);
        if (column == 1) {
            item->setData(ExactRole, entry.exact.isEmpty() ? QVariant() : QVariant(entry.exact));
            item->setFont(Theme::instance().numberFont());
            if (m_doNumbersAct)
                item->setForeground(Theme::instance().color(ColorRole::Accent));
        }
        item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
    }
}

// Rows change places as numbers do.
void OverviewList::keepSelection(const QString& link)
{
    if (link.isEmpty() || m_entries.value(m_table->currentRow()).link == link)
        return;
    const auto at = std::find_if(
        m_entries.cbegin(), m_entries.cend(), [&link](const Entry& entry) { return entry.link == link; });
    if (at == m_entries.cend())
        m_table->clearSelection();
    else if (m_table->selectionModel()->selectedRows().size() < 2)
        m_table->setCurrentCell(static_cast<int>(at - m_entries.cbegin()), qMax(0, m_table->currentColumn()));
}

void OverviewList::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

// A row that is cut through looks broken.
void OverviewList::fit()
{
    const QAbstractItemView& view = *m_table; // by its cells alone: heads are not seen
    m_table->horizontalHeader()->resizeSection(1, view.sizeHintForColumn(1));
    const int height = m_table->verticalHeader()->defaultSectionSize();
    const int head = layout()->itemAt(0)->widget()->sizeHint().height() + kSpacing;
    const int count = static_cast<int>(m_entries.size());
    setMinimumHeight(head + qMin(count, kLeastRows) * height);
    setMaximumHeight(m_isSmall ? head + count * height : QWIDGETSIZE_MAX);
    m_table->setFixedHeight(qMin(count, qMax(kLeastRows, (this->height() - head) / height)) * height);
}

} // namespace cairn::ui
