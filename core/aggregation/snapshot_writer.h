// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/snapshot.h"
#include "core/aggregation/snapshot_targets.h"
#include "core/exposition/escaped_labels.h"
#include "core/exposition/family_names.h"

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace cairn {

/// Writes a snapshot in the format of a scrape, in pieces.
class SnapshotWriter {
public:
    /// `snapshot` has extras if the format carries them.
    SnapshotWriter(Snapshot snapshot, SnapshotFilter filter, ScrapeFormat format = {});

    /// Appends about `bytes` more to `out`, or less where a filter leaves out much; false when there is nothing left.
    bool next(std::string& out, std::size_t bytes);

    /// Calls `tell` with how many names of families and labels are shown in unambiguous form, because in the format and
    /// escaping asked for they would have been one with others: at once, and when more are found.
    void onClash(std::function<void(std::uint64_t)> tell);

private:
    class Budget;
    /// How far the family is that is being written.
    struct Progress {
        bool isBegun = false; ///< its order is made
        bool isHeadWritten = false;
        std::size_t noted = 0; ///< series whose label names are noted
        std::size_t position = 0;
        std::size_t created = 0; ///< position in the family of its births
        OpenMetricsPart part = OpenMetricsPart::Values; ///< where the family is written in parts
        std::optional<EscapedLabels> labels; ///< where names are to be escaped
    };

    [[nodiscard]] std::shared_ptr<const FamilyNames> nameFamilies();
    void noteParts();
    [[nodiscard]] bool showsAllAsTheyAre();
    [[nodiscard]] bool isInParts(std::size_t index) const { return !m_inParts.empty() && m_inParts[index]; }
    [[nodiscard]] MetricType typeOf(std::size_t index);
    [[nodiscard]] bool hasFractions(std::size_t index);
    [[nodiscard]] bool mayBeWanted(const Snapshot::Family& family) const;
    [[nodiscard]] bool wants(const Snapshot::Family& family, std::string_view labels) const;
    [[nodiscard]] const FamilyNaming* naming() const noexcept;
    void beginFamily();
    bool noteLabels(Budget& budget);
    template <typename Target>
    bool write(Target& target, std::string& out, std::size_t bytes);
    template <typename Target>
    void writeSeries(Target& target, Budget& budget);
    void writeParts(OpenMetricsTarget& target, Budget& budget);
    [[nodiscard]] bool nextPart() noexcept;
    template <typename Target>
    void writePass(Target& target, Budget& budget);
    template <typename Target>
    bool writeHead(Target& target, std::string_view labels);
    [[nodiscard]] SeriesBeside beside(std::string_view labels, const SeriesExtras* extras);
    [[nodiscard]] std::string_view shown(std::string_view labels);

    Snapshot m_snapshot;
    SnapshotFilter m_filter;
    ScrapeFormat m_format;
    std::shared_ptr<const FamilyNames> m_names;
    std::vector<bool> m_inParts; ///< by family; none where no family is
    std::variant<TextTarget, OpenMetricsTarget, ProtobufTarget> m_target;
    std::size_t m_family = 0;
    Progress m_progress;
    std::function<void(std::uint64_t)> m_tellClashes;
    bool m_isFinished = false;
};

} // namespace cairn
