// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/palette_rank.h"

#include <algorithm>
#include <tuple>

namespace cairn::ui {

namespace {

bool isWordBegin(const QString& name, qsizetype at)
{
    return at == 0 || !name[at - 1].isLetterOrNumber();
}

/// Where a word of `name` begins with `part`, from there on; -1: nowhere.
qsizetype wordBegin(const QString& name, const QString& part, qsizetype from)
{
    qsizetype at = name.indexOf(part, from, Qt::CaseInsensitive);
    while (at >= 0 && !isWordBegin(name, at))
        at = name.indexOf(part, at + 1, Qt::CaseInsensitive);
    return at;
}

bool haveWordBegins(const QString& typed, const QString& name)
{
    qsizetype from = 0;
    const QStringList parts = typed.split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const qsizetype at = wordBegin(name, part, from);
        if (at < 0)
            return false;
        from = at + part.size();
    }
    return true;
}

bool isScattered(const QString& typed, const QString& name)
{
    qsizetype at = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        at = name.indexOf(letter, at, Qt::CaseInsensitive) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

} // namespace

std::optional<Fit> fitOf(const QString& typed, const QString& name)
{
    const QString wanted = typed.simplified();
    if (name.startsWith(wanted, Qt::CaseInsensitive))
        return Fit::Begin;
    if (haveWordBegins(wanted, name))
        return Fit::WordBegin;
    if (name.contains(wanted, Qt::CaseInsensitive))
        return Fit::Inside;
    if (isScattered(wanted, name))
        return Fit::Scattered;
    return {};
}

QList<PaletteEntry> ranked(const QString& typed, const QList<PaletteEntry>& entries, const QStringList& recent)
{
    using Key = std::tuple<Fit, bool, qsizetype, qsizetype>;
    QList<std::pair<Key, qsizetype>> keys;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const auto fit = fitOf(typed, entries[i].name);
        if (!fit)
            continue;
        const qsizetype age = recent.indexOf(entries[i].id);
        keys.append({{*fit, !entries[i].isCommand, age < 0 ? recent.size() : age, i}, i});
    }
    std::sort(keys.begin(), keys.end());
    QList<PaletteEntry> best;
    for (const auto& [key, at] : std::as_const(keys))
        best.append(entries[at]);
    return best;
}

} // namespace cairn::ui
