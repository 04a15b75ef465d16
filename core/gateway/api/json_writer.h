// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Appends JSON to a text, piece by piece; commas are its matter. A number that JSON cannot hold becomes "NaN", "+Inf"
/// or
/// "-Inf".
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : m_out(out) { }

    void beginObject() { open('{'); }
    void endObject() { m_out += '}'; }
    void beginArray() { open('['); }
    void endArray() { m_out += ']'; }
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(const char* text) { value(std::string_view(text)); }
    void value(double number);
    void value(std::same_as<bool> auto truth) { raw(truth ? "true" : "false"); }
    void value(std::integral auto number) requires(!std::same_as<decltype(number), bool>)
    {
        raw(std::to_string(number));
    }
    void value(std::nullptr_t) { raw("null"); }
    template <typename T>
    void value(const std::optional<T>& some)
    {
        if (some)
            value(*some);
        else
            value(nullptr);
    }
    template <typename T>
    void member(std::string_view name, const T& some)
    {
        key(name);
        value(some);
    }
    /// JSON that somebody else wrote.
    void raw(std::string_view json);

private:
    void separate();
    void open(char bracket);

    std::string& m_out;
};

} // namespace cairn
