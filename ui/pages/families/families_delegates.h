// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/cell_delegate.h"

namespace cairn::ui {

/// A name whose part that the filter asks for (FamilyModel::MatchRole) is marked.
class FamilyNameDelegate final : public CellDelegate {
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The points of a role as a small line.
class SparklineDelegate final : public CellDelegate {
    Q_OBJECT

public:
    SparklineDelegate(int role, QObject* parent) : CellDelegate(parent), m_role(role) { }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_role;
};

} // namespace cairn::ui
