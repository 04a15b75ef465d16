// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/series_extras.h"

#include "core/aggregation/native_merge.h"

#include <algorithm>
#include <cstring>

namespace cairn {

namespace {

using TextSize = std::uint32_t;

void packText(std::string_view text, std::string& texts)
{
    const auto size = static_cast<TextSize>(text.size());
    char bytes[sizeof size];
    std::memcpy(bytes, &size, sizeof size);
    texts.append(bytes, sizeof bytes).append(text);
}

std::string_view unpackText(const char*& at)
{
    TextSize size = 0;
    std::memcpy(&size, at, sizeof size);
    const std::string_view text(at + sizeof size, size);
    at = text.data() + size;
    return text;
}

std::size_t bytesOf(const StoredExemplar& stored) noexcept
{
    std::size_t bytes = sizeof(StoredExemplar);
    for (const Label& label : stored.exemplar.labels)
        bytes += sizeof(Label) + label.name.size() + label.value.size();
    return bytes;
}

} // namespace

PushedExemplar pack(const ExemplarView& exemplar, std::string& texts)
{
    PushedExemplar pushed;
    pushed.labels = static_cast<std::uint32_t>(exemplar.labels.size());
    pushed.firstByte = texts.size();
    pushed.value = exemplar.value;
    pushed.timestamp = exemplar.timestamp;
    for (const LabelView& label : exemplar.labels) {
        packText(label.name, texts);
        packText(label.value, texts);
    }
    return pushed;
}

void unpack(const PushedExemplar& pushed, std::string_view texts, Exemplar& out)
{
    out.value = pushed.value;
    out.timestamp = pushed.timestamp;
    out.labels.resize(pushed.labels);
    const char* at = texts.data() + pushed.firstByte;
    for (Label& label : out.labels) {
        label.name = unpackText(at);
        label.value = unpackText(at);
    }
}

Exemplar& SeriesExtras::exemplarOf(double bound)
{
    const auto at = std::ranges::lower_bound(exemplars, bound, {}, &StoredExemplar::bound);
    if (at != exemplars.end() && at->bound == bound)
        return at->exemplar;
    return exemplars.insert(at, {bound, {}})->exemplar;
}

void SeriesExtras::addNumberless(const SeriesExtras& newer)
{
    if (newer.created)
        created = std::min(*newer.created, created.value_or(*newer.created));
    for (const StoredExemplar& stored : newer.exemplars)
        exemplarOf(stored.bound) = stored.exemplar;
}

std::size_t SeriesExtras::bytes() const noexcept
{
    std::size_t bytes = sizeof(*this);
    for (const StoredExemplar& stored : exemplars)
        bytes += bytesOf(stored);
    if (native)
        bytes += (native->positive.size() + native->negative.size()) * sizeof(NativeBucket);
    return bytes;
}

std::optional<NativeHistogram> sumOf(const std::optional<NativeHistogram>& a, const std::optional<NativeHistogram>& b)
{
    if (!a || !b)
        return std::nullopt;
    NativeHistogram sum = *a;
    addNative(sum, *b);
    constexpr std::size_t kMostBuckets = 1024; // as many as keep one percent of error over a hundred decades and more
    return limitBuckets(sum, kMostBuckets) ? std::optional(std::move(sum)) : std::nullopt;
}

} // namespace cairn
