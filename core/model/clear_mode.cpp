// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/clear_mode.h"

#include "core/model/quote.h"
#include "core/model/units.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

struct NamedMode {
    std::string_view name;
    Kind kind;
};

/// The first name of a kind is the canonical one.
constexpr NamedMode kPlainModes[] = {
    {"aggregate", Kind::Aggregate},
    {"sum", Kind::Aggregate},
    {"replace", Kind::Replace},
    {"last", Kind::Replace},
    {"family", Kind::Family},
    {"info", Kind::Family},
    {"min", Kind::Min},
    {"max", Kind::Max},
    {"mean", Kind::Mean},
    {"avg", Kind::Mean},
    {"count", Kind::Count},
    {"increase", Kind::Increase},
    {"cumulative", Kind::Increase},
    {"drop", Kind::Drop},
};
constexpr NamedMode kWindowModes[] = {
    {"sum", Kind::WindowSum},
    {"mean", Kind::WindowMean},
    {"avg", Kind::WindowMean},
    {"min", Kind::WindowMin},
    {"max", Kind::WindowMax},
    {"count", Kind::WindowCount},
    {"median", Kind::WindowQuantile},
};
constexpr double kMedian = 0.5;
constexpr std::chrono::hours kMaxWindow{365 * 24};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string unknownMode(std::string_view text)
{
    return "unknown clear mode " + quote(text)
        + ": known are aggregate (sum), replace (last), family (info), min, max, mean (avg), count, increase "
          "(cumulative), drop, and over a window sum5m, mean5m, min5m, max5m, count5m, median5m, p99:5m";
}

Result<ClearMode, std::string> windowed(std::string_view text, ClearMode mode, std::string_view duration)
{
    const auto failure = [text](const std::string& why) { return Failure{"clear mode " + quote(text) + ": " + why}; };
    const auto window = parseDuration(duration);
    if (!window)
        return failure(window.error());
    if (window->count() <= 0 || *window > kMaxWindow)
        return failure("the window must be longer than zero and at most 1y");
    mode.window = *window;
    return mode;
}

/// `99.9` as 0.999: the decimal point is moved in the text, because a division would round a second time.
std::optional<double> readPercent(std::string_view text)
{
    const bool plain = std::ranges::all_of(text, [](char c) { return isDigit(c) || c == '.'; });
    if (!plain || text.empty() || !isDigit(text.front()) || !isDigit(text.back()))
        return {};
    const std::string shifted = std::string(text) + "e-2";
    const char* const last = shifted.data() + shifted.size();
    double value = 0;
    const auto [end, error] = std::from_chars(shifted.data(), last, value);
    if (error != std::errc{} || end != last || value > 1)
        return {};
    return value;
}

/// 0.999 as `99.9`, with the digits of the shortest spelling, so that readPercent gives the same double.
std::string writePercent(double quantile)
{
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, quantile, std::chars_format::scientific);
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    const std::size_t mark = text.find('e');
    int point = 0; // digits before the decimal point
    const std::size_t sign = text[mark + 1] == '+' ? 1 : 0;
    std::from_chars(text.data() + mark + 1 + sign, end, point);
    point += 3;
    std::string digits(text.substr(0, mark));
    std::erase(digits, '.');
    if (point <= 0) {
        digits.insert(0, static_cast<std::size_t>(1 - point), '0');
        point = 1;
    }
    const auto whole = static_cast<std::size_t>(point);
    if (digits.size() <= whole)
        return digits.append(whole - digits.size(), '0') == "000" ? "0" : digits;
    return digits.insert(whole, 1, '.');
}

/// `p99.9:5m` without its `p`.
Result<ClearMode, std::string> quantileMode(std::string_view text)
{
    const auto failure = [text](const std::string& why) { return Failure{"clear mode " + quote(text) + ": " + why}; };
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return failure("a quantile needs a window after a colon, as in p99:5m");
    const auto quantile = readPercent(text.substr(1, colon - 1));
    if (!quantile)
        return failure("a quantile is a percentage from 0 to 100, as in p99.9:5m");
    return windowed(text, {Kind::WindowQuantile, {}, *quantile}, text.substr(colon + 1));
}

std::string_view canonicalName(std::span<const NamedMode> modes, Kind kind)
{
    const auto found = std::ranges::find(modes, kind, &NamedMode::kind);
    return found == modes.end() ? std::string_view{} : found->name;
}

} // namespace

Result<ClearMode, std::string> parseClearMode(std::string_view text)
{
    for (const NamedMode& mode : kPlainModes) {
        if (text == mode.name)
            return ClearMode{mode.kind, {}, 0};
    }
    for (const NamedMode& mode : kWindowModes) {
        if (!text.starts_with(mode.name))
            continue;
        const std::string_view rest = text.substr(mode.name.size());
        const double quantile = mode.kind == Kind::WindowQuantile ? kMedian : 0;
        if (rest.starts_with(':'))
            return windowed(text, {mode.kind, {}, quantile}, rest.substr(1));
        if (!rest.empty() && isDigit(rest.front()))
            return windowed(text, {mode.kind, {}, quantile}, rest);
    }
    if (text == "median")
        return Failure{std::string("clear mode \"median\": a quantile needs a window, as in median5m")};
    if (text.size() > 1 && text[0] == 'p' && isDigit(text[1]))
        return quantileMode(text);
    return Failure{unknownMode(text)};
}

std::string toString(const ClearMode& mode)
{
    if (!mode.isWindow())
        return std::string(canonicalName(kPlainModes, mode.kind));
    const std::string window = formatDuration(mode.window);
    if (mode.kind == Kind::WindowQuantile && mode.quantile != kMedian)
        return 'p' + writePercent(mode.quantile) + ':' + window;
    return std::string(canonicalName(kWindowModes, mode.kind)) + window;
}

bool fits(const ClearMode& mode, MetricType type) noexcept
{
    if (!isCompound(type))
        return true;
    switch (mode.kind) {
    case Kind::Aggregate:
    case Kind::Replace:
    case Kind::Family:
    case Kind::Increase:
    case Kind::WindowSum:
    case Kind::Drop: return true;
    default: return false;
    }
}

} // namespace cairn
