// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/value_table.h"

#include <QJsonObject>

namespace cairn::ui {

/// Series of a family that new rules would merge in another way.
struct RuleChange {
    QString family;
    QString type;
    qint64 series = 0;
    QString modeBefore;
    QString modeAfter;
    QString reasonBefore;
    QString reasonAfter;
    QString example; // labels of one of the series
    QString terms = {}; // what else changes: "lives 24h → 1h, leaves out pod"

    QString key() const
    {
        return QStringList{family, modeBefore, modeAfter, reasonBefore, reasonAfter, terms}.join(u'\n');
    }
    bool operator==(const RuleChange&) const = default;
};

RuleChange ruleChangeOf(const QJsonObject& object);
QJsonObject toJson(const RuleChange& change);
/// PromQL of the family.
QString selectorOf(const RuleChange& change);

/// What the preview of rules lists: before and after.
class RuleChangeModel final : public ValueTable<RuleChange> {
    Q_OBJECT
public:
    enum Column { FamilyColumn, SeriesColumn, BeforeColumn, AfterColumn, TermsColumn, ReasonColumn, ColumnCount };

    using ValueTable::ValueTable;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    void setChanges(const QList<RuleChange>& changes) { setRows(changes); }

protected:
    ColumnHead head(int column) const override;
    QString text(const RuleChange& change, int column) const override;
    QString hint(const RuleChange& change, int column) const override;
    QVariant exact(const RuleChange& change, int column) const override;
};

} // namespace cairn::ui
