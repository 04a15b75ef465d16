// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

#include <functional>

namespace cairn::ui {

/// A table with a row for each of a long list that somebody else keeps, which holds only those around what is looked
/// at: rows scroll and cost no memory. Rows are values with an identity (`key()`) and `==`; where one that is held
/// turns up in another place, selection and current row go along with it.
template <typename Row>
class SparseRowModel : public QAbstractTableModel {
public:
    static constexpr int kMostRows = 1'000'000; ///< a scroll bar cannot point at more
    static constexpr int kMostHeld = 2000;
    static constexpr int kNear = kMostHeld / 4; ///< rows that stay, to either side of what is looked at

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    [[nodiscard]] const Row* at(int row) const ///< null: not held
    {
        const auto held = m_held.constFind(row);
        return held == m_held.constEnd() ? nullptr : &*held;
    }
    [[nodiscard]] int held() const { return static_cast<int>(m_held.size()); }
    template <typename Key>
    [[nodiscard]] int indexOfKey(const Key& key) const ///< among those that are held; -1: none
    {
        for (auto held = m_held.begin(); held != m_held.end(); ++held)
            if (held->key() == key)
                return held.key();
        return -1;
    }
    /// Which rows are kept however far away they are, for somebody has selected them. Of too many, none is.
    void setKept(std::function<bool(int)> isKept) { m_isKept = std::move(isKept); }

protected:
    /// A page of the list: its rows from `offset` on, of `total`.
    void takeRows(const QList<Row>& page, int offset, int total)
    {
        const int count = std::min(total, kMostRows);
        if (count > m_count)
            grow(count);
        moveHeld(page, offset);
        if (count < m_count)
            shrink(count);
        fill(page, offset);
        dropFarFrom(offset + static_cast<int>(page.size()) / 2);
    }
    void clearRows()
    {
        if (m_count > 0)
            shrink(0);
    }
    /// Calls `use(row, value)` for all that are held.
    template <typename Use>
    void forEachHeld(Use&& use) const
    {
        for (auto held = m_held.begin(); held != m_held.end(); ++held)
            use(held.key(), *held);
    }

private:
    void grow(int count)
    {
        beginInsertRows({}, m_count, count - 1);
        m_count = count;
        endInsertRows();
    }
    void shrink(int count)
    {
        beginRemoveRows({}, count, m_count - 1);
        m_count = count;
        m_held.removeIf([count](typename QHash<int, Row>::iterator held) { return held.key() >= count; });
        endRemoveRows();
    }

    /// What the page shows elsewhere than it was goes there; what it shows no more has gone nobody knows where.
    void moveHeld(const QList<Row>& page, int offset)
    {
        QHash<int, int> moves; // -1: nobody knows
        const auto end = offset + page.size();
        for (auto held = m_held.begin(); held != m_held.end(); ++held)
            if (held.key() >= offset && held.key() < end && !(page[held.key() - offset].key() == held->key()))
                moves.insert(held.key(), -1);
        const auto places = placesOf(page, offset);
        for (auto held = m_held.begin(); held != m_held.end(); ++held)
            if (const int to = places.value(held->key(), -1); to >= 0 && to != held.key() && to < m_count)
                moves.insert(held.key(), to);
        if (moves.isEmpty())
            return;
        emit layoutAboutToBeChanged();
        QHash<int, Row> moved;
        for (auto move = moves.begin(); move != moves.end(); ++move) {
            const Row row = m_held.take(move.key());
            if (*move >= 0)
                moved.insert(*move, row);
        }
        m_held.insert(moved);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after = before;
        for (QModelIndex& index : after)
            if (const auto move = moves.constFind(index.row()); move != moves.constEnd())
                index = *move < 0 ? QModelIndex() : this->index(*move, index.column());
        changePersistentIndexList(before, after);
        emit layoutChanged();
    }
    static auto placesOf(const QList<Row>& page, int offset)
    {
        QHash<decltype(std::declval<const Row&>().key()), int> places;
        for (int i = 0; i < page.size(); ++i)
            places.insert(page[i].key(), offset + i);
        return places;
    }

    void fill(const QList<Row>& page, int offset)
    {
        int first = -1;
        int last = -1;
        for (int i = 0; i < page.size() && offset + i < m_count; ++i) {
            const Row* before = at(offset + i);
            if (before != nullptr && *before == page[i])
                continue;
            m_held.insert(offset + i, page[i]);
            first = first < 0 ? offset + i : first;
            last = offset + i;
        }
        if (first >= 0)
            emit dataChanged(index(first, 0), index(last, columnCount() - 1));
    }

    void dropFarFrom(int row)
    {
        if (m_held.size() <= kMostHeld)
            return;
        QList<int> far;
        QList<int> kept;
        for (auto held = m_held.begin(); held != m_held.end(); ++held)
            if (std::abs(held.key() - row) > kNear)
                (m_isKept && m_isKept(held.key()) ? kept : far).append(held.key());
        if (kept.size() > kNear)
            far += kept;
        for (const int one : far)
            m_held.remove(one);
    }

    QHash<int, Row> m_held; // by row
    int m_count = 0;
    std::function<bool(int)> m_isKept;
};

} // namespace cairn::ui
