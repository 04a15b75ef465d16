// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// Reads one JSON text (RFC 8259) value by value, as whoever knows its shape asks for them. Strict: texts are UTF-8, an
/// escaped surrogate has its other half, numbers are spelled as the grammar says and become the nearest double. Nothing
/// is nested here, so depth costs nothing. The first mistake stays: every later call says false. `text` outlives it.
class JsonReader {
public:
    enum class Kind : std::uint8_t { Nothing, Null, Boolean, Number, String, Array, Object };

    explicit JsonReader(std::string_view text);

    /// What the next value is by its first byte; Nothing where none can begin.
    [[nodiscard]] Kind next();
    /// The same as words for a message: `a number`, or the character where no value can begin.
    [[nodiscard]] std::string found();
    /// Behind `[` or `{`, which next() has seen.
    void open() { ++m_at; }
    /// Whether another element follows, and stands before it. `first` is true before the first and then becomes false.
    [[nodiscard]] bool nextElement(bool& first) { return nextItem(first, ']'); }
    /// The same for the members of an object; `key` is the next one's.
    [[nodiscard]] bool nextMember(bool& first, std::string& key);
    [[nodiscard]] bool readString(std::string& text);
    /// A number that no double can hold is a mistake.
    [[nodiscard]] bool readNumber(double& value);
    /// Nothing but blanks may be left.
    [[nodiscard]] bool finish();

    /// Notes a mistake where the reader stands; says false.
    bool fail(std::string message);
    void addToError(std::string_view more) { m_error += more; }
    [[nodiscard]] bool hasFailed() const noexcept { return m_failed; }
    [[nodiscard]] const std::string& error() const noexcept { return m_error; } ///< one line of UTF-8
    [[nodiscard]] std::size_t offset() const noexcept { return m_at; } ///< where the reader stands, from the first byte
    [[nodiscard]] int line() const noexcept; ///< 1-based, where the reader stands

private:
    void skipBlanks() noexcept;
    [[nodiscard]] bool nextItem(bool& first, char close);
    [[nodiscard]] bool expected(std::string_view what);
    [[nodiscard]] std::string character() const;
    [[nodiscard]] std::string_view number() noexcept;
    void skipDigits() noexcept;
    [[nodiscard]] bool unescape(std::string& text);
    [[nodiscard]] bool unescapeUnit(std::string& text);
    [[nodiscard]] int readUnit() noexcept;

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_failed = false;
    std::string m_error;
};

} // namespace cairn
