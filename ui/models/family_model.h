// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family.h"
#include "ui/models/row_model.h"

#include <QElapsedTimer>
#include <QTimer>

namespace cairn::ui {

/// Families, page by page as the gateway sorts and filters them. Holds only what was looked at; asks for the next page
/// by pageAsked() and for another order by orderAsked(). What has changed lights up for a moment.
class FamilyModel final : public RowModel<Family> {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        TypeColumn,
        ModeColumn,
        SeriesColumn,
        ValueColumn,
        RateColumn,
        TrendColumn,
        AgeColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, NameRole, ModeRole, HistoryRole, MatchRole };
    static constexpr int kFadeMilliseconds = 900;
    static constexpr int kMostFlashes = 30; ///< at once; beyond, nothing flashes and manyChanged() says how many

    explicit FamilyModel(QObject* parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    void sort(int column, Qt::SortOrder order) override;

    /// A page as it was answered: rows from `offset` on, of `total`. What else is held stays where it is.
    void takePage(const QList<Family>& page, int offset, int total);
    void clear();
    [[nodiscard]] int total() const { return m_total; }
    void setMatch(const QString& text); ///< what to mark in names

    [[nodiscard]] QString sortKey() const; ///< of the API
    [[nodiscard]] QString order() const
    {
        return m_order == Qt::AscendingOrder ? QStringLiteral("asc") : QStringLiteral("desc");
    }

Q_SIGNALS:
    void pageAsked(int offset);
    void orderAsked();
    void manyChanged(int count);

private:
    [[nodiscard]] QString display(const Family& family, int column) const;
    [[nodiscard]] QString toolTip(const Family& family, int column) const;
    [[nodiscard]] QVariant ground(const Family& family) const;
    void noteChanges(const QList<Family>& page);
    void fade();

    int m_total = 0;
    int m_askedOffset = -1;
    int m_sortColumn = NameColumn;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QString m_match;
    QElapsedTimer m_clock;
    QHash<QString, qint64> m_flashes; // family to when it changed, by the clock
    QTimer m_fadeTimer;
};

} // namespace cairn::ui
