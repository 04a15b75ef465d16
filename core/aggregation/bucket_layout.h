// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cairn {

/// Bounds that many histograms share, with their texts as they are exposed. Immutable.
struct BucketLayout {
    std::vector<double> bounds; ///< finite, ascending
    std::vector<std::string> texts; ///< their canonicalTexts()
};
using BucketLayoutPtr = std::shared_ptr<const BucketLayout>;

/// The layouts in use, each once, by a small id. Guarded by its owner.
class BucketLayouts {
public:
    /// The id of the layout with these bounds, counted once more. release() it when done.
    [[nodiscard]] std::uint32_t acquire(std::span<const double> bounds);
    void release(std::uint32_t id);
    [[nodiscard]] const BucketLayoutPtr& get(std::uint32_t id) const noexcept { return m_entries[id].layout; }
    /// All layouts by id, for a scrape: released ones stay alive as long as the copy does.
    [[nodiscard]] std::vector<BucketLayoutPtr> all() const;

private:
    struct Entry {
        BucketLayoutPtr layout;
        std::uint64_t uses = 0;
    };
    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_free;
    std::map<std::vector<double>, std::uint32_t> m_byBounds;
};

} // namespace cairn
