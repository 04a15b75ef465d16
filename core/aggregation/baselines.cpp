// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/baselines.h"

#include "core/aggregation/native_merge.h"

#include <algorithm>
#include <functional>

namespace cairn {

namespace {

bool restarted(const CompoundValue& before, const CompoundValue& now)
{
    if (before.bounds != now.bounds || before.hasSum != now.hasSum || before.hasCount != now.hasCount)
        return true;
    // Whoever only counts up lets no bucket's own count fall, and so no cumulative one either.
    const auto fell = [](double was, double is) { return is < was; };
    if (!now.summary && !std::ranges::equal(before.slots, now.slots, std::not_fn(fell)))
        return true;
    return now.count < before.count;
}

CompoundValue difference(const CompoundValue& now, const CompoundValue& before)
{
    CompoundValue delta = now;
    for (std::size_t i = 0; i < delta.slots.size(); ++i)
        delta.slots[i] -= before.slots[i];
    delta.sum -= before.sum;
    delta.count -= before.count;
    return delta;
}

} // namespace

std::string Baselines::key(std::string_view family, std::string_view labels, std::string_view source)
{
    std::string key;
    key.reserve(family.size() + labels.size() + source.size() + 2);
    return key.append(family).append(1, '\xfe').append(labels).append(1, '\xfe').append(source);
}

std::size_t Baselines::bytesOf(const std::string& key, const Baseline& baseline) noexcept
{
    const std::size_t compound = baseline.compound
        ? (baseline.compound->bounds.capacity() + baseline.compound->slots.capacity()) * sizeof(double)
        : 0;
    const std::size_t native = baseline.native
        ? (baseline.native->positive.capacity() + baseline.native->negative.capacity()) * sizeof(NativeBucket)
        : 0;
    return 2 * sizeof(Baseline) + sizeof(std::string) + key.capacity() + compound + native;
}

double Baselines::advance(const std::string& key, double total, Instant now, std::chrono::milliseconds ttl)
{
    const std::optional<Baseline> before = get(key);
    put(key, Baseline{total, std::nullopt, std::nullopt, static_cast<std::uint32_t>(now.count() / 1000), ttl});
    return before && !before->compound && total >= before->total ? total - before->total : total;
}

CompoundValue Baselines::advance(const std::string& key, const CompoundValue& total,
    std::optional<NativeHistogram>& native, Instant now, std::chrono::milliseconds ttl)
{
    const std::optional<Baseline> before = get(key);
    put(key, Baseline{0, total, native, static_cast<std::uint32_t>(now.count() / 1000), ttl});
    if (!before || !before->compound || restarted(*before->compound, total))
        return total;
    if (native && before->native) {
        std::optional<NativeHistogram> growth = nativeIncrease(*before->native, *native);
        if (!growth)
            return total;
        native = std::move(growth);
    } else {
        native.reset(); // what of it is new cannot be told
    }
    return difference(total, *before->compound);
}

std::optional<Baseline> Baselines::get(const std::string& key) const
{
    const auto it = m_baselines.find(key);
    return it == m_baselines.end() ? std::nullopt : std::optional(it->second);
}

void Baselines::put(const std::string& key, const std::optional<Baseline>& baseline)
{
    if (const auto it = m_baselines.find(key); it != m_baselines.end()) {
        m_bytes -= bytesOf(it->first, it->second);
        m_baselines.erase(it);
    }
    if (!baseline)
        return;
    const auto it = m_baselines.emplace(key, *baseline).first;
    m_bytes += bytesOf(it->first, it->second);
}

void Baselines::expire(Instant now, std::chrono::milliseconds youngest, const TtlOf& ttlOf)
{
    absl::erase_if(m_baselines, [&](const auto& entry) {
        const std::chrono::milliseconds last = entry.second.ttl;
        if (ageSince(entry.second.lastPush, now) <= (last.count() > 0 ? std::min(last, youngest) : youngest))
            return false;
        const std::string_view key = entry.first;
        const std::size_t family = key.find('\xfe');
        const std::string_view labels = key.substr(family + 1, key.find('\xfe', family + 1) - family - 1);
        const std::chrono::milliseconds ttl = ttlOf(key.substr(0, family), labels).value_or(entry.second.ttl);
        if (ageSince(entry.second.lastPush, now) <= (ttl.count() > 0 ? ttl : kAge))
            return false;
        m_bytes -= bytesOf(entry.first, entry.second);
        return true;
    });
}

} // namespace cairn
