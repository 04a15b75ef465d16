// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/protobuf_labels.h"

#include "core/exposition/protobuf_fields.h"
#include "core/exposition/scan.h"

namespace cairn::detail {

namespace {

constexpr std::size_t kShortestLabel = 4; // a="" without its comma
constexpr std::ptrdiff_t kReachBehind = 48; // what copies of a short label's two parts read at most
static_assert(kReachBehind >= ShortLabel::kReach + static_cast<std::ptrdiff_t>(WireTail::kCopyRoom) - 1);

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

/// A label with escapes or a quoted name, or close to the end of the text.
const char* putLongLabel(WireTail& tail, const char* at, const char* end)
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
    while (at != end) {
        const ShortLabel label = end - at >= kReachBehind ? ShortLabel::at(at) : ShortLabel{};
        if (label.nameSize != 0) {
            const auto nameSize = static_cast<std::size_t>(label.nameSize);
            const std::size_t valueSize = static_cast<std::size_t>(label.valueEnd) - nameSize - 2;
            tail.putRaw(static_cast<char>(metric_field::kLabel));
            tail.putRaw(static_cast<char>(4 + nameSize + valueSize));
            tail.putRaw(static_cast<char>(label_field::kName));
            tail.putRaw(static_cast<char>(nameSize));
            tail.putShort(at, nameSize);
            tail.putRaw(static_cast<char>(label_field::kValue));
            tail.putRaw(static_cast<char>(valueSize));
            tail.putShort(at + nameSize + 2, valueSize);
            at += label.valueEnd + 1;
        } else {
            at = putLongLabel(tail, at, end);
        }
        if (at != end)
            ++at; // the comma
    }
}

} // namespace cairn::detail
