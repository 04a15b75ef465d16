// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/bucket_layout.h"
#include "core/aggregation/chunked_array.h"
#include "core/aggregation/id_table.h"
#include "core/exposition/exposition_format.h"
#include "core/model/clear_mode.h"
#include "core/model/metric_type.h"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cairn {

/// Which sample of a compound a line carries.
enum class Part : std::uint8_t { Value, Bucket, Sum, Count, Quantile, GaugeSum, GaugeCount };
inline constexpr int kParts = 7;

/// Up to sixteen bytes that are compared as two words.
struct ShortText {
    static constexpr std::size_t kMax = 16;
    std::uint64_t words[2] = {};
    std::uint64_t masks[2] = {};
    std::size_t size = 0; ///< 0: none

    [[nodiscard]] static ShortText of(std::string_view text) noexcept; ///< none, if it is too long
    /// Whether the bytes at `at` are these; sixteen bytes must be readable there.
    [[nodiscard]] bool standsAt(const char* at) const noexcept
    {
        std::uint64_t here[2];
        std::memcpy(here, at, sizeof here);
        return (((here[0] ^ words[0]) & masks[0]) | ((here[1] ^ words[1]) & masks[1])) == 0;
    }
    bool operator==(const ShortText&) const = default;
};

/// How one client writes a histogram or summary: the order of its lines, and how `le` or `quantile` stands in the label
/// block. Shared by all series of that client. A line is name, suffix, block up to the cut, `middle`, rest of the
/// block.
struct LineShape {
    struct Line {
        Part part = Part::Value;
        std::uint16_t slot = 0; ///< of the bucket or quantile, in the order of bounds
        std::string middle; ///< `,le="0.1"`; empty for sum and count
        ShortText tail; ///< of buckets cut from the end: middle and the rest of the block, `,le="0.1"}`, if it is short
        bool operator==(const Line&) const = default;
    };
    bool summary = false;
    bool cutFromEnd = false;
    std::uint16_t cut = 0; ///< bytes of the block before the middle (or behind it, cutFromEnd)
    std::vector<Line> lines;
    BucketLayoutPtr layout; ///< of the bounds; keeps them alive
    bool isRegular = false; ///< a histogram's buckets to `+Inf` in ascending order, then `_sum` and `_count` or both
                            ///< the other way round

    bool operator==(const LineShape& other) const
    {
        return summary == other.summary && cutFromEnd == other.cutFromEnd && cut == other.cut && lines == other.lines
            && layout->bounds == other.layout->bounds;
    }
};

/// What a sample value must fulfil to be merged without harm.
enum class ValueCheck : std::uint8_t { Any, Finite, NonNegative };
/// By what is done with it: summed values must be finite, counters not negative; a replaced gauge may be anything.
[[nodiscard]] ValueCheck valueCheck(MetricType type, ClearMode::Kind kind) noexcept;

/// A line, or the run of lines of a compound, that an earlier push brought and that is understood: merging it again
/// needs no parsing. Immutable but for `next`, a hint that any thread may overwrite.
struct KnownLine {
    const char* block = nullptr; ///< the label block as sent, with braces; may be empty
    std::uint32_t family = 0; ///< index in KnownLines
    std::atomic<std::uint32_t> group{0}; ///< index in KnownLines; kNoGroup once another line took its place
    std::uint32_t series = 0; ///< id in the store
    std::atomic<std::uint32_t> next{0}; ///< the line that came behind this one last time; 0: none
    std::uint16_t blockSize = 0;
    std::uint16_t shape = 0; ///< 0: a plain sample
    std::uint16_t mode = 0; ///< id of the merge mode, the store's numbering
    ValueCheck check = ValueCheck::Any;
};

/// The lines known byte for byte, so that a warm push is compared instead of parsed. A cache of how lines resolve under
/// one set of rules and types: whoever changes what a line would resolve to replaces the whole of it. Reading needs no
/// lock and never blocks; learn…() may be called from any thread. Texts are copied. Group labels are part of a line's
/// key, bytes are always compared, and the number of lines is bounded by the owner.
class KnownLines {
public:
    /// A `# TYPE …`, `# HELP …` or `# UNIT …` line with its line end, as it was sent last; or what a structured format
    /// said of its family in their place.
    struct Comment {
        std::string text;
        std::optional<MetricType> declared; ///< by TYPE, unless untyped
        int lines = 1; ///< a head of three has a UNIT line
    };
    /// What one format's pushers say of a family.
    struct Comments {
        std::atomic<const Comment*> type{nullptr};
        std::atomic<const Comment*> help{nullptr};
        std::atomic<const Comment*> unit{nullptr};
        /// HELP and TYPE, and UNIT, where they were last sent one behind the other in whatever order; or all that a
        /// structured format says.
        std::atomic<const Comment*> head{nullptr};
    };
    struct Family {
        std::string name;
        std::string suffixed[kParts]; ///< name and suffix, by Part
        Comments comments[kFormats]; ///< by ExpositionFormat
    };
    static constexpr std::uint32_t kNone = 0; ///< no line
    static constexpr std::uint32_t kNoGroup = ~0u;

    KnownLines();
    ~KnownLines();

    [[nodiscard]] std::uint32_t size() const noexcept { return m_size.load(std::memory_order_relaxed); }
    [[nodiscard]] KnownLine& line(std::uint32_t id) noexcept { return m_lines[id]; }
    [[nodiscard]] Family& family(std::uint32_t index) noexcept { return *m_families[index]; }
    [[nodiscard]] const LineShape& shape(std::uint16_t index) const noexcept { return *m_shapes[index]; }

    /// The index of a group by its canonical text, or kNoGroup.
    [[nodiscard]] std::uint32_t findGroup(std::string_view canonical) const;
    /// The same, made when new.
    [[nodiscard]] std::uint32_t groupIndex(std::string_view canonical);
    /// A hint: the line that a push of this group began with last time.
    [[nodiscard]] std::atomic<std::uint32_t>& firstLine(std::uint32_t group) noexcept { return m_firstLines[group]; }
    /// The index of a family by name, or ~0u.
    [[nodiscard]] std::uint32_t findFamily(std::string_view name) const;
    /// The same, made when new.
    [[nodiscard]] std::uint32_t familyIndex(std::string_view name);

    /// The known line that stands at `at`, or kNone: by its bytes up to the blank before the value.
    [[nodiscard]] std::uint32_t find(std::uint32_t group, const char* at, const char* end) const;

    /// The known metric of a structured format whose labels are encoded in just these bytes, or kNone.
    [[nodiscard]] std::uint32_t findEncoded(
        std::uint32_t group, std::uint32_t family, std::string_view encoded) const noexcept;
    [[nodiscard]] static bool isEncoded(
        const KnownLine& line, std::uint32_t group, std::uint32_t family, std::string_view encoded) noexcept
    {
        return line.family == family && line.blockSize == encoded.size()
            && line.group.load(std::memory_order_relaxed) == group
            && std::memcmp(line.block, encoded.data(), encoded.size()) == 0;
    }

    /// The bytes before the bound in a bucket's line.
    [[nodiscard]] std::size_t prefixOf(const KnownLine& line, std::size_t index) const
    {
        const LineShape& shape = *m_shapes[line.shape];
        if (shape.lines[index].tail.size == 0 || shape.lines[index].part != Part::Bucket)
            return 0;
        return m_families[line.family]->suffixed[static_cast<int>(Part::Bucket)].size() + line.blockSize - shape.cut;
    }
    /// How many bytes of the text at `at` are line `index` of the known line's shape; 0: it is another text.
    [[nodiscard]] std::size_t match(const KnownLine& line, std::size_t index, const char* at, const char* end) const
    {
        const Family& names = *m_families[line.family];
        return line.shape == 0 ? matchPlain(line, names, at, end) : matchCompound(line, names, index, at, end);
    }

    /// What learn() is told of a line.
    struct Lesson {
        std::string_view raw; ///< the bytes of the (first) line as sent, up to the blank before its value: the key
        std::string_view block; ///< the label block, with braces, without `le` or `quantile`; under 64 KiB
        std::uint32_t family = 0;
        std::uint32_t group = 0;
        std::uint32_t series = 0;
        std::uint16_t shape = 0;
        std::uint16_t mode = 0;
        ValueCheck check = ValueCheck::Any;
        bool encoded = false; ///< raw and block are the bytes of a structured format's labels
    };
    /// Adds a line or run of lines, in the place of a known one with the same bytes; answers its id.
    std::uint32_t learn(const Lesson& lesson);
    /// The index of that shape, made when new; 0 when there are too many.
    [[nodiscard]] std::uint16_t shapeIndex(LineShape shape);
    /// What a push said of a family; views may be empty.
    struct CommentLesson {
        ExpositionFormat format = ExpositionFormat::Text;
        std::string_view type;
        std::string_view help;
        std::string_view unit;
        std::string_view head;
        int headLines = 1;
        std::optional<MetricType> declared;
    };
    void learnComments(std::uint32_t family, const CommentLesson& lesson);
    /// A family of that name begins anew: comments known from before say nothing about it.
    void forgetComments(std::string_view family);

private:
    struct Table;
    static constexpr std::uint32_t kShards = 256;
    template <typename Matches>
    [[nodiscard]] std::uint32_t findBy(std::uint64_t key, Matches&& matches) const noexcept;
    [[nodiscard]] std::size_t matchPlain(
        const KnownLine& line, const Family& names, const char* at, const char* end) const noexcept
    {
        const std::size_t name = names.name.size();
        const std::size_t size = name + line.blockSize;
        if (static_cast<std::size_t>(end - at) <= size || !isBlank(at[size])
            || std::memcmp(at, names.name.data(), name) != 0 || std::memcmp(at + name, line.block, line.blockSize) != 0)
            return 0;
        return size;
    }
    [[nodiscard]] std::size_t matchCompound(
        const KnownLine& line, const Family& names, std::size_t index, const char* at, const char* end) const noexcept;
    [[nodiscard]] static bool isBlank(char c) noexcept { return c == ' ' || c == '\t'; }
    [[nodiscard]] std::uint64_t hash(std::uint32_t group, std::string_view raw) const noexcept;
    [[nodiscard]] std::uint64_t hashEncoded(
        std::uint32_t group, std::uint32_t family, std::string_view encoded) const noexcept;
    const char* keepBlock(std::string_view block, std::uint32_t line);
    char* allocate(std::size_t bytes);
    void insert(std::uint64_t hash, std::uint32_t line, std::uint32_t old);
    static bool putInPlace(const Table& table, std::uint64_t old, std::uint64_t word);
    void keepComment(std::atomic<const Comment*>& place, const Comment& comment);

    const std::uint64_t m_seed;
    std::atomic<std::uint32_t> m_size{1}; // line 0 stands for none
    ChunkedArray<KnownLine> m_lines;
    ChunkedArray<Family*> m_families;
    ChunkedArray<std::atomic<std::uint32_t>> m_firstLines;
    ChunkedArray<const LineShape*> m_shapes;
    std::array<std::atomic<const Table*>, kShards> m_tables{}; // readers need no lock: slots and tables are published

    // Guards everything below, and all growing.
    mutable std::shared_mutex m_mutex;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
    };
    using IndexByText = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;
    IndexByText m_groupByText; // each push asks once: there may be as many groups as pushers
    IndexByText m_familyByName;
    std::deque<Family> m_familyStore;
    std::deque<LineShape> m_shapeStore;
    std::deque<Comment> m_commentStore;
    IdTable m_lineOfBlock; // label blocks recur in many families: each is kept once, by the line that had it first
    std::vector<std::unique_ptr<char[]>> m_arena;
    std::size_t m_arenaSize = 0; // of the newest block
    std::size_t m_arenaFree = 0;
    std::uint32_t m_familyCount = 0;
    std::uint32_t m_groupCount = 0;
    std::deque<std::unique_ptr<Table>> m_allTables; // outgrown ones too: a reader may still be in them
};

} // namespace cairn
