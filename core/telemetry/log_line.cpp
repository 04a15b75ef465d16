// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/log_line.h"

#include "core/model/label.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace cairn {

namespace {

constexpr std::string_view kTruncated = "truncated";

bool needsEscape(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool reorders = (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    return control || reorders;
}

// The bytes of the well-formed character at the front of `text`, or 0.
std::size_t characterBytes(std::string_view text)
{
    for (std::size_t size = 1; size <= std::min<std::size_t>(4, text.size()); ++size) {
        if (isUtf8(text.substr(0, size)))
            return size;
    }
    return 0;
}

char32_t decode(std::string_view character)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    char32_t c = character.size() == 1 ? byte(0) : byte(0) & (0xffu >> (character.size() + 1));
    for (std::size_t i = 1; i < character.size(); ++i)
        c = (c << 6) | (byte(i) & 0x3fu);
    return c;
}

void appendEscape(std::string& out, char32_t c)
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(c));
    out += text.data();
}

void appendCharacter(std::string& out, std::string_view character)
{
    const char32_t c = decode(character);
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    if (needsEscape(c))
        appendEscape(out, c);
    else
        out += character;
}

void appendQuoted(std::string& out, std::string_view text)
{
    const std::size_t start = out.size();
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        if (at >= kMaxLogValueBytes || out.size() - start > 3 * kMaxLogValueBytes) {
            out += "…";
            break;
        }
        const std::size_t size = characterBytes(text.substr(at));
        if (size == 0)
            appendEscape(out, 0xfffd);
        else
            appendCharacter(out, text.substr(at, size));
        at += std::max<std::size_t>(size, 1);
    }
    out += '"';
}

bool isPlain(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxLogValueBytes && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
    });
}

template <typename Number>
void appendNumber(std::string& out, Number number)
{
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), number);
    out.append(text.data(), result.ptr);
}

struct ValueWriter {
    LogFormat format;
    std::string& out;

    void operator()(std::string_view text) const
    {
        if (format == LogFormat::Logfmt && isPlain(text))
            out += text;
        else
            appendQuoted(out, text);
    }
    void operator()(bool flag) const { out += flag ? "true" : "false"; }
    void operator()(double number) const
    {
        if (format == LogFormat::Json && !std::isfinite(number)) // JSON has no word for it
            (*this)(std::string_view(std::isnan(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf"));
        else
            appendNumber(out, number);
    }
    void operator()(auto number) const { appendNumber(out, number); }
};

bool isReserved(std::string_view key)
{
    return key == "time" || key == "level" || key == "source" || key == "msg";
}

class LineWriter {
public:
    explicit LineWriter(LogFormat format) : m_format(format) { m_line.reserve(256); }

    void add(std::string_view key, const LogField::Value& value, bool own)
    {
        if (m_full)
            return;
        const std::size_t before = m_line.size();
        const bool json = m_format == LogFormat::Json;
        m_line += before == 0 ? (json ? "{" : "") : (json ? "," : " ");
        const std::string_view prefix = !own && isReserved(key) ? "field_" : "";
        m_line.append(json ? "\"" : "").append(prefix).append(key).append(json ? "\":" : "=");
        std::visit(ValueWriter{m_format, m_line}, value);
        if (m_line.size() <= kMaxLogLineBytes - 32)
            return;
        m_line.resize(before);
        add(kTruncated, true, true);
        m_full = true;
    }

    std::string finish() &&
    {
        m_line += m_format == LogFormat::Json ? "}\n" : "\n";
        return std::move(m_line);
    }

private:
    LogFormat m_format;
    std::string m_line;
    bool m_full = false;
};

std::string timeText(std::chrono::system_clock::time_point time)
{
    using namespace std::chrono;
    const auto sinceEpoch = floor<milliseconds>(time.time_since_epoch());
    const auto wholeSeconds = floor<seconds>(sinceEpoch);
    const std::time_t now = wholeSeconds.count();
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1,
        utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, static_cast<int>((sinceEpoch - wholeSeconds).count()));
    return text.data();
}

} // namespace

std::string formatLogLine(LogFormat format, const LogEvent& event, std::span<const LogField> fields)
{
    const std::string time = timeText(event.time);
    const std::string source
        = std::string(event.file.substr(event.file.rfind('/') + 1)) + ":" + std::to_string(event.line);
    LineWriter writer(format);
    writer.add("time", std::string_view(time), true);
    writer.add("level", toString(event.level), true);
    writer.add("source", std::string_view(source), true);
    writer.add("msg", event.message, true);
    for (const LogField& field : fields)
        writer.add(field.key, field.value, false);
    return std::move(writer).finish();
}

std::string_view toString(LogLevel level) noexcept
{
    switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warn: return "warn";
    case LogLevel::Error: return "error";
    }
    return "";
}

std::optional<LogLevel> logLevelFromString(std::string_view text) noexcept
{
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error}) {
        if (toString(level) == text)
            return level;
    }
    return {};
}

std::optional<LogFormat> logFormatFromString(std::string_view text) noexcept
{
    if (text == "logfmt")
        return LogFormat::Logfmt;
    if (text == "json")
        return LogFormat::Json;
    return {};
}

} // namespace cairn
