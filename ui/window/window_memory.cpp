// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_memory.h"

#include "ui/theme/theme.h"
#include "ui/window/window_menus.h"

#include <QAction>
#include <QSettings>
#include <QWidget>

namespace cairn::ui {

namespace {

constexpr auto kScheme = "scheme";
constexpr auto kFontPixels = "fontPixels";
constexpr auto kLayout = "layout";
constexpr auto kGeometry = "layout/geometry";
constexpr auto kFolded = "layout/folded";
constexpr auto kPage = "layout/page";

QVariant remembered(const char* key, const QVariant& otherwise = {})
{
    return QSettings().value(QLatin1String(key), otherwise);
}

void remember(const char* key, const QVariant& value)
{
    QSettings().setValue(QLatin1String(key), value);
}

} // namespace

void restoreLooks()
{
    Theme& theme = Theme::instance();
    theme.setScheme(static_cast<Theme::Scheme>(remembered(kScheme, 0).toInt()));
    theme.setFontPixels(remembered(kFontPixels, theme.fontPixels()).toInt());
}

void connectLooks(const WindowMenus& menus, QObject& context)
{
    const auto choose = [&context](QAction* action, Theme::Scheme scheme) {
        action->setChecked(Theme::instance().scheme() == scheme);
        QObject::connect(action, &QAction::triggered, &context, [scheme] {
            remember(kScheme, static_cast<int>(scheme));
            Theme::instance().setScheme(scheme);
        });
    };
    choose(menus.systemScheme, Theme::Scheme::System);
    choose(menus.lightScheme, Theme::Scheme::Light);
    choose(menus.darkScheme, Theme::Scheme::Dark);
    const auto grow = [](int pixels) {
        Theme::instance().setFontPixels(Theme::instance().fontPixels() + pixels);
        remember(kFontPixels, Theme::instance().fontPixels());
    };
    QObject::connect(menus.larger, &QAction::triggered, &context, [grow] { grow(1); });
    QObject::connect(menus.smaller, &QAction::triggered, &context, [grow] { grow(-1); });
}

QString rememberedPage()
{
    return remembered(kPage, QStringLiteral("overview")).toString();
}

bool wasFolded()
{
    return remembered(kFolded).toBool();
}

void restoreGeometry(QWidget& window)
{
    window.restoreGeometry(remembered(kGeometry).toByteArray());
}

void rememberLayout(const QWidget& window, bool isFolded, const QString& page)
{
    remember(kGeometry, window.saveGeometry());
    remember(kFolded, isFolded);
    remember(kPage, page);
}

void forgetLayout()
{
    QSettings().remove(QLatin1String(kLayout));
}

} // namespace cairn::ui
