// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/push_log.h"

#include "core/aggregation/label_text.h"
#include "core/gateway/push/content_coding.h"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostKept = 8 * 1024 * 1024;
constexpr std::size_t kMostBody = 64 * 1024;
constexpr std::size_t kMostUnwatchedBody = 4 * 1024; // of a refused one
constexpr std::size_t kMostPath = 256;
constexpr std::size_t kMostSeries = 1000; // of a report
constexpr std::size_t kSeriesBytes = 400; // about
constexpr std::size_t kMostExplained = 128 * 1024; // bytes

/// Where the line of that number begins; the end, if there are not so many.
std::size_t lineBegin(std::string_view body, int line)
{
    std::size_t at = 0;
    for (int i = 1; i < line && at < body.size(); ++i)
        at = std::min(body.find('\n', at), body.size() - 1) + 1;
    return at;
}

/// At most so many bytes, none of them half a character: else what is text would no longer be.
std::string_view wholeCharacters(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    const auto isInside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    std::size_t end = most;
    while (end + 3 > most && end > 0 && isInside(end))
        --end;
    return text.substr(0, end);
}

/// The number of the first whole line that lets `line` stand in the middle of `most` bytes.
int firstLineAround(std::string_view body, int line, std::size_t most)
{
    const std::size_t at = lineBegin(body, line);
    if (at < most / 2)
        return 1;
    const std::string_view before = body.substr(0, at - most / 2);
    const int first = static_cast<int>(std::ranges::count(before, '\n')) + 2;
    return std::min(first, std::max(line, 1));
}

} // namespace

PushWatch::Attention PushLog::attend(std::size_t bytes)
{
    const Instant now = m_uses.now();
    const bool isWatched = now.count() < m_watchedUntil.load(std::memory_order_relaxed);
    if (isWatched && bytes <= kMostExplained && m_reports.take(1, now)
        && m_reportBytes.take(static_cast<std::int64_t>(bytes), now))
        return Attention::Explain;
    return m_records.take(1, now) ? Attention::Record : Attention::None;
}

PushLog::Entry PushLog::entryOf(const PushNote& note) const
{
    Entry entry;
    entry.time = m_uses.wall();
    entry.from = note.head.peer.address + ":" + std::to_string(note.head.peer.port);
    if (note.group != nullptr)
        entry.group = labelText(*note.group);
    else
        entry.path = note.head.rawPath.substr(0, kMostPath);
    entry.method = note.head.method;
    const auto coding = contentCodingOf(note.head);
    if (coding && *coding != ContentCoding::Identity)
        entry.coding = toString(*coding);
    entry.format = note.format;
    entry.bytes = note.bytes;
    entry.summary = note.summary;
    entry.status = note.status;
    entry.result = note.result;
    entry.errorType = note.errorType;
    entry.error = note.error;
    entry.text = note.text;
    entry.line = note.line;
    entry.seconds = note.seconds;
    return entry;
}

void PushLog::keep(Entry& entry, const PushNote& note) const
{
    const bool isWatched = isWatching();
    const bool isTrouble = !note.error.empty();
    if (!note.body.empty() && (isWatched || isTrouble)) {
        auto body = std::make_shared<Body>();
        const std::size_t most = isWatched ? kMostBody : kMostUnwatchedBody;
        body->firstLine = note.body.size() > most ? firstLineAround(note.body, note.line, most) : 1;
        body->text = wholeCharacters(note.body.substr(lineBegin(note.body, body->firstLine)), most);
        body->isCut = body->text.size() < note.body.size();
        entry.kept += body->text.size();
        entry.body = std::move(body);
    }
    if (note.report == nullptr || !isWatched)
        return;
    entry.outcomes = countOutcomes(*note.report);
    if (note.report->entries.size() > kMostSeries)
        note.report->entries.resize(kMostSeries);
    entry.kept += note.report->entries.size() * kSeriesBytes;
    entry.report = std::make_shared<const MergeReport>(std::move(*note.report));
}

void PushLog::note(const PushNote& note)
{
    const bool isMerged = note.result == PushNote::Result::Merged;
    // Merged ones were let in by attend(). Who pushes nothing but rubbish, as fast as it can, is not recorded whole.
    if (!isMerged && !m_troubles.take(1, m_uses.now()))
        return;
    Entry entry = entryOf(note);
    if (isMerged && note.report != nullptr)
        m_uses.hints.look(*entry.group, *note.report);
    keep(entry, note);
    add(std::move(entry));
    if (onNoted)
        onNoted();
}

void PushLog::add(Entry entry)
{
    Entry last; // is destroyed when the lock is free
    const std::scoped_lock lock(m_mutex);
    entry.id = ++m_last;
    m_dryRuns += entry.result == PushNote::Result::DryRun ? 1 : 0;
    m_kept += entry.kept;
    if (entry.group && entry.result == PushNote::Result::Merged)
        m_pace.note(*entry.group, m_uses.now(), [this] { return m_uses.metrics.pushTotals().pushes; });
    m_entries.push_front(std::move(entry));
    if (m_entries.size() > kMostEntries) {
        last = std::move(m_entries.back());
        m_entries.pop_back();
        m_kept -= last.kept;
    }
    for (auto it = m_entries.rbegin(); m_kept > kMostKept && it != m_entries.rend(); ++it) {
        it->body.reset();
        it->report.reset();
        m_kept -= std::exchange(it->kept, 0);
    }
}

GroupRates PushLog::groupRates() const
{
    const std::uint64_t all = m_uses.metrics.pushTotals().pushes;
    const std::scoped_lock lock(m_mutex);
    return m_pace.rates(m_uses.now(), all);
}

// The metrics have counted every one.
std::uint64_t PushLog::notRecorded() const
{
    const SelfMetrics::PushTotals totals = m_uses.metrics.pushTotals();
    std::uint64_t all = totals.pushes;
    for (const auto& [reason, count] : totals.refusals)
        all += count;
    const std::uint64_t recorded = m_last - m_dryRuns;
    return all - std::min(all, recorded);
}

std::uint64_t PushLog::newest() const
{
    const std::scoped_lock lock(m_mutex);
    return m_last;
}

} // namespace cairn
