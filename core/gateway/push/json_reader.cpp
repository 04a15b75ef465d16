// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/json_reader.h"

#include "core/exposition/number.h"
#include "core/model/label.h"
#include "core/model/quote.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kUnitDigits = 4;

constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

constexpr bool isSurrogate(int unit) noexcept
{
    return unit >= 0xD800 && unit <= 0xDFFF;
}

void appendUtf8(std::string& text, unsigned point)
{
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xC0U | (point >> 6U));
        tail(0);
    } else if (point < 0x10000) {
        text += static_cast<char>(0xE0U | (point >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

JsonReader::JsonReader(std::string_view text) : m_text(text)
{
    if (m_text.starts_with(kByteOrderMark))
        m_at = kByteOrderMark.size();
}

int JsonReader::line() const noexcept
{
    const auto read = m_text.substr(0, m_at);
    return 1 + static_cast<int>(std::ranges::count(read, '\n'));
}

bool JsonReader::fail(std::string message)
{
    if (!std::exchange(m_failed, true))
        m_error = std::move(message);
    return false;
}

bool JsonReader::expected(std::string_view what)
{
    return fail("expected " + std::string(what) + ", found " + character());
}

// A character of several bytes is told whole.
std::string JsonReader::character() const
{
    if (m_at == m_text.size())
        return "the end";
    std::size_t size = 1;
    while (
        size < 4 && m_at + size < m_text.size() && (static_cast<unsigned char>(m_text[m_at + size]) & 0xC0U) == 0x80U)
        ++size;
    return quote(m_text.substr(m_at, size));
}

std::string JsonReader::found()
{
    static constexpr const char* kWords[] = {"", "null", "a boolean", "a number", "a string", "an array", "an object"};
    const Kind kind = next();
    return kind == Kind::Nothing ? character() : kWords[static_cast<std::size_t>(kind)];
}

void JsonReader::skipBlanks() noexcept
{
    m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
}

JsonReader::Kind JsonReader::next()
{
    skipBlanks();
    if (m_failed || m_at == m_text.size())
        return Kind::Nothing;
    const std::string_view rest = m_text.substr(m_at);
    switch (rest.front()) {
    case '{': return Kind::Object;
    case '[': return Kind::Array;
    case '"': return Kind::String;
    case 't': return rest.starts_with("true") ? Kind::Boolean : Kind::Nothing;
    case 'f': return rest.starts_with("false") ? Kind::Boolean : Kind::Nothing;
    case 'n': return rest.starts_with("null") ? Kind::Null : Kind::Nothing;
    default: return rest.front() == '-' || isDigit(rest.front()) ? Kind::Number : Kind::Nothing;
    }
}

bool JsonReader::nextItem(bool& first, char close)
{
    skipBlanks();
    const char c = m_failed || m_at == m_text.size() ? '\0' : m_text[m_at];
    if (c == close) {
        ++m_at;
        return false;
    }
    if (std::exchange(first, false))
        return !m_failed;
    if (c != ',')
        return expected(close == ']' ? "',' or ']'" : "',' or '}'");
    ++m_at;
    return true;
}

bool JsonReader::nextMember(bool& first, std::string& key)
{
    if (!nextItem(first, '}'))
        return false;
    skipBlanks();
    if (next() != Kind::String)
        return expected("a key in quotes");
    if (!readString(key))
        return false;
    skipBlanks();
    if (m_at == m_text.size() || m_text[m_at] != ':')
        return expected("':' behind a key");
    ++m_at;
    return true;
}

bool JsonReader::readString(std::string& text)
{
    text.clear();
    for (++m_at;;) {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\\'
            && static_cast<unsigned char>(m_text[m_at]) >= 0x20)
            ++m_at;
        const std::string_view piece = m_text.substr(begin, m_at - begin);
        if (!isUtf8(piece))
            return fail("expected UTF-8, found " + quote(piece));
        text.append(piece);
        if (m_at == m_text.size() || static_cast<unsigned char>(m_text[m_at]) < 0x20)
            return expected("the rest of a text in quotes");
        if (m_text[m_at] == '"') {
            ++m_at;
            return true;
        }
        if (!unescape(text))
            return false;
    }
}

bool JsonReader::unescape(std::string& text)
{
    static constexpr std::string_view kEscapes = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
    if (c == 'u')
        return unescapeUnit(text);
    const std::size_t known = kEscapes.find(c);
    if (known == std::string_view::npos)
        return fail("expected an escape that JSON knows, found " + quote(m_text.substr(m_at, 2)));
    text += kMeanings[known];
    m_at += 2;
    return true;
}

// One half of a surrogate pair is no character: nothing that is exposed as UTF-8 could hold it.
bool JsonReader::unescapeUnit(std::string& text)
{
    const std::size_t begin = m_at;
    const int unit = readUnit();
    if (unit < 0)
        return fail("expected four hexadecimal digits, found " + quote(m_text.substr(begin, 2 + kUnitDigits)));
    if (!isSurrogate(unit)) {
        appendUtf8(text, static_cast<unsigned>(unit));
        return true;
    }
    const int low = unit < 0xDC00 ? readUnit() : -1;
    if (low < 0xDC00 || !isSurrogate(low))
        return fail("expected both halves of a surrogate pair, found " + quote(m_text.substr(begin, 2 + kUnitDigits))
            + " alone");
    appendUtf8(
        text, 0x10000U + ((static_cast<unsigned>(unit) - 0xD800U) << 10U) + (static_cast<unsigned>(low) - 0xDC00U));
    return true;
}

int JsonReader::readUnit() noexcept
{
    const std::string_view escape = m_text.substr(std::min(m_at, m_text.size()), 2 + kUnitDigits);
    if (escape.size() != 2 + kUnitDigits || !escape.starts_with("\\u"))
        return -1;
    int unit = -1;
    const char* end = escape.data() + escape.size();
    const auto read = std::from_chars(escape.data() + 2, end, unit, 16);
    if (read.ec != std::errc() || read.ptr != end || unit < 0)
        return -1;
    m_at += escape.size();
    return unit;
}

void JsonReader::skipDigits() noexcept
{
    while (m_at < m_text.size() && isDigit(m_text[m_at]))
        ++m_at;
}

// RFC 8259, section 6: no leading zeros, digits on both sides of a point.
std::string_view JsonReader::number() noexcept
{
    const std::size_t begin = m_at;
    const auto at = [&](std::size_t i) { return i < m_text.size() ? m_text[i] : '\0'; };
    m_at += at(m_at) == '-' ? 1 : 0;
    const std::size_t whole = m_at;
    skipDigits();
    bool good = m_at != whole && (at(whole) != '0' || m_at == whole + 1);
    if (at(m_at) == '.') {
        const std::size_t fraction = ++m_at;
        skipDigits();
        good = good && m_at != fraction;
    }
    if (at(m_at) == 'e' || at(m_at) == 'E') {
        ++m_at;
        m_at += at(m_at) == '+' || at(m_at) == '-' ? 1 : 0;
        const std::size_t exponent = m_at;
        skipDigits();
        good = good && m_at != exponent;
    }
    const std::string_view token = m_text.substr(begin, m_at - begin);
    return good ? token : std::string_view();
}

bool JsonReader::readNumber(double& value)
{
    const std::size_t begin = m_at;
    const std::string_view token = number();
    const std::string_view read = m_text.substr(begin, m_at - begin);
    if (token.empty())
        return fail("expected a number as JSON spells them, found " + quote(read));
    const Number parsed = parseNumber(token);
    if (parsed.error != NumberError::None)
        return fail("expected a number that a double can hold, found " + quote(read));
    value = parsed.value;
    return true;
}

bool JsonReader::finish()
{
    skipBlanks();
    return !m_failed && (m_at == m_text.size() || expected("nothing behind the end"));
}

} // namespace cairn
