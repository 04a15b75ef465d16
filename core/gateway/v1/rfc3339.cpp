// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/v1/rfc3339.h"

#include <chrono>
#include <cmath>
#include <cstdio>

namespace cairn {

namespace {

constexpr double kLast = 253402300799; // the end of 9999

} // namespace

std::string rfc3339(double unixSeconds)
{
    using namespace std::chrono;
    const double inRange = unixSeconds > 0 ? std::fmin(unixSeconds, kLast) : 0; // NaN is 0, too
    const sys_time<microseconds> time(microseconds(std::llround(inRange * 1e6)));
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char text[40]; // "9999-12-31T23:59:59.999999" is 26
    const int size = std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d.%06d", int(date.year()),
        unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()),
        int(clock.seconds().count()), int(clock.subseconds().count()));
    std::string out(text, static_cast<std::size_t>(size));
    out.resize(out.find_last_not_of('0') + 1);
    if (out.back() == '.')
        out.pop_back();
    return out + 'Z';
}

} // namespace cairn
