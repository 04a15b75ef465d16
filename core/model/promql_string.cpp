// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/promql_string.h"

#include "core/model/label.h"
#include "core/model/quote.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace cairn {

namespace {

constexpr char32_t kMaxCodePoint = 0x10FFFF;

/// The escapes of one letter; nothing for any other.
std::optional<char> simpleEscape(char c)
{
    switch (c) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\': return '\\';
    default: return {};
    }
}

void appendUtf8(std::string& out, char32_t code)
{
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto tail = [&](int shift) { put(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        put(0xF0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// The quoted literal as a walk over its bytes; `at` is the next one.
class QuotedReader {
public:
    explicit QuotedReader(std::string_view text) : m_text(text), m_quote(text.front()) { }

    Result<PromqlString, PromqlStringError> read()
    {
        while (m_at < m_text.size() && m_text[m_at] != '\n') {
            const char c = m_text[m_at];
            if (c == m_quote)
                return finish();
            if (c != '\\')
                m_value += m_text[m_at++];
            else if (!readEscape())
                return Failure{PromqlStringError{m_at, std::move(m_complaint)}};
        }
        return Failure{PromqlStringError{0, std::string("expected a closing ") + m_quote + " on the same line"}};
    }

private:
    Result<PromqlString, PromqlStringError> finish()
    {
        // \xff can spell what no label value is; such a matcher could only puzzle.
        if (!isUtf8(m_value))
            return Failure{PromqlStringError{0, "the string is not UTF-8 once its escapes are read"}};
        return PromqlString{std::move(m_value), m_at + 1};
    }

    bool fail(std::string message)
    {
        m_complaint = std::move(message);
        return false;
    }

    bool readEscape()
    {
        if (m_at + 1 >= m_text.size())
            return fail("expected a character after '\\'");
        const char c = m_text[m_at + 1];
        if (const auto simple = c == m_quote ? std::optional(c) : simpleEscape(c)) {
            m_value += *simple;
            m_at += 2;
            return true;
        }
        switch (c) {
        case 'x': return readNumber(2, 2, 16, 0xFF);
        case 'u': return readNumber(2, 4, 16, kMaxCodePoint);
        case 'U': return readNumber(2, 8, 16, kMaxCodePoint);
        default: break;
        }
        if (c >= '0' && c <= '7')
            return readNumber(1, 3, 8, 0xFF);
        return fail("unknown escape " + quote(m_text.substr(m_at, 2)) + " in a string: a backslash itself is \\\\");
    }

    bool readNumber(std::size_t skip, std::size_t digits, int base, std::uint32_t limit)
    {
        const std::string_view escape = m_text.substr(m_at, skip + digits);
        std::uint32_t code = 0;
        const char* const first = escape.data() + skip;
        const auto [end, error] = std::from_chars(first, escape.data() + escape.size(), code, base);
        if (error != std::errc{} || end != first + digits)
            return fail("expected " + std::to_string(digits) + (base == 8 ? " octal" : " hexadecimal") + " digits in "
                + quote(escape));
        if (code > limit || (limit == kMaxCodePoint && code >= 0xD800 && code <= 0xDFFF))
            return fail("the escape " + quote(escape) + " is no character");
        if (limit == kMaxCodePoint)
            appendUtf8(m_value, code);
        else
            m_value += static_cast<char>(static_cast<unsigned char>(code));
        m_at += escape.size();
        return true;
    }

    std::string_view m_text;
    char m_quote;
    std::size_t m_at = 1;
    std::string m_value;
    std::string m_complaint;
};

} // namespace

Result<PromqlString, PromqlStringError> readPromqlString(std::string_view text)
{
    if (text.front() != '`')
        return QuotedReader(text).read();
    const std::size_t end = text.find('`', 1);
    if (end == std::string_view::npos)
        return Failure{PromqlStringError{0, "expected a closing `"}};
    return PromqlString{std::string(text.substr(1, end - 1)), end + 1};
}

} // namespace cairn
