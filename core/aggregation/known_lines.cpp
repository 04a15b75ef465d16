// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/known_lines.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <random>

namespace cairn {

namespace {

constexpr std::size_t kArenaBlock = 256 * 1024;

std::uint64_t randomSeed()
{
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

/// The bytes of a series at `at`: up to the last brace of the line, or the first blank where there is no block. Only a
/// guess; it is trusted when a known line has exactly these bytes.
std::string_view seriesText(const char* at, const char* end)
{
    const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    const std::string_view line(at, static_cast<std::size_t>((newline ? newline : end) - at));
    const std::size_t stop = line.find_first_of("{ \t");
    if (stop == std::string_view::npos)
        return {};
    if (line[stop] != '{')
        return line.substr(0, stop);
    return line.substr(0, line.rfind('}') + 1);
}

} // namespace

ShortText ShortText::of(std::string_view text) noexcept
{
    ShortText result;
    if (text.size() > kMax)
        return result;
    constexpr char kAll[kMax] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    std::memcpy(result.words, text.data(), text.size());
    std::memcpy(result.masks, kAll, text.size());
    result.size = text.size();
    return result;
}

struct KnownLines::Table {
    explicit Table(std::uint32_t size) : mask(size - 1), slots(new std::atomic<std::uint64_t>[size]()) { }
    const std::uint32_t mask;
    std::uint32_t used = 0; // written under the mutex
    std::unique_ptr<std::atomic<std::uint64_t>[]> slots; // {tag, line}; 0: empty
};

KnownLines::KnownLines() : m_seed(randomSeed())
{
    m_lines.reserve(1);
    new (&m_lines[0]) KnownLine; // none: may be looked at, never matches
    m_shapes.reserve(1);
    m_shapeStore.emplace_back();
    m_shapes[0] = &m_shapeStore.front();
}

KnownLines::~KnownLines() = default;

std::uint64_t KnownLines::hash(std::uint32_t group, std::string_view raw) const noexcept
{
    return XXH3_64bits_withSeed(raw.data(), raw.size(), m_seed + group * 0x9e37'79b9'7f4a'7c15ull);
}

std::uint64_t KnownLines::hashEncoded(
    std::uint32_t group, std::uint32_t family, std::string_view encoded) const noexcept
{
    return hash(group, encoded) ^ (family + 1) * 0xd6e8'feb8'6659'fd93ull;
}

std::uint32_t KnownLines::findGroup(std::string_view canonical) const
{
    const std::shared_lock lock(m_mutex);
    const auto it = m_groupByText.find(canonical);
    return it == m_groupByText.end() ? kNoGroup : it->second;
}

std::uint32_t KnownLines::groupIndex(std::string_view canonical)
{
    const std::unique_lock lock(m_mutex);
    const auto [it, isNew] = m_groupByText.try_emplace(std::string(canonical), m_groupCount);
    if (isNew) {
        m_firstLines.reserve(m_groupCount + 1);
        new (&m_firstLines[m_groupCount]) std::atomic<std::uint32_t>(kNone);
        ++m_groupCount;
    }
    return it->second;
}

std::uint32_t KnownLines::findFamily(std::string_view name) const
{
    const std::shared_lock lock(m_mutex);
    const auto it = m_familyByName.find(name);
    return it == m_familyByName.end() ? ~0u : it->second;
}

std::uint32_t KnownLines::familyIndex(std::string_view name)
{
    const std::unique_lock lock(m_mutex);
    if (const auto it = m_familyByName.find(name); it != m_familyByName.end())
        return it->second;
    Family& family = m_familyStore.emplace_back();
    family.name = name;
    for (const auto& [part, suffix] : {std::pair{Part::Value, ""}, {Part::Bucket, "_bucket"}, {Part::Sum, "_sum"},
             {Part::Count, "_count"}, {Part::Quantile, ""}, {Part::GaugeSum, "_gsum"}, {Part::GaugeCount, "_gcount"}})
        family.suffixed[static_cast<int>(part)] = family.name + suffix;
    m_families.reserve(m_familyCount + 1);
    m_families[m_familyCount] = &family;
    m_familyByName.emplace(family.name, m_familyCount);
    return m_familyCount++;
}

std::uint32_t KnownLines::find(std::uint32_t group, const char* at, const char* end) const
{
    const std::string_view raw = seriesText(at, end);
    if (raw.empty())
        return kNone;
    return findBy(hash(group, raw), [&](const KnownLine& line) {
        return line.group.load(std::memory_order_relaxed) == group && match(line, 0, at, end) > 0;
    });
}

std::uint32_t KnownLines::findEncoded(
    std::uint32_t group, std::uint32_t family, std::string_view encoded) const noexcept
{
    return findBy(hashEncoded(group, family, encoded),
        [&](const KnownLine& line) { return isEncoded(line, group, family, encoded); });
}

template <typename Matches>
std::uint32_t KnownLines::findBy(std::uint64_t key, Matches&& matches) const noexcept
{
    const Table* table = m_tables[key & (kShards - 1)].load(std::memory_order_acquire);
    if (!table)
        return kNone;
    const auto tag = static_cast<std::uint32_t>(key >> 32);
    for (std::uint32_t slot = tag & table->mask;; slot = (slot + 1) & table->mask) {
        const std::uint64_t word = table->slots[slot].load(std::memory_order_acquire);
        if (word == 0)
            return kNone;
        const auto id = static_cast<std::uint32_t>(word);
        if (static_cast<std::uint32_t>(word >> 32) == tag && matches(m_lines[id]))
            return id;
    }
}

std::size_t KnownLines::matchCompound(
    const KnownLine& line, const Family& names, std::size_t index, const char* at, const char* end) const noexcept
{
    const LineShape& shape = *m_shapes[line.shape];
    const LineShape::Line& form = shape.lines[index];
    const std::string& name = names.suffixed[static_cast<int>(form.part)];
    const std::size_t size = name.size() + line.blockSize + form.middle.size();
    if (static_cast<std::size_t>(end - at) <= size || !isBlank(at[size]))
        return 0;
    const char* block = at + name.size();
    const std::size_t before = shape.cutFromEnd ? line.blockSize - shape.cut : shape.cut;
    const std::size_t middle = form.middle.size();
    const bool same = std::memcmp(at, name.data(), name.size()) == 0 && std::memcmp(block, line.block, before) == 0
        && std::memcmp(block + before, form.middle.data(), middle) == 0
        && std::memcmp(block + before + middle, line.block + before, line.blockSize - before) == 0;
    return same ? size : 0;
}

std::uint32_t KnownLines::learn(const Lesson& lesson)
{
    const std::string withBlank = std::string(lesson.raw) + ' ';
    const std::unique_lock lock(m_mutex);
    const std::uint32_t old = lesson.encoded
        ? findEncoded(lesson.group, lesson.family, lesson.raw)
        : find(lesson.group, withBlank.data(), withBlank.data() + withBlank.size());
    if (old != kNone)
        m_lines[old].group.store(kNoGroup, std::memory_order_relaxed);
    const std::uint32_t id = m_size.load(std::memory_order_relaxed);
    m_lines.reserve(id + 1);
    auto* line = new (&m_lines[id]) KnownLine;
    line->block = keepBlock(lesson.block, id);
    line->blockSize = static_cast<std::uint16_t>(lesson.block.size());
    line->family = lesson.family;
    line->group.store(lesson.group, std::memory_order_relaxed);
    line->series = lesson.series;
    line->shape = lesson.shape;
    line->mode = lesson.mode;
    line->check = lesson.check;
    insert(lesson.encoded ? hashEncoded(lesson.group, lesson.family, lesson.raw) : hash(lesson.group, lesson.raw), id,
        old);
    m_size.store(id + 1, std::memory_order_release);
    return id;
}

/// Writes a word over another, if that is in the table.
bool KnownLines::putInPlace(const Table& table, std::uint64_t old, std::uint64_t word)
{
    for (std::uint32_t at = static_cast<std::uint32_t>(old >> 32) & table.mask;; at = (at + 1) & table.mask) {
        const std::uint64_t here = table.slots[at].load(std::memory_order_relaxed);
        if (here == 0)
            return false;
        if (here == old) {
            table.slots[at].store(word, std::memory_order_release);
            return true;
        }
    }
}

/// Puts a line into the table, in the slot of the one it takes the place of, if there is one.
void KnownLines::insert(std::uint64_t hash, std::uint32_t line, std::uint32_t old)
{
    const std::uint32_t shard = hash & (kShards - 1);
    const Table* current = m_tables[shard].load(std::memory_order_relaxed);
    const std::uint64_t tag = (hash >> 32) << 32;
    if (current && old != kNone && putInPlace(*current, tag | old, tag | line))
        return;
    const auto place = [](Table& table, std::uint64_t word) {
        std::uint32_t at = static_cast<std::uint32_t>(word >> 32) & table.mask;
        while (table.slots[at].load(std::memory_order_relaxed) != 0)
            at = (at + 1) & table.mask;
        table.slots[at].store(word, std::memory_order_release);
        ++table.used;
    };
    if (!current || (current->used + 1) * 4 > (current->mask + 1) * 3) {
        auto bigger = std::make_unique<Table>(current ? (current->mask + 1) * 2 : 8);
        for (std::uint32_t i = 0; current && i <= current->mask; ++i) {
            if (const std::uint64_t word = current->slots[i].load(std::memory_order_relaxed))
                place(*bigger, word);
        }
        current = bigger.get();
        m_allTables.push_back(std::move(bigger));
        m_tables[shard].store(current, std::memory_order_release);
    }
    // Writing happens under the mutex only; readers see each slot whole.
    place(const_cast<Table&>(*current), tag | line);
}

std::uint16_t KnownLines::shapeIndex(LineShape shape)
{
    const std::unique_lock lock(m_mutex);
    const auto same = std::find(m_shapeStore.begin() + 1, m_shapeStore.end(), shape);
    if (same != m_shapeStore.end())
        return static_cast<std::uint16_t>(same - m_shapeStore.begin());
    constexpr std::size_t kMaxShapes = 512; // they are searched one by one; clients have a handful
    if (m_shapeStore.size() >= kMaxShapes)
        return 0;
    const auto index = static_cast<std::uint32_t>(m_shapeStore.size());
    m_shapes.reserve(index + 1);
    m_shapes[index] = &m_shapeStore.emplace_back(std::move(shape));
    return static_cast<std::uint16_t>(index);
}

void KnownLines::learnComments(std::uint32_t family, const CommentLesson& lesson)
{
    const std::unique_lock lock(m_mutex);
    Comments& comments = m_families[family]->comments[static_cast<int>(lesson.format)];
    if (!lesson.type.empty())
        keepComment(comments.type, {std::string(lesson.type), lesson.declared});
    if (!lesson.help.empty()) {
        keepComment(comments.help, {std::string(lesson.help), std::nullopt});
        comments.head.store(nullptr, std::memory_order_release); // it may say another text
    }
    if (!lesson.unit.empty())
        keepComment(comments.unit, {std::string(lesson.unit), std::nullopt});
    if (!lesson.head.empty())
        keepComment(comments.head, {std::string(lesson.head), lesson.declared, lesson.headLines});
}

void KnownLines::forgetComments(std::string_view family)
{
    const std::unique_lock lock(m_mutex);
    const auto it = m_familyByName.find(family);
    if (it == m_familyByName.end())
        return;
    for (Comments& comments : m_families[it->second]->comments) {
        for (std::atomic<const Comment*>* comment : {&comments.type, &comments.help, &comments.unit, &comments.head})
            comment->store(nullptr, std::memory_order_release);
    }
}

void KnownLines::keepComment(std::atomic<const Comment*>& place, const Comment& comment)
{
    const Comment* now = place.load(std::memory_order_relaxed);
    if (now && now->text == comment.text)
        return;
    // Clients that send one family with changing texts must not fill the memory: their lines are read each time.
    constexpr std::size_t kLongest = 8192; // a HELP of the usual limit; mere blanks are not worth the memory
    const bool isFull = m_commentStore.size() > 8 * std::size_t{m_familyCount} + 1024 || comment.text.size() > kLongest;
    const Comment* kept = isFull ? nullptr : &m_commentStore.emplace_back(comment);
    place.store(kept, std::memory_order_release);
}

const char* KnownLines::keepBlock(std::string_view block, std::uint32_t line)
{
    if (block.empty())
        return "";
    const std::uint64_t key = hash(kNoGroup, block);
    const std::uint32_t same = m_lineOfBlock.find(key, [&](std::uint32_t id) {
        return m_lines[id].blockSize == block.size() && std::memcmp(m_lines[id].block, block.data(), block.size()) == 0;
    });
    if (same != IdTable::kNone)
        return m_lines[same].block;
    m_lineOfBlock.insert(key, line);
    char* copy = allocate(block.size());
    std::memcpy(copy, block.data(), block.size());
    return copy;
}

char* KnownLines::allocate(std::size_t bytes)
{
    if (m_arenaFree < bytes) {
        m_arenaFree = std::max(bytes, kArenaBlock);
        m_arena.push_back(std::unique_ptr<char[]>(new char[m_arenaFree]));
        m_arenaSize = m_arenaFree;
    }
    char* memory = m_arena.back().get() + (m_arenaSize - m_arenaFree);
    m_arenaFree -= bytes;
    return memory;
}

} // namespace cairn
