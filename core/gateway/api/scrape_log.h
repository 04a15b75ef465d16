// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace cairn {

/// The last few scrapes. Safe from any thread.
class ScrapeLog {
public:
    struct Entry {
        double time = 0; ///< Unix seconds
        std::string from;
        int status = 0;
        double seconds = 0; ///< that it took
    };
    void note(Entry entry)
    {
        const std::scoped_lock lock(m_mutex);
        ++m_total;
        m_entries.push_front(std::move(entry));
        if (m_entries.size() > kMost)
            m_entries.pop_back();
    }
    [[nodiscard]] std::uint64_t total() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_total;
    }
    /// Newest first.
    [[nodiscard]] std::vector<Entry> recent() const
    {
        const std::scoped_lock lock(m_mutex);
        return {m_entries.begin(), m_entries.end()};
    }

private:
    static constexpr std::size_t kMost = 10;
    mutable std::mutex m_mutex; ///< guards the following
    std::deque<Entry> m_entries;
    std::uint64_t m_total = 0;
};

} // namespace cairn
