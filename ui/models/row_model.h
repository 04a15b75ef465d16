// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QSet>

namespace cairn::ui {

/// A table whose rows are values with an identity (`key()`) and `==`. A new list is taken over by the smallest signals:
/// rows that went, moved, came and changed, so that selection, scroll position and editors stay with their row.
template <typename Row>
class RowModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    const QList<Row>& rows() const { return m_rows; }
    const Row& row(int i) const { return m_rows.at(i); }

    template <typename Key>
    int indexOfKey(const Key& key) const
    {
        for (int i = 0; i < m_rows.size(); ++i)
            if (m_rows.at(i).key() == key)
                return i;
        return -1;
    }

protected:
    /// Keys of `rows` differ from each other.
    void setRows(const QList<Row>& rows)
    {
        removeMissing(rows);
        for (int i = 0; i < rows.size(); ++i)
            place(rows, i);
    }

    void removeAt(int first, int count)
    {
        beginRemoveRows({}, first, first + count - 1);
        m_rows.remove(first, count);
        endRemoveRows();
    }

    void insertAt(int at, const QList<Row>& rows)
    {
        if (rows.isEmpty())
            return;
        beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
        for (int i = 0; i < rows.size(); ++i)
            m_rows.insert(at + i, rows.at(i));
        endInsertRows();
    }

    void rowChanged(int i) { Q_EMIT dataChanged(index(i, 0), index(i, columnCount() - 1)); }

    QList<Row> m_rows;

private:
    using Key = decltype(std::declval<const Row&>().key());

    void removeMissing(const QList<Row>& rows)
    {
        QSet<Key> wanted;
        for (const Row& row : rows)
            wanted.insert(row.key());
        for (int end = static_cast<int>(m_rows.size()); end > 0;) {
            int first = end;
            while (first > 0 && !wanted.contains(m_rows.at(first - 1).key()))
                --first;
            if (first < end)
                removeAt(first, end - first);
            end = first - 1;
        }
    }

    void place(const QList<Row>& rows, int i)
    {
        const Row& wanted = rows.at(i);
        const int at = i < m_rows.size() && m_rows.at(i).key() == wanted.key() ? i : find(wanted.key(), i);
        if (at < 0)
            return insertAt(i, {wanted});
        if (at != i) {
            beginMoveRows({}, at, at, {}, i);
            m_rows.move(at, i);
            endMoveRows();
        }
        if (!(m_rows.at(i) == wanted)) {
            m_rows[i] = wanted;
            rowChanged(i);
        }
    }

    int find(const Key& key, int from) const
    {
        for (int i = from; i < m_rows.size(); ++i)
            if (m_rows.at(i).key() == key)
                return i;
        return -1;
    }
};

} // namespace cairn::ui
