// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/metric_sink.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::detail {

/// A LabelPair, decoded and checked: a name that is not empty, both UTF-8, of which `isAscii` says that it has been
/// seen. False: `why` says what is wrong.
[[nodiscard]] bool readLabelPair(std::string_view message, LabelView& label, std::string& why, bool isAscii = false);
/// A google.protobuf.Timestamp as Unix seconds.
[[nodiscard]] bool readTime(std::string_view message, double& seconds, std::string& why);

/// The exemplars of one metric, decoded one by one. What names more than kMaxExemplarCharacters is dropped and counted.
/// A function that answers false has written why into the string given to the constructor. Keeps its memory from one
/// metric to the next.
class ExemplarList {
public:
    explicit ExemplarList(std::string& why) : m_why(why) { }
    void clear() noexcept;

    /// Decodes an exemplar of the bucket with this bound; NaN: no bucket says to whom it belongs.
    [[nodiscard]] bool read(std::string_view message, double bound);
    /// Gives each that belongs to none yet the lowest of these bounds that its value does not exceed, or +Inf.
    void bind(std::span<const double> bounds);

    [[nodiscard]] std::size_t size() const noexcept { return m_entries.size(); }
    /// All of them, until the next change.
    [[nodiscard]] std::span<const BucketExemplar> views();
    /// Over all metrics.
    [[nodiscard]] int dropped() const noexcept { return m_dropped; }
    void forgetDropped() noexcept { m_dropped = 0; }

private:
    struct Labels {
        std::size_t first = 0;
        std::size_t size = 0;
    };

    [[nodiscard]] bool addLabel(std::string_view pair, std::size_t& used);

    std::string& m_why;
    std::vector<BucketExemplar> m_entries;
    std::vector<Labels> m_labelsOf; ///< of each entry, as places in m_labels
    std::vector<LabelView> m_labels;
    std::vector<double> m_bounds; ///< sorted, while they are searched
    int m_dropped = 0;
};

} // namespace cairn::detail
