// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/environment.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cairn::ui {

namespace {

constexpr auto kProduction = "production";
constexpr auto kStaging = "staging";
constexpr auto kDevelopment = "development";

// In the order of MarkColor.
constexpr std::array kMarkNames{"", "red", "orange", "green", "teal", "blue", "purple", "grey"};

bool isSame(const QString& one, const QString& other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

bool isOneOf(const QString& environment, std::initializer_list<const char*> words)
{
    return std::any_of(words.begin(), words.end(),
        [&environment](const char* word) { return isSame(environment, QString::fromLatin1(word)); });
}

} // namespace

QStringList usualEnvironments()
{
    return {QString::fromLatin1(kProduction), QString::fromLatin1(kStaging), QString::fromLatin1(kDevelopment)};
}

QString environmentText(const QString& environment)
{
    if (environment == QLatin1String(kProduction))
        return QCoreApplication::translate("cairn::ui", "production");
    if (environment == QLatin1String(kStaging))
        return QCoreApplication::translate("cairn::ui", "staging");
    if (environment == QLatin1String(kDevelopment))
        return QCoreApplication::translate("cairn::ui", "development");
    return environment;
}

QString environmentFromText(const QString& typed)
{
    const QString text = typed.simplified();
    for (const QString& usual : usualEnvironments()) {
        if (isSame(text, usual) || isSame(text, environmentText(usual)))
            return usual;
    }
    return text;
}

bool isProduction(const QString& environment)
{
    return isOneOf(environment, {kProduction, "prod", "prd"});
}

MarkColor usualColor(const QString& environment)
{
    if (isProduction(environment))
        return MarkColor::Red;
    if (isOneOf(environment, {kStaging, "stage"}))
        return MarkColor::Orange;
    if (isOneOf(environment, {kDevelopment, "dev"}))
        return MarkColor::Blue;
    return environment.isEmpty() ? MarkColor::None : MarkColor::Grey;
}

QString markName(MarkColor mark)
{
    return QString::fromLatin1(kMarkNames.at(static_cast<std::size_t>(mark)));
}

MarkColor markFromName(const QString& name)
{
    const auto* const found = std::find_if(
        kMarkNames.begin(), kMarkNames.end(), [&name](const char* one) { return name == QLatin1String(one); });
    return found == kMarkNames.end() ? MarkColor::None : static_cast<MarkColor>(found - kMarkNames.begin());
}

QString markText(MarkColor mark)
{
    switch (mark) {
    case MarkColor::None: return QCoreApplication::translate("cairn::ui", "no colour");
    case MarkColor::Red: return QCoreApplication::translate("cairn::ui", "red");
    case MarkColor::Orange: return QCoreApplication::translate("cairn::ui", "orange");
    case MarkColor::Green: return QCoreApplication::translate("cairn::ui", "green");
    case MarkColor::Teal: return QCoreApplication::translate("cairn::ui", "teal");
    case MarkColor::Blue: return QCoreApplication::translate("cairn::ui", "blue");
    case MarkColor::Purple: return QCoreApplication::translate("cairn::ui", "purple");
    case MarkColor::Grey: break;
    }
    return QCoreApplication::translate("cairn::ui", "grey");
}

QList<MarkColor> allMarks()
{
    QList<MarkColor> marks;
    for (std::size_t i = 0; i < kMarkNames.size(); ++i)
        marks.append(static_cast<MarkColor>(i));
    return marks;
}

} // namespace cairn::ui
