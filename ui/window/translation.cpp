// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <memory>

// Outside of any namespace, as the macro wants it: a static library's resources are asked for by name.
static void initResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace cairn::ui {

namespace {

bool install(const QLocale& locale, const QString& name, const QString& folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(locale, name, QStringLiteral("_"), folder))
        return false;
    translator->setParent(QCoreApplication::instance());
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace

bool translateTo(const QLocale& locale)
{
    initResources();
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return install(locale, QStringLiteral("cairn"), QStringLiteral(":/cairn/translations"));
}

} // namespace cairn::ui
