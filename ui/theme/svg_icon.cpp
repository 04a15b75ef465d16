// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/svg_icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace cairn::ui {

namespace {

class SvgIconEngine final : public QIconEngine {
public:
    SvgIconEngine(QByteArray svg, const QColor& normal, const QColor& selected)
        : m_svg(std::move(svg)), m_normal(normal), m_selected(selected)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor color = state == QIcon::On || mode == QIcon::Selected ? m_selected : m_normal;
        QByteArray svg = m_svg;
        if (color.isValid())
            svg.replace("currentColor", color.name().toLatin1());
        painter->save();
        painter->setOpacity(mode == QIcon::Disabled ? 0.45 : 1);
        QSvgRenderer(svg).render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new SvgIconEngine(*this); }

private:
    QByteArray m_svg;
    QColor m_normal;
    QColor m_selected;
};

} // namespace

QIcon svgIcon(const QString& path, const QColor& normal, const QColor& selected)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new SvgIconEngine(file.readAll(), normal, selected));
}

} // namespace cairn::ui
