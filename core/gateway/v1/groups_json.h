// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/grouped_snapshot.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// Writes a snapshot as Pushgateway's `/api/v1/metrics` does, in pieces: an array of groups, each an object of its
/// `labels`, `last_push_successful`, and a member for each family. A family that is called like one of the first two is
/// left out.
class GroupsJson {
public:
    struct Options {
        double begin = 0; ///< Unix seconds at which the engine's clock was 0
        double now = 0; ///< Unix seconds: nothing was pushed later
        bool keepsTimes = false; ///< groups have `push_time_seconds` and `push_failure_time_seconds`
    };
    GroupsJson(GroupedSnapshot snapshot, Options options) : m_grouped(std::move(snapshot)), m_options(options) { }

    /// Appends about `bytes` more to `out`; false when there is nothing left.
    bool next(std::string& out, std::size_t bytes);

private:
    using Group = GroupedSnapshot::Group;
    void beginGroup(std::string& out, const Group& group) const;
    bool writeFamily(std::string& out, std::size_t wanted);
    void beginFamily(std::string& out, const Snapshot::Family& family, std::span<const std::uint32_t> series) const;
    void writeSeries(std::string& out, std::uint32_t id) const;
    [[nodiscard]] bool wasSuccessful(const Group& group) const;
    [[nodiscard]] double firstValue(const Group& group, std::string_view family, double otherwise) const;

    GroupedSnapshot m_grouped;
    Options m_options;
    std::size_t m_group = 0;
    std::size_t m_part = 0;
    std::size_t m_position = 0; ///< in the part
    bool m_isBegun = false;
    bool m_isGroupBegun = false;
    bool m_isFinished = false;
};

} // namespace cairn
