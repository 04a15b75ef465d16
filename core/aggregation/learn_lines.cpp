// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/commit.h"

#include <algorithm>
#include <array>
#include <limits>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

constexpr std::size_t kMaxBlock = std::numeric_limits<std::uint16_t>::max();
/// What a line may have beyond its canonical labels: its bound, its mode, blanks. More is not worth the memory.
constexpr std::size_t kSpareBytes = 256;

/// The label block of a compound without its bound, and where the bound goes into it.
struct Template {
    std::string block;
    std::size_t cut = 0;
};

/// What stands around the value of `le` or `quantile` in one line's block.
struct Around {
    std::string_view before;
    std::string_view bound;
    std::string_view behind;
};

Around around(const ReadLine& line)
{
    const std::size_t name = line.raw.size() - line.block.size();
    const std::size_t at = line.boundAt - name;
    return {line.block.substr(0, at), line.block.substr(at, line.boundSize), line.block.substr(at + line.boundSize)};
}

bool hasBound(const ReadLine& line)
{
    return line.part == Part::Bucket || line.part == Part::Quantile;
}

/// Splits a plain block so that a bound's block is its front, a middle, and its rest. Nothing where they do not fit.
std::optional<std::size_t> cutOf(std::string_view plain, const Around& bound)
{
    const auto front = std::ranges::mismatch(plain, bound.before);
    const auto cut = static_cast<std::size_t>(front.in1 - plain.begin());
    return bound.behind.ends_with(plain.substr(cut)) ? std::optional(cut) : std::nullopt;
}

/// The block that all lines of a compound share, if they do.
std::optional<Template> templateOf(const std::vector<ReadLine>& lines)
{
    const auto bound = std::ranges::find_if(lines, hasBound);
    const auto plain = std::ranges::find_if_not(lines, hasBound);
    if (bound == lines.end())
        return plain == lines.end() ? std::nullopt : std::optional(Template{std::string(plain->block), 0});
    if (bound->boundAt == 0)
        return std::nullopt;
    const Around first = around(*bound);
    if (plain == lines.end())
        return Template{std::string(first.before) + std::string(first.behind), first.before.size()};
    const auto cut = cutOf(plain->block, first);
    return cut ? std::optional(Template{std::string(plain->block), *cut}) : std::nullopt;
}

std::optional<LineShape::Line> shapeLine(const ReadLine& line, const Template& form, std::span<const double> bounds)
{
    if (!hasBound(line))
        return line.block == form.block ? std::optional(LineShape::Line{line.part, 0, {}, {}}) : std::nullopt;
    if (line.boundAt == 0)
        return std::nullopt;
    const std::string_view rest = std::string_view(form.block).substr(form.cut);
    const std::string_view block = line.block;
    if (block.size() < form.block.size() || !block.starts_with(std::string_view(form.block).substr(0, form.cut))
        || !block.ends_with(rest))
        return std::nullopt;
    const auto slot = std::ranges::lower_bound(bounds, line.bound) - bounds.begin(); // +Inf is behind the last
    return LineShape::Line{line.part, static_cast<std::uint16_t>(slot),
        std::string(block.substr(form.cut, block.size() - form.block.size())), {}};
}

/// Bounds as the client sent them; those of a summary too, though most modes leave quantiles out.
std::vector<double> sentBounds(const std::vector<ReadLine>& lines)
{
    std::vector<double> bounds;
    for (const ReadLine& line : lines) {
        if (hasBound(line) && !(line.bound == std::numeric_limits<double>::infinity()))
            bounds.push_back(line.bound);
    }
    std::ranges::sort(bounds);
    return bounds;
}

bool isRegular(const LineShape& shape, std::size_t buckets)
{
    if (shape.summary || shape.lines.size() != buckets + 2)
        return false;
    for (std::size_t i = 0; i < buckets; ++i) {
        if (shape.lines[i].part != Part::Bucket || shape.lines[i].slot != i)
            return false;
    }
    const Part first = shape.lines[buckets].part;
    const Part second = shape.lines[buckets + 1].part;
    return (first == Part::Sum && second == Part::Count) || (first == Part::Count && second == Part::Sum);
}

std::uint16_t learnShape(const PendingExtra& extra, const Template& form, KnownLines& known)
{
    LineShape shape;
    shape.summary = extra.compound.summary;
    shape.cutFromEnd = form.block.size() - form.cut < form.cut;
    shape.cut = static_cast<std::uint16_t>(shape.cutFromEnd ? form.block.size() - form.cut : form.cut);
    const std::vector<double> bounds = sentBounds(extra.lines);
    for (const ReadLine& line : extra.lines) {
        const auto read = shapeLine(line, form, bounds);
        if (!read)
            return 0;
        shape.lines.push_back(*read);
        if (shape.cutFromEnd && read->part == Part::Bucket)
            shape.lines.back().tail = ShortText::of(read->middle + form.block.substr(form.cut));
    }
    shape.isRegular = isRegular(shape, bounds.size() + 1);
    auto layout = std::make_shared<BucketLayout>();
    layout->bounds = bounds;
    shape.layout = std::move(layout);
    return known.shapeIndex(std::move(shape));
}

/// A structured format brings a compound whole: its shape is its bounds.
std::uint16_t learnEncodedShape(const PendingExtra& extra, KnownLines& known)
{
    LineShape shape;
    shape.summary = extra.compound.summary;
    auto layout = std::make_shared<BucketLayout>();
    layout->bounds = extra.sent;
    if (!shape.summary && !layout->bounds.empty() && layout->bounds.back() == std::numeric_limits<double>::infinity())
        layout->bounds.pop_back();
    if (!std::ranges::is_sorted(layout->bounds))
        return 0;
    shape.layout = std::move(layout);
    return known.shapeIndex(std::move(shape));
}

/// The lines that describe a family, where they stand one behind the other.
std::string_view headOf(const FamilyMention& mention, int& count)
{
    std::array lines{mention.typeLine, mention.helpLine, mention.unitLine};
    std::ranges::sort(lines, {}, [](std::string_view line) { return line.data(); });
    const char* const begin = mention.unitLine.empty() ? lines[1].data() : lines[0].data();
    const char* end = begin;
    for (const std::string_view line : lines) {
        if (line.empty())
            continue;
        if (line.data() != end)
            return {};
        end = line.data() + line.size();
        ++count;
    }
    return {begin, static_cast<std::size_t>(end - begin)};
}

class Learner {
public:
    Learner(const StagedPush& push, const PushGroup& group, const ModeIds& modes, KnownLines& known)
        : m_push(push)
        , m_modes(modes)
        , m_known(known)
        , m_groupKey(group.key)
        , m_ids(push.pending.size(), KnownLines::kNone)
    {
    }

    void learn()
    {
        learnComments();
        for (std::uint32_t i = 0; i < m_push.pending.size(); ++i) {
            m_ids[i] = learn(m_push.pending[i]);
            link(i);
        }
        for (const StagedPush::Link& link : m_push.links) {
            if (m_ids[link.pending] != KnownLines::kNone)
                m_known.line(m_ids[link.pending]).next.store(link.known, std::memory_order_release);
        }
    }

private:
    void learnComments()
    {
        std::vector<bool> isStored;
        for (const FamilyMention& mention : m_push.mentions)
            isStored.push_back(mention.stored.has_value());
        for (const PendingSeries& pending : m_push.pending)
            isStored[pending.family] = isStored[pending.family] || pending.series != ~0u;
        for (std::size_t i = 0; i < m_push.mentions.size(); ++i) {
            const FamilyMention& mention = m_push.mentions[i];
            if (!mention.keeps || !isStored[i])
                continue;
            const std::uint32_t family = m_known.familyIndex(mention.name);
            m_known.learnComments(family, commentsOf(mention));
        }
    }

    [[nodiscard]] KnownLines::CommentLesson commentsOf(const FamilyMention& mention) const
    {
        KnownLines::CommentLesson lesson{m_push.format, {}, mention.helpLine, mention.unitLine, {}, 0, mention.said};
        if (mention.typeRead)
            lesson.type = mention.typeLine;
        if (mention.typeRead && !mention.helpLine.empty())
            lesson.head = headOf(mention, lesson.headLines);
        if (!mention.metadata.empty())
            lesson.head = mention.metadata;
        return lesson;
    }

    [[nodiscard]] bool isWorthKeeping(const PendingSeries& pending) const
    {
        const bool isEncoded = m_push.format == ExpositionFormat::Protobuf;
        if (isEncoded ? pending.raw == nullptr : pending.nameSize == 0)
            return false; // labels in several places; a quoted name
        const std::size_t block = pending.rawSize - pending.nameSize;
        return block <= std::min(kMaxBlock, pending.labelsSize + kSpareBytes);
    }

    std::uint32_t learn(const PendingSeries& pending)
    {
        if (pending.isBirth())
            return learnBirth(pending);
        const FamilyMention& mention = m_push.mentions[pending.family];
        const Kind kind = m_modes.modeOf(pending.mode).kind;
        // The states of a metric have to follow one another: their reader sees to it.
        if (m_push.format == ExpositionFormat::OpenMetrics && mention.saidType() == MetricType::StateSet)
            return KnownLines::kNone;
        if (pending.folds || kind == Kind::Increase || kind == Kind::Drop || !isWorthKeeping(pending))
            return KnownLines::kNone;
        KnownLines::Lesson lesson = lessonOf(pending, mention.name);
        lesson.check = valueCheck(mention.type(), kind);
        if (!isCompound(mention.type()))
            return m_known.learn(lesson);
        const PendingExtra& extra = m_push.extras[pending.extra];
        if (lesson.encoded) {
            lesson.shape = learnEncodedShape(extra, m_known);
            return lesson.shape == 0 ? KnownLines::kNone : m_known.learn(lesson);
        }
        const std::optional<Template> form = extra.scattered ? std::nullopt : templateOf(extra.lines);
        if (!form)
            return KnownLines::kNone;
        lesson.raw = extra.lines.front().raw;
        lesson.block = form->block;
        lesson.shape = learnShape(extra, *form, m_known);
        return lesson.shape == 0 ? KnownLines::kNone : m_known.learn(lesson);
    }

    [[nodiscard]] KnownLines::Lesson lessonOf(const PendingSeries& pending, std::string_view family)
    {
        KnownLines::Lesson lesson;
        lesson.raw = {pending.raw, pending.rawSize};
        lesson.block = lesson.raw.substr(pending.nameSize);
        lesson.family = m_known.familyIndex(family);
        m_group = m_known.groupIndex(m_groupKey); // a group is known by its lines alone
        lesson.group = m_group;
        lesson.series = pending.series;
        lesson.mode = pending.mode;
        lesson.encoded = m_push.format == ExpositionFormat::Protobuf;
        return lesson;
    }

    /// A birth's line is known under the name it is written with.
    std::uint32_t learnBirth(const PendingSeries& pending)
    {
        if (pending.nameSize == 0 || pending.series == ~0u || !isWorthKeeping(pending))
            return KnownLines::kNone;
        return m_known.learn(lessonOf(pending, {pending.raw, pending.nameSize}));
    }

    /// Lets what stands before a line lead to it.
    void link(std::uint32_t index)
    {
        const std::uint32_t id = m_ids[index];
        if (id == KnownLines::kNone)
            return;
        const std::uint32_t behind = m_push.pending[index].behind;
        const std::uint32_t before
            = behind & StagedPush::kBehindPending ? m_ids[behind & ~StagedPush::kBehindPending] : behind;
        if (before != KnownLines::kNone)
            m_known.line(before).next.store(id, std::memory_order_release);
        else if (index == 0)
            m_known.firstLine(m_group).store(id, std::memory_order_release);
    }

    const StagedPush& m_push;
    const ModeIds& m_modes;
    KnownLines& m_known;
    const std::string& m_groupKey;
    std::uint32_t m_group = KnownLines::kNoGroup;
    std::vector<std::uint32_t> m_ids;
};

} // namespace

void learnLines(const StagedPush& push, const PushGroup& group, const ModeIds& modes, KnownLines& known)
{
    if (!push.pending.empty() || !push.mentions.empty())
        Learner(push, group, modes, known).learn();
}

} // namespace cairn
