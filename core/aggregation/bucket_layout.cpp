// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/bucket_layout.h"

#include "core/exposition/openmetrics_writer.h"

namespace cairn {

namespace {

BucketLayoutPtr makeLayout(std::vector<double> bounds)
{
    auto layout = std::make_shared<BucketLayout>();
    layout->texts = canonicalTexts(bounds);
    layout->bounds = std::move(bounds);
    return layout;
}

} // namespace

std::uint32_t BucketLayouts::acquire(std::span<const double> bounds)
{
    std::vector<double> key(bounds.begin(), bounds.end());
    if (const auto it = m_byBounds.find(key); it != m_byBounds.end()) {
        ++m_entries[it->second].uses;
        return it->second;
    }
    std::uint32_t id = static_cast<std::uint32_t>(m_entries.size());
    if (m_free.empty()) {
        m_entries.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    m_entries[id] = {makeLayout(key), 1};
    m_byBounds.emplace(std::move(key), id);
    return id;
}

void BucketLayouts::release(std::uint32_t id)
{
    Entry& entry = m_entries[id];
    if (--entry.uses > 0)
        return;
    m_byBounds.erase(entry.layout->bounds);
    entry.layout.reset();
    m_free.push_back(id);
}

std::vector<BucketLayoutPtr> BucketLayouts::all() const
{
    std::vector<BucketLayoutPtr> layouts;
    layouts.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        layouts.push_back(entry.layout);
    return layouts;
}

} // namespace cairn
