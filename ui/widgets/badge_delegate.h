// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/format/mode_text.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

#include <functional>

namespace cairn::ui {

struct BadgeLook {
    ModeText text;
    ColorRole role = ColorRole::Text;
};

/// Shows a cell as a badge. What it says comes from a role of the model by a function, so the delegate knows no model.
class BadgeDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using Look = std::function<BadgeLook(const QVariant&)>;

    BadgeDelegate(int role, Look look, QObject* parent = nullptr);
    /// Of canonical modes, from `role`.
    static BadgeDelegate* ofModes(int role, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_role;
    Look m_look;
};

} // namespace cairn::ui
