// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn::ui {

/// A mode as the window shows it: a glyph and a word. The glyph is empty where the word says it all (`p99 5m`).
struct ModeText {
    QString glyph;
    QString word;
    [[nodiscard]] QString joined() const { return glyph.isEmpty() ? word : glyph + QChar(u' ') + word; }
};
[[nodiscard]] ModeText modeText(const QString& canonical); ///< of `aggregate`, `replace`, `sum5m`, `p99:5m` …

/// What decided for the mode, in a few words: `rule 3 “pods fold”`, `the push itself`, `profile`.
[[nodiscard]] QString reasonText(const QString& reason, const QString& rule, int ruleNumber);

} // namespace cairn::ui
