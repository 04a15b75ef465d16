// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/decode.h"

#include <cstdint>
#include <cstdlib>
#include <string>

/// Decodes any bytes and aborts where a promise is broken: the limit holds to the byte, a larger one changes nothing,
/// a good body is whole, and twice the body is twice the text or refused.
class DecodeCheck {
public:
    explicit DecodeCheck(cairn::ContentCoding coding) : m_coding(coding) { }

    void run(const std::uint8_t* data, std::size_t size) const
    {
        const std::string_view body(reinterpret_cast<const char*>(data), size);
        const auto plain = cairn::decode(m_coding, body, kLimit);
        if (!plain) {
            require(!plain.error().message.empty());
            return;
        }
        const std::string text(plain->text());
        require(text.size() <= kLimit && plain->capacity() <= kLimit + 1);
        checkLimit(body, text);
        checkTwice(body, text);
        if (m_coding != cairn::ContentCoding::Snappy) // its last chunk may be an empty one
            checkCut(body);
    }

private:
    static constexpr std::size_t kLimit = 1 << 20;
    using Kind = cairn::DecodeError::Kind;

    static void require(bool holds)
    {
        if (!holds)
            std::abort();
    }

    void checkLimit(std::string_view body, const std::string& text) const
    {
        const auto exact = cairn::decode(m_coding, body, text.size());
        require(exact && exact->text() == text);
        if (text.empty())
            return;
        const auto over = cairn::decode(m_coding, body, text.size() - 1);
        require(!over && over.error().kind == Kind::TooLarge);
    }

    void checkTwice(std::string_view body, const std::string& text) const
    {
        const auto twice = cairn::decode(m_coding, std::string(body).append(body), 2 * kLimit);
        if (m_coding == cairn::ContentCoding::Deflate)
            require(!twice && twice.error().kind == Kind::Malformed);
        else
            require(twice && twice->text() == text + text);
    }

    void checkCut(std::string_view body) const
    {
        require(!cairn::decode(m_coding, body.substr(0, body.size() - 1), kLimit));
    }

    cairn::ContentCoding m_coding;
};
