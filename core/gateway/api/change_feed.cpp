// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/change_feed.h"

#include "core/gateway/api/api_answer.h"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::size_t kMostChanges = 1000;
constexpr std::size_t kMostWaiting = 64;
constexpr std::array<std::string_view, kChangeKinds> kNames{
    "pushes", "scrape", "families", "rules", "reset", "undo", "wipe", "hint"};

bool isOf(ChangeKind kind, std::uint32_t kinds) noexcept
{
    return (kinds >> static_cast<unsigned>(kind) & 1u) != 0;
}

} // namespace

std::string_view toString(ChangeKind kind) noexcept
{
    return kNames[static_cast<std::size_t>(kind)];
}

ChangeFeed::ChangeFeed(MonotonicClock now, WallClock wall)
    : m_now(std::move(now)), m_wall(std::move(wall)), m_startTime(m_wall())
{
}

// A number that was never reached is of a gateway before this one.
bool ChangeFeed::hasNews(const Ask& ask) const
{
    if (!ask.since || *ask.since > m_sequence)
        return true;
    const std::uint64_t forgotten = m_sequence - m_changes.size();
    return *ask.since < forgotten || std::ranges::any_of(m_changes, [&](const Change& change) {
        return change.sequence > *ask.since && isOf(change.kind, ask.kinds);
    });
}

http::Response ChangeFeed::responseTo(const Ask& ask) const
{
    const std::uint64_t since = !ask.since ? m_sequence : *ask.since > m_sequence ? 0 : *ask.since;
    const std::uint64_t forgotten = m_sequence - m_changes.size();
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.member("sequence", m_sequence);
    json.key("changes");
    json.beginArray();
    for (const Change& change : m_changes) {
        if (change.sequence <= since || !isOf(change.kind, ask.kinds))
            continue;
        json.beginObject();
        json.member("sequence", change.sequence);
        json.member("time", change.time);
        json.member("kind", toString(change.kind));
        if (!change.members.empty())
            json.raw(change.members);
        json.endObject();
    }
    json.endArray();
    json.member("dropped", forgotten > since ? forgotten - since : 0);
    json.member("start_time", m_startTime);
    json.endObject();
    return data.finish();
}

template <typename Predicate>
std::vector<ChangeFeed::Ready> ChangeFeed::takeReady(Predicate&& isReady)
{
    std::vector<Ready> ready;
    std::erase_if(m_waiting, [&](Waiting& waiting) {
        if (!isReady(waiting))
            return false;
        ready.push_back({std::move(waiting.responder), responseTo(waiting.ask)});
        return true;
    });
    noteAwaited();
    return ready;
}

void ChangeFeed::noteAwaited()
{
    std::uint32_t kinds = 0;
    for (const Waiting& waiting : m_waiting)
        kinds |= waiting.ask.kinds;
    m_awaited.store(kinds, std::memory_order_relaxed);
}

void ChangeFeed::publish(ChangeKind kind, std::string members)
{
    std::vector<Ready> ready;
    {
        const std::scoped_lock lock(m_mutex);
        m_changes.push_back({++m_sequence, m_wall(), kind, std::move(members)});
        if (m_changes.size() > kMostChanges)
            m_changes.pop_front();
        ready = takeReady([this](const Waiting& waiting) { return hasNews(waiting.ask); });
    }
    for (Ready& one : ready)
        one.responder.send(std::move(one.response));
}

void ChangeFeed::answer(const Ask& ask, http::Responder responder)
{
    if (onAsked)
        onAsked();
    std::optional<http::Response> response;
    {
        const std::scoped_lock lock(m_mutex);
        if (hasNews(ask) || ask.timeout.count() == 0 || m_isClosed || m_waiting.size() >= kMostWaiting)
            response = responseTo(ask);
        else
            m_waiting.push_back({ask, m_now() + ask.timeout, std::move(responder)});
        noteAwaited();
    }
    if (response)
        responder.send(std::move(*response));
}

void ChangeFeed::tick()
{
    std::vector<Ready> ready;
    {
        const std::scoped_lock lock(m_mutex);
        const Instant now = m_now();
        ready = takeReady([now](const Waiting& waiting) { return now >= waiting.deadline; });
    }
    for (Ready& one : ready)
        one.responder.send(std::move(one.response));
}

void ChangeFeed::close()
{
    std::vector<Ready> ready;
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = true;
        ready = takeReady([](const Waiting&) { return true; });
    }
    for (Ready& one : ready)
        one.responder.send(std::move(one.response));
}

} // namespace cairn
