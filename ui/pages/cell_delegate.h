// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cairn::ui {

/// A cell of text that stands under its header: the same margin, elided, colours and font as the model says.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kMargin = 8; // of the header's sections, too
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    static void paintGround(QPainter* painter, QStyleOptionViewItem option); ///< all but the text
};

} // namespace cairn::ui
