// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/reset_api.h"

#include "core/gateway/api/page.h"
#include "core/gateway/api/removal_json.h"
#include "core/gateway/web/admin_gate.h"
#include "core/model/units.h"

#include <array>
#include <charconv>

namespace cairn {

namespace {

constexpr std::size_t kMostResets = 200;
constexpr const char* kRateWarning
    = "an undo brings sums back as they were: rate() and increase() will read what returns as new increase";

std::optional<std::uint64_t> readId(std::string_view rest)
{
    constexpr std::string_view kEnd = "/undo";
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    if (!rest.starts_with('/') || !rest.ends_with(kEnd))
        return {};
    rest.remove_prefix(1);
    rest.remove_suffix(std::min(kEnd.size(), rest.size()));
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(rest.begin(), rest.end(), id);
    return error == std::errc() && end == rest.end() ? std::optional(id) : std::nullopt;
}

} // namespace

std::string_view ResetApi::toString(State state) noexcept
{
    switch (state) {
    case State::Undoable: return "undoable";
    case State::Undone: return "undone";
    case State::Expired: return "expired";
    default: return "dropped";
    }
}

ApiAnswer ResetApi::wouldReset(const Removal& what) const
{
    const auto inventory = m_uses.inventories.current(InventoryKeeper::Wants::Newest);
    const Taken taken = takenFrom(*inventory, what);
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.member("id", nullptr);
    json.member("dry_run", true);
    writeTaken(json, taken);
    writeUntil(json, nullptr);
    json.endObject();
    if (taken.series <= kMostKept)
        return data.finish();
    return data.finish(
        {"this could not be undone: at most " + std::to_string(kMostKept) + " series are kept for that"});
}

ApiAnswer ResetApi::reset(ApiRequest& request)
{
    Parameters& parameters = request.parameters;
    parameters.addForm(request.http);
    const Removal what = readRemoval(parameters);
    const bool isDry = parameters.flag("dry_run");
    if (parameters.problem())
        return Failure{*parameters.problem()};
    if (isDry)
        return wouldReset(what);
    RemovedSet removed = m_uses.engine.remove(what, m_uses.now());
    m_uses.inventories.outdate();
    Taken taken;
    for (const RemovedSeries& series : removed.series)
        taken.add(series.family, series.labels);
    Reset reset{0, m_uses.now(), m_uses.wall(), senderOf(request.http), what, taken.series, taken.families.size(),
        State::Undoable, std::move(removed), {}};
    const std::uint64_t id = taken.series == 0 ? 0 : keep(std::move(reset));
    if (id > 0) {
        m_uses.audit.add({"reset", senderOf(request.http),
            std::to_string(taken.series) + " series reset: " + describe(what), id, taken.series});
        m_uses.changes.publish(
            ChangeKind::Reset, "\"id\":" + std::to_string(id) + ",\"series\":" + std::to_string(taken.series));
    }
    ApiData data;
    JsonWriter& json = data.json();
    const std::scoped_lock lock(m_mutex);
    json.beginObject();
    json.member("id", id == 0 ? std::nullopt : std::optional(id));
    json.member("dry_run", false);
    writeTaken(json, taken);
    writeUntil(json, id == 0 ? nullptr : &m_resets.front());
    json.endObject();
    return data.finish(id == 0 ? std::vector<std::string>() : std::vector<std::string>{kRateWarning});
}

std::uint64_t ResetApi::keep(Reset reset)
{
    const std::scoped_lock lock(m_mutex);
    reset.id = ++m_last;
    m_resets.push_front(std::move(reset));
    if (m_resets.size() > kMostResets)
        m_resets.pop_back();
    restLocked();
    return m_last;
}

void ResetApi::restLocked()
{
    std::size_t kept = 0;
    for (Reset& reset : m_resets) {
        if (reset.state != State::Undoable)
            continue;
        kept += reset.series;
        if (m_uses.now() - reset.at >= m_uses.undoWindow)
            reset.state = State::Expired;
        else if (kept > kMostKept)
            reset.state = State::Dropped;
        if (reset.state != State::Undoable)
            reset.removed = {};
    }
}

void ResetApi::rest()
{
    const std::scoped_lock lock(m_mutex);
    restLocked();
}

void ResetApi::writeUntil(JsonWriter& json, const Reset* reset) const
{
    const bool isUndoable = reset != nullptr && reset->state == State::Undoable;
    const double window = std::chrono::duration<double>(m_uses.undoWindow).count();
    const double passed = reset == nullptr ? 0 : std::chrono::duration<double>(m_uses.now() - reset->at).count();
    json.member("undo_until", isUndoable ? std::optional(m_uses.wall() + window - passed) : std::nullopt);
    json.member("undo_seconds", isUndoable ? std::optional(window - passed) : std::nullopt);
}

void ResetApi::writeReset(JsonWriter& json, const Reset& reset) const
{
    json.beginObject();
    json.member("id", reset.id);
    json.member("time", reset.time);
    json.member("age_seconds", std::chrono::duration<double>(m_uses.now() - reset.at).count());
    json.member("by", ""); // there are no users yet
    json.member("from", reset.from);
    json.key("what");
    writeWhat(json, reset.what);
    json.member("series", reset.series);
    json.member("families", reset.families);
    json.member("state", toString(reset.state));
    writeUntil(json, &reset);
    if (reset.undone) {
        json.member("undone_time", reset.undone->time);
        json.member("undone_from", reset.undone->from);
        json.member("returned", reset.undone->returned);
    }
    json.endObject();
}

ApiAnswer ResetApi::list(ApiRequest& request)
{
    constexpr std::array<std::string_view, 5> kStates{"", "undoable", "undone", "expired", "dropped"};
    const std::string_view state = request.parameters.choice("state", kStates);
    const auto family = request.parameters.text("family");
    const auto labels = request.parameters.text("labels");
    const PageOrder page = request.parameters.page();
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const std::scoped_lock lock(m_mutex);
    restLocked();
    const auto isMeant = [&](const RemovedSeries& series) {
        return series.family == *family && (!labels || series.labels == *labels);
    };
    std::vector<const Reset*> rows;
    for (const Reset& reset : m_resets) {
        if ((state.empty() || toString(reset.state) == state)
            && (!family || std::ranges::any_of(reset.removed.series, isMeant)))
            rows.push_back(&reset);
    }
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    writePage(json, rows.size(), page);
    json.key("resets");
    json.beginArray();
    for (const Reset* reset : pageOf(rows, page))
        writeReset(json, *reset);
    json.endArray();
    json.endObject();
    return data.finish();
}

ApiAnswer ResetApi::undo(ApiRequest& request)
{
    if (request.parameters.problem())
        return Failure{*request.parameters.problem()};
    const auto id = readId(request.rest);
    if (!id)
        return notFound("expected /resets/<number>/undo");
    const std::scoped_lock lock(m_mutex);
    restLocked();
    const auto at = std::ranges::find(m_resets, *id, &Reset::id);
    if (at == m_resets.end())
        return notFound("there is no reset " + std::to_string(*id));
    if (at->state == State::Undone)
        return Failure{ApiProblem{409, "conflict", "reset " + std::to_string(*id) + " is undone already", {}}};
    if (at->state != State::Undoable)
        return Failure{ApiProblem{410, "gone",
            at->state == State::Expired
                ? "a reset can be undone for " + formatDuration(m_uses.undoWindow) + " (--admin.undo-window)"
                : "there was no room to keep so many series",
            {}}};
    const std::size_t returned = m_uses.engine.restore(at->removed, m_uses.now());
    m_uses.inventories.outdate();
    at->removed = {};
    at->state = State::Undone;
    at->undone = {m_uses.wall(), senderOf(request.http), returned};
    m_uses.audit.add({"undo", at->undone->from,
        "reset " + std::to_string(*id) + " undone: " + std::to_string(returned) + " of " + std::to_string(at->series)
            + " series returned",
        *id, returned});
    m_uses.changes.publish(
        ChangeKind::Undo, "\"id\":" + std::to_string(*id) + ",\"series\":" + std::to_string(returned));
    ApiData data;
    JsonWriter& json = data.json();
    json.beginObject();
    json.key("reset");
    writeReset(json, *at);
    json.member("returned", returned);
    json.member("stayed_away", at->series - std::min(returned, at->series));
    json.endObject();
    return data.finish({kRateWarning});
}

} // namespace cairn
