// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/nav_list.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace cairn::ui {

namespace {

enum Role { IconNameRole = Qt::UserRole, BadgeRole, TitleRole };
constexpr int kRowHeight = 34;
constexpr int kWideWidth = 172;
constexpr int kFoldedWidth = 52;
constexpr int kMargin = 8;

class NavDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::instance();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const QRect row = option.rect.adjusted(kMargin, 1, -kMargin, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintGround(*painter, row, option);
        const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, QRect(row.left() + 8, row.center().y() - 9, 20, 20), Qt::AlignCenter,
            isSelected ? QIcon::Selected : QIcon::Normal);
        if (!static_cast<const NavList*>(option.widget)->isFolded())
            paintTexts(*painter, row, index, isSelected);
        else if (!index.data(BadgeRole).toString().isEmpty())
            paintDot(*painter, row, theme.color(ColorRole::Accent));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {kFoldedWidth, kRowHeight};
    }

private:
    static void paintGround(QPainter& painter, const QRect& row, const QStyleOptionViewItem& option)
    {
        const Theme& theme = Theme::instance();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        if (!isSelected && !isHovered)
            return;
        painter.setPen(hasFocus ? QPen(theme.color(ColorRole::Accent)) : QPen(Qt::NoPen));
        painter.setBrush(theme.color(isSelected ? ColorRole::Selection : ColorRole::Hover));
        painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }

    static void paintTexts(QPainter& painter, const QRect& row, const QModelIndex& index, bool isSelected)
    {
        const Theme& theme = Theme::instance();
        painter.setFont(theme.font(0, isSelected));
        painter.setPen(theme.color(ColorRole::Text));
        const QRect text = row.adjusted(38, 0, -10, 0);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, index.data(TitleRole).toString());
        painter.setFont(theme.numberFont(-1));
        painter.setPen(theme.color(ColorRole::Secondary));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, index.data(BadgeRole).toString());
    }

    static void paintDot(QPainter& painter, const QRect& row, const QColor& color)
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(row.right() - 5, row.top() + 8), 2.5, 2.5);
    }
};

} // namespace

NavList::NavList(QWidget* parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("pages"));
    setAccessibleName(tr("Pages"));
    setItemDelegate(new NavDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(&Theme::instance(), &Theme::changed, this, &NavList::dress);
}

void NavList::addPage(const PageInfo& info)
{
    auto* item = new QListWidgetItem(info.title, this);
    item->setData(IconNameRole, info.icon);
    item->setData(TitleRole, info.title);
    item->setToolTip(tr("%1 (Ctrl+%2)").arg(info.title).arg(count()));
    dress();
}

void NavList::setBadge(int row, const QString& text)
{
    if (QListWidgetItem* entry = item(row)) {
        entry->setData(BadgeRole, text);
        entry->setData(
            Qt::AccessibleTextRole, text.isEmpty() ? entry->text() : entry->text() + QStringLiteral(", ") + text);
    }
}

void NavList::setFolded(bool folded)
{
    m_isFolded = folded;
    setFixedWidth(sizeHint().width());
    viewport()->update();
}

QSize NavList::sizeHint() const
{
    return {m_isFolded ? kFoldedWidth : kWideWidth, 200};
}

void NavList::dress()
{
    for (int row = 0; row < count(); ++row) {
        const QString name = item(row)->data(IconNameRole).toString();
        item(row)->setIcon(Theme::instance().icon(name, ColorRole::Secondary, ColorRole::Accent));
    }
}

} // namespace cairn::ui
