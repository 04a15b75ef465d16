// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace cairn {

enum class LogLevel : std::uint8_t { Debug, Info, Warn, Error };
enum class LogFormat : std::uint8_t { Logfmt, Json };

[[nodiscard]] std::string_view toString(LogLevel level) noexcept; ///< "debug", "info", "warn", "error"
[[nodiscard]] std::optional<LogLevel> logLevelFromString(std::string_view text) noexcept;
[[nodiscard]] std::optional<LogFormat> logFormatFromString(std::string_view text) noexcept; ///< "logfmt", "json"

/// One key and value of a log line; texts are taken by reference and read before the call returns.
struct LogField {
    using Value = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;
    std::string_view key;
    Value value;

    LogField(std::string_view k, std::string_view text) : key(k), value(text) { }
    LogField(std::string_view k, const std::string& text) : key(k), value(std::string_view(text)) { }
    LogField(std::string_view k, const char* text) : key(k), value(std::string_view(text)) { }
    LogField(std::string_view k, bool flag) : key(k), value(flag) { }
    LogField(std::string_view k, double number) : key(k), value(number) { }
    template <typename Number, typename = std::enable_if_t<std::is_integral_v<Number>>>
    LogField(std::string_view k, Number number)
        : key(k), value(static_cast<std::conditional_t<std::is_signed_v<Number>, std::int64_t, std::uint64_t>>(number))
    {
    }
};

/// What a line says besides its fields.
struct LogEvent {
    std::chrono::system_clock::time_point time;
    LogLevel level = LogLevel::Info;
    std::string_view file; ///< of the source; its folder is left out
    std::uint32_t line = 0;
    std::string_view message;
};

inline constexpr std::size_t kMaxLogValueBytes = 256;
/// Of a whole line: one write to a pipe takes it whole.
inline constexpr std::size_t kMaxLogLineBytes = 4096;

/// One line, with its end: `time=… level=… source=… msg=… key=value`, or the same as a JSON object. Control characters
/// and what could reorder text are escaped, bytes that are no UTF-8 replaced, values cut at 256 bytes, and fields that
/// do not fit left out. A field that is named as one of the first four gets the prefix `field_`.
[[nodiscard]] std::string formatLogLine(LogFormat format, const LogEvent& event, std::span<const LogField> fields);

} // namespace cairn
