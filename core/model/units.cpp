// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/units.h"

#include "core/model/quote.h"

#include <charconv>
#include <iterator>
#include <limits>
#include <optional>

namespace cairn {

namespace {

struct DurationUnit {
    std::string_view name;
    std::int64_t milliseconds;
};

/// Largest first: the order in which they may be written.
constexpr DurationUnit kDurationUnits[] = {
    {"y", 365LL * 86'400'000},
    {"w", 7LL * 86'400'000},
    {"d", 86'400'000},
    {"h", 3'600'000},
    {"m", 60'000},
    {"s", 1'000},
    {"ms", 1},
};
constexpr int kUnitCount = static_cast<int>(std::size(kDurationUnits));

/// What 64 bits of nanoseconds hold, as in Go and Prometheus.
constexpr std::int64_t kMaxMilliseconds = std::numeric_limits<std::int64_t>::max() / 1'000'000;

/// More decimals than this cannot be whole milliseconds of any unit, and fewer cannot overflow.
constexpr std::size_t kMaxDecimals = 8;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view takeWhile(std::string_view& text, bool (*wanted)(char))
{
    std::size_t size = 0;
    while (size < text.size() && wanted(text[size]))
        ++size;
    const std::string_view taken = text.substr(0, size);
    text.remove_prefix(size);
    return taken;
}

template <typename Integer>
std::optional<Integer> readDigits(std::string_view digits)
{
    Integer value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size())
        return {};
    return value;
}

int unitIndex(std::string_view name)
{
    for (int i = 0; i < kUnitCount; ++i) {
        if (kDurationUnits[i].name == name)
            return i;
    }
    return kUnitCount;
}

/// `decimals` of a unit in milliseconds; nothing where that is not a whole number.
std::optional<std::int64_t> fraction(std::string_view decimals, std::int64_t unit)
{
    while (decimals.ends_with('0'))
        decimals.remove_suffix(1);
    if (decimals.empty())
        return 0;
    if (decimals.size() > kMaxDecimals)
        return {};
    std::int64_t divisor = 1;
    for (std::size_t i = 0; i < decimals.size(); ++i)
        divisor *= 10;
    const std::int64_t product = *readDigits<std::int64_t>(decimals) * unit;
    return product % divisor == 0 ? std::optional(product / divisor) : std::nullopt;
}

/// Reads one `12.5h` after another. `complaint` says what is wrong when a step fails.
struct DurationReader {
    std::string_view rest;
    int nextUnit = 0; // index of the largest unit that may still come
    std::int64_t total = 0;
    std::string complaint;

    bool fail(std::string text)
    {
        complaint = std::move(text);
        return false;
    }

    bool add(std::int64_t count, std::int64_t unit, std::int64_t part)
    {
        if (count > (kMaxMilliseconds - part - total) / unit)
            return fail("is longer than 292 years");
        total += count * unit + part;
        return total <= kMaxMilliseconds || fail("is longer than 292 years");
    }

    bool readUnit(std::string_view whole, std::string_view decimals)
    {
        const std::string_view name = takeWhile(rest, [](char c) { return !isDigit(c) && c != '.'; });
        if (name.empty())
            return fail("lacks a unit after " + quote(whole) + ": ms, s, m, h, d, w or y");
        const int unit = unitIndex(name);
        if (unit == kUnitCount)
            return fail("has the unknown unit " + quote(name) + ": expected ms, s, m, h, d, w or y");
        if (unit < nextUnit)
            return fail("has its units out of order: each once, the largest first, as in 1h30m");
        nextUnit = unit + 1;
        const auto count = readDigits<std::int64_t>(whole);
        const auto part = fraction(decimals, kDurationUnits[unit].milliseconds);
        if (!part)
            return fail("is finer than a millisecond");
        return count ? add(*count, kDurationUnits[unit].milliseconds, *part) : fail("is longer than 292 years");
    }

    bool readStep()
    {
        const std::string_view whole = takeWhile(rest, isDigit);
        if (whole.empty())
            return fail("must begin with a number, as in 5m");
        std::string_view decimals;
        if (rest.starts_with('.')) {
            rest.remove_prefix(1);
            decimals = takeWhile(rest, isDigit);
            if (decimals.empty())
                return fail("lacks digits after the point");
        }
        return readUnit(whole, decimals);
    }

    bool readAll()
    {
        while (!rest.empty()) {
            if (!readStep())
                return false;
        }
        return true;
    }
};

struct ByteUnit {
    std::string_view name;
    std::uint64_t bytes;
};

constexpr std::uint64_t kKilo = 1000;
constexpr std::uint64_t kKibi = 1024;
constexpr ByteUnit kByteUnits[] = {
    {"", 1},
    {"B", 1},
    {"k", kKilo},
    {"K", kKilo},
    {"kB", kKilo},
    {"KB", kKilo},
    {"M", kKilo* kKilo},
    {"MB", kKilo* kKilo},
    {"G", kKilo* kKilo* kKilo},
    {"GB", kKilo* kKilo* kKilo},
    {"T", kKilo* kKilo* kKilo* kKilo},
    {"TB", kKilo* kKilo* kKilo* kKilo},
    {"Ki", kKibi},
    {"KiB", kKibi},
    {"Mi", kKibi* kKibi},
    {"MiB", kKibi* kKibi},
    {"Gi", kKibi* kKibi* kKibi},
    {"GiB", kKibi* kKibi* kKibi},
    {"Ti", kKibi* kKibi* kKibi* kKibi},
    {"TiB", kKibi* kKibi* kKibi* kKibi},
};

std::optional<std::uint64_t> byteUnit(std::string_view name)
{
    for (const ByteUnit& unit : kByteUnits) {
        if (unit.name == name)
            return unit.bytes;
    }
    return {};
}

} // namespace

Result<std::chrono::milliseconds, std::string> parseDuration(std::string_view text)
{
    if (text == "0")
        return std::chrono::milliseconds{0};
    const auto failure = [text](const std::string& why) { return Failure{"duration " + quote(text) + " " + why}; };
    if (text.empty())
        return failure("is empty: expected for example 90s or 1h30m");
    if (text.starts_with('-'))
        return failure("is negative");
    DurationReader reader{text, 0, 0, {}};
    if (!reader.readAll())
        return failure(reader.complaint);
    return std::chrono::milliseconds{reader.total};
}

std::string formatDuration(std::chrono::milliseconds duration)
{
    if (duration.count() == 0)
        return "0s";
    auto rest = static_cast<std::uint64_t>(duration.count());
    std::string out;
    if (duration.count() < 0) {
        out = "-";
        rest = 0 - rest;
    }
    for (const DurationUnit& unit : kDurationUnits) {
        const auto size = static_cast<std::uint64_t>(unit.milliseconds);
        // 365 days are a year, but 366 days are not "1y1d" to anybody's eye: years and weeks only where they suffice.
        const bool calendar = unit.name == "y" || unit.name == "w";
        if (rest < size || (calendar && rest % size != 0))
            continue;
        out += std::to_string(rest / size);
        out += unit.name;
        rest %= size;
    }
    return out;
}

Result<std::uint64_t, std::string> parseByteSize(std::string_view text)
{
    const auto failure = [text](const std::string& why) { return Failure{"size " + quote(text) + " " + why}; };
    std::string_view name = text;
    const std::string_view digits = takeWhile(name, isDigit);
    if (digits.empty())
        return failure("must be a whole number of bytes, as in 4096 or 64MiB");
    const auto unit = byteUnit(name);
    if (!unit)
        return failure("has the unknown unit " + quote(name) + ": expected kB, MB, GB, TB, KiB, MiB, GiB or TiB");
    const auto count = readDigits<std::uint64_t>(digits);
    if (!count || *count > std::numeric_limits<std::uint64_t>::max() / *unit)
        return failure("is too large");
    return *count * *unit;
}

} // namespace cairn
