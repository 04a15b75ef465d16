// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/selector_regex.h"

#include "core/model/quote.h"

#include <re2/re2.h>

namespace cairn {

namespace {

/// RE2 bounds what it compiles, but parses first: each `\pL` becomes a set of some 20 KiB.
constexpr int kMaxUnicodeClasses = 4;

int unicodeClasses(std::string_view pattern)
{
    int count = 0;
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
        count += pattern[i] == '\\' && (pattern[i + 1] == 'p' || pattern[i + 1] == 'P');
    return count;
}

re2::RE2::Options options()
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    options.set_max_mem(kMaxRegexMemory);
    return options;
}

/// RE2's complaint, with the piece of the pattern that it repeats made fit for one line.
std::string complaint(const re2::RE2& regex)
{
    const std::string& text = regex.error();
    const std::string& piece = regex.error_arg();
    if (piece.empty() || !text.ends_with(piece))
        return text;
    return text.substr(0, text.size() - piece.size()) + quote(piece, 40);
}

} // namespace

Result<std::shared_ptr<const re2::RE2>, std::string> compileRegex(std::string_view pattern)
{
    if (pattern.size() > kMaxRegexBytes)
        return Failure{"the regular expression is longer than " + std::to_string(kMaxRegexBytes) + " bytes"};
    if (unicodeClasses(pattern) > kMaxUnicodeClasses)
        return Failure{"the regular expression has more than " + std::to_string(kMaxUnicodeClasses) + " \\p classes"};
    auto regex = std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options());
    if (!regex->ok())
        return Failure{"the regular expression " + quote(pattern) + " is wrong: " + complaint(*regex)};
    return std::shared_ptr<const re2::RE2>(std::move(regex));
}

bool matchesWhole(const re2::RE2& regex, std::string_view text)
{
    // Anchoring here instead of wrapping the pattern in ^(?:…)$ keeps `a)|(b` an error.
    const re2::StringPiece piece(text.data(), text.size());
    return regex.Match(piece, 0, piece.size(), re2::RE2::ANCHOR_BOTH, nullptr, 0);
}

} // namespace cairn
