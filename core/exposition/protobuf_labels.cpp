// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_labels.h"

#include "core/exposition/protobuf_fields.h"
#include "core/exposition/scan.h"

#include <algorithm>
#include <array>

namespace cairn::detail {

namespace {

constexpr std::size_t kShortestLabel = 4; // a="" without its comma

/// What a label's tags and lengths take, where none of its parts is longer than `size`.
constexpr std::size_t labelOverhead(std::size_t size) noexcept
{
    const std::size_t length = varintSize(size + 2 * kMaxVarintBytes);
    return 3 * (1 + length);
}

/// Reads a quoted text from its opening quote; returns the place behind the closing one.
const char* unescape(const char* at, const char* end, std::string& out)
{
    out.clear();
    for (++at; at != end && *at != '"'; ++at) {
        if (*at != '\\' || at + 1 == end)
            out += *at;
        else
            out += *++at == 'n' ? '\n' : *at;
    }
    return at == end ? at : at + 1;
}

/// The quotes of a text in which all of them enclose values: without escapes and quoted names.
class Quotes {
public:
    /// False where the text is not such, too short or too long for this.
    [[nodiscard]] bool find([[maybe_unused]] std::string_view text) noexcept
    {
#ifdef __SSE2__
        constexpr std::size_t kBlock = 16;
        if (text.size() < kBlock || text.size() > kMost || text.front() == '"')
            return false;
        const __m128i quote = _mm_set1_epi8('"');
        const __m128i backslash = _mm_set1_epi8('\\');
        __m128i escapes = _mm_setzero_si128();
        for (std::size_t at = 0; at < text.size(); at += kBlock) {
            // The last block ends with the text and looks at some bytes again.
            const std::size_t from = std::min(at, text.size() - kBlock);
            const __m128i bytes = load16(text.data() + from);
            escapes = _mm_or_si128(escapes, _mm_cmpeq_epi8(bytes, backslash));
            const unsigned again = ~0U << (at - from);
            for (unsigned mask = maskOf(_mm_cmpeq_epi8(bytes, quote)) & again; mask != 0; mask &= mask - 1)
                m_places[m_size++] = static_cast<std::uint16_t>(from + static_cast<unsigned>(std::countr_zero(mask)));
        }
        return maskOf(escapes) == 0 && m_size % 2 == 0;
#else
        return false;
#endif
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_size;
    }
    [[nodiscard]] std::size_t operator[](std::size_t index) const noexcept
    {
        return m_places[index];
    }

private:
    static constexpr std::size_t kMost = 512;
    std::size_t m_size = 0;
    std::array<std::uint16_t, kMost> m_places; // as many as are found are set
};

/// Copies bytes of a text up to its `end`; behind what is written there is room for kCopyRoom more.
inline char* copyPart(char* out, const char* bytes, std::size_t size, const char* end) noexcept
{
    if (size <= WireTail::kCopyRoom && static_cast<std::size_t>(end - bytes) >= WireTail::kCopyRoom)
        std::memcpy(out, bytes, WireTail::kCopyRoom);
    else
        std::memcpy(out, bytes, size);
    return out + size;
}

/// Labels whose quotes are known, up to the first that is too long for lengths of one byte, or has a quoted name:
/// returns where that begins, or the end.
const char* putPlainLabels(WireTail& tail, std::string_view text, const Quotes& quotes) noexcept
{
    constexpr std::size_t kMostOfOneByte = 127;
    const char* const end = text.data() + text.size();
    char* out = tail.position();
    std::size_t begin = 0;
    for (std::size_t i = 0; i < quotes.size() && begin < text.size(); i += 2) {
        const std::size_t nameSize = quotes[i] - 1 - begin;
        const std::size_t valueSize = quotes[i + 1] - quotes[i] - 1;
        const std::size_t size = 4 + nameSize + valueSize;
        if (size > kMostOfOneByte || quotes[i] == begin)
            break;
        *out++ = static_cast<char>(metric_field::kLabel);
        *out++ = static_cast<char>(size);
        *out++ = static_cast<char>(label_field::kName);
        *out++ = static_cast<char>(nameSize);
        out = copyPart(out, text.data() + begin, nameSize, end);
        *out++ = static_cast<char>(label_field::kValue);
        *out++ = static_cast<char>(valueSize);
        out = copyPart(out, text.data() + quotes[i] + 1, valueSize, end);
        begin = quotes[i + 1] + 2; // over the comma
    }
    tail.moveTo(out);
    return begin < text.size() ? text.data() + begin : end;
}

/// A label with whatever it may have; returns the place behind it.
const char* putAnyLabel(WireTail& tail, const char* at, const char* end)
{
    std::string_view name;
    std::string unescapedName;
    if (*at == '"') {
        at = unescape(at, end, unescapedName);
        name = unescapedName;
    } else {
        const char* const begin = at;
        while (at != end && *at != '=')
            ++at;
        name = {begin, static_cast<std::size_t>(at - begin)};
    }
    if (end - at < 2) // not canonical
        return end;
    ++at;
    bool isAscii = true;
    const char* const behind = skipValue(at + 1, end, isAscii);
    if (behind != end && *behind == '"') {
        putLabel(tail, name, {at + 1, static_cast<std::size_t>(behind - at - 1)});
        return behind + 1;
    }
    std::string value;
    at = unescape(at, end, value);
    putLabel(tail, name, value);
    return at;
}

} // namespace

std::size_t labelsRoom(std::string_view text) noexcept
{
    const std::size_t labels = text.size() / (kShortestLabel + 1) + 1;
    return text.size() + labels * (labelOverhead(text.size()) - kShortestLabel + 1);
}

std::size_t labelsRoom(std::span<const LabelView> labels) noexcept
{
    std::size_t room = 0;
    for (const LabelView& label : labels)
        room += label.name.size() + label.value.size() + labelOverhead(label.name.size() + label.value.size());
    return room;
}

void putLabel(WireTail& tail, std::string_view name, std::string_view value) noexcept
{
    const std::size_t size = 2 + varintSize(name.size()) + name.size() + varintSize(value.size()) + value.size();
    tail.put(metric_field::kLabel, std::uint64_t{size});
    tail.put(label_field::kName, name);
    tail.put(label_field::kValue, value);
}

void putLabels(WireTail& tail, std::span<const LabelView> labels) noexcept
{
    for (const LabelView& label : labels)
        putLabel(tail, label.name, label.value);
}

void putLabels(WireTail& tail, std::string_view text)
{
    const char* at = text.data();
    const char* const end = at + text.size();
    if (Quotes quotes; quotes.find(text))
        at = putPlainLabels(tail, text, quotes);
    while (at != end) {
        at = putAnyLabel(tail, at, end);
        if (at != end)
            ++at; // the comma
    }
}

} // namespace cairn::detail
