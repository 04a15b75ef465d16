// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/http_date.h"

#include <array>
#include <cstdio>

namespace cairn::http {

namespace {

// By hand: strftime would follow the locale.
std::string format(std::chrono::sys_seconds second)
{
    using namespace std::chrono;
    static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(second);
    const year_month_day date{day};
    const hh_mm_ss time{second - day};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays.at(weekday{day}.c_encoding()),
        static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
        static_cast<int>(date.year()), static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return text.data();
}

} // namespace

std::string_view HttpDate::at(std::chrono::system_clock::time_point now)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != m_second || m_text.empty()) {
        m_second = second;
        m_text = format(second);
    }
    return m_text;
}

} // namespace cairn::http
