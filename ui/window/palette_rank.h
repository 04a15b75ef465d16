// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace cairn::ui {

/// How well a name answers what was typed, best first.
enum class Fit {
    Begin, ///< it begins so
    WordBegin, ///< words of it begin so, in this order
    Inside, ///< it holds that
    Scattered, ///< it holds the letters, in this order
};

/// Without regard to case; nothing typed: everything begins so. Nothing: it is no answer.
[[nodiscard]] std::optional<Fit> fitOf(const QString& typed, const QString& name);

/// What a palette offers.
struct PaletteEntry {
    QString id; ///< by which it is remembered: `command/quit`, `family/up`
    QString name;
    QString hint; ///< its key, or what it is
    bool isCommand = true;
    std::function<void()> act;
};

/// Those that answer, best first: by fit; then commands before what the gateway holds; then by how lately each was
/// chosen (`recent`, newest first); then as they came.
[[nodiscard]] QList<PaletteEntry> ranked(
    const QString& typed, const QList<PaletteEntry>& entries, const QStringList& recent);

} // namespace cairn::ui
