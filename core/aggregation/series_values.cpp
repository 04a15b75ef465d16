// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/series_values.h"

#include <algorithm>
#include <bit>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

/// Modes of one class work on the same state; a change of class starts a series afresh.
bool sameClass(Kind a, Kind b)
{
    return a == b || (a <= Kind::Max && b <= Kind::Max);
}

} // namespace

std::size_t SideState::bytes() const noexcept
{
    return sizeof(*this) + (window ? window->bytes() : 0) + (compoundWindow ? compoundWindow->bytes() : 0);
}

bool ExposedValue::operator==(const ExposedValue& other) const
{
    return std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(other.value)
        && compound == other.compound;
}

void SeriesValues::reserve(std::uint32_t size)
{
    m_values.reserve(size);
    m_touches.reserve(size);
    m_kinds.reserve(size);
    m_compoundOf.reserve(size);
    m_size = std::max(m_size, size);
}

void SeriesValues::begin(std::uint32_t id)
{
    m_values.set(id, absentValue());
    m_touches[id] = {};
    m_kinds[id] = Kind::Aggregate;
    m_compoundOf[id] = kNoCompound;
}

void SeriesValues::end(std::uint32_t id)
{
    dropState(id);
    m_touches[id].stamp = kDeadStamp;
}

void SeriesValues::beginPush()
{
    if (++m_stamp != kDeadStamp)
        return;
    for (std::uint32_t id = 0; id < m_size; ++id) { // once in four thousand million pushes
        if (m_touches[id].stamp != kDeadStamp)
            m_touches[id].stamp = 0;
    }
    m_stamp = 1;
}

void SeriesValues::startPlain(std::uint32_t id, Kind kind, double value)
{
    dropSide(id);
    m_kinds[id] = kind;
    m_values.set(id, storable(value));
}

void SeriesValues::merge(std::uint32_t id, const ClearMode& mode, double value, Instant now)
{
    if (mode.kind <= Kind::Max)
        return mergePlain(id, mode.kind, value);
    const bool fresh = isAbsent(m_values.get(id)) && !m_sides.contains(id);
    const bool afresh = fresh || !sameClass(m_kinds[id], mode.kind);
    m_kinds[id] = mode.kind;
    if (mode.kind == Kind::Count || mode.kind == Kind::Increase) {
        dropSide(id);
        const double step = mode.kind == Kind::Count ? 1 : value;
        afresh ? m_values.set(id, step) : m_values.add(id, step);
        return;
    }
    SideState& side = sideOf(id, mode);
    const std::size_t before = side.bytes();
    if (mode.isWindow() && !side.window)
        side.window.emplace(mode);
    if (mode.isWindow()) {
        side.window->add(value, now);
        m_values.set(id, 0.0); // what it shows is asked at each scrape
    } else {
        side.sum.add(value);
        m_values.set(id, side.sum.high / static_cast<double>(++side.count));
    }
    m_sideBytes += side.bytes() - before;
}

bool SeriesValues::mergeCompound(
    std::uint32_t id, const ClearMode& mode, const CompoundView& value, Instant now, const SeriesExtras* extras)
{
    const bool afresh = m_compoundOf[id] == kNoCompound || !sameClass(m_kinds[id], mode.kind);
    if (afresh || isReplacing(mode.kind))
        setExtras(id, extras ? std::make_shared<SeriesExtras>(*extras) : nullptr);
    else
        addExtras(id, extras);
    m_kinds[id] = mode.kind;
    m_values.set(id, 0.0); // there is something to expose
    if (mode.isWindow()) {
        SideState& side = sideOf(id, mode);
        const std::size_t before = side.bytes();
        if (!side.compoundWindow)
            side.compoundWindow.emplace(mode);
        side.compoundWindow->add(
            {value.summary, {value.bounds.begin(), value.bounds.end()}, {value.slots.begin(), value.slots.end()},
                value.sum, value.count, value.hasSum, value.hasCount},
            now);
        m_sideBytes += side.bytes() - before;
        setCompound(id, CompoundView::of(side.compoundWindow->evaluate(now)));
        return false;
    }
    dropSide(id);
    if (!afresh && !isReplacing(mode.kind))
        return m_compounds.add(m_compoundOf[id], value);
    setCompound(id, value);
    return false;
}

bool SeriesValues::hasRoomFor(
    std::uint32_t id, const ClearMode& mode, std::span<const double> bounds, std::size_t limit) const
{
    if (m_compoundOf[id] == kNoCompound || isReplacing(mode.kind) || !sameClass(m_kinds[id], mode.kind))
        return true;
    const std::span<const double> stored = m_compounds.bounds(m_compoundOf[id]);
    return stored.size() + bounds.size() <= limit || unionOf(stored, bounds).size() <= limit;
}

void SeriesValues::setCompound(std::uint32_t id, const CompoundView& value)
{
    if (m_compoundOf[id] == kNoCompound)
        m_compoundOf[id] = m_compounds.create(value);
    else
        m_compounds.replace(m_compoundOf[id], value);
}

ExposedValue SeriesValues::exposed(std::uint32_t id, Instant now) const
{
    const SideState* state = side(id);
    if (m_compoundOf[id] != kNoCompound)
        return {0, state ? state->compoundWindow->evaluate(now) : m_compounds.get(m_compoundOf[id])};
    return {state && state->window ? state->window->evaluate(now) : m_values.get(id), std::nullopt};
}

SeriesState SeriesValues::capture(std::uint32_t id) const
{
    SeriesState state{m_kinds[id], m_values.sum(id), std::nullopt, {}, nullptr, m_touches[id].lastPush, extras(id)};
    if (m_compoundOf[id] != kNoCompound) {
        state.compound = m_compounds.get(m_compoundOf[id]);
        state.rests = m_compounds.rests(m_compoundOf[id]);
    }
    if (const auto found = m_sides.find(id); found != m_sides.end())
        state.side = std::make_shared<SideState>(*found->second);
    return state;
}

void SeriesValues::install(std::uint32_t id, const SeriesState& state)
{
    dropState(id);
    m_kinds[id] = state.kind;
    m_values.set(id, state.plain);
    m_touches[id].lastPush = state.lastPush;
    if (state.compound) {
        m_compoundOf[id] = m_compounds.create(CompoundView::of(*state.compound));
        m_compounds.setRests(m_compoundOf[id], state.rests);
    }
    if (state.side) {
        m_sideBytes += state.side->bytes();
        m_sides[id] = std::make_shared<SideState>(*state.side);
    }
    setExtras(id, state.extras);
}

SeriesExtrasPtr SeriesValues::extras(std::uint32_t id) const
{
    return m_extras.get(id);
}

void SeriesValues::mergeExtras(std::uint32_t id, const SeriesExtras& pushed)
{
    const SeriesExtras* stored = m_extras.find(id);
    SeriesExtras merged = stored ? *stored : SeriesExtras{};
    if (pushed.created && isReplacing(m_kinds[id]))
        merged.created.reset();
    merged.addNumberless(pushed);
    setExtras(id, std::make_shared<SeriesExtras>(std::move(merged)));
}

void SeriesValues::setBirth(std::uint32_t id, double seconds)
{
    const SeriesExtras* stored = m_extras.find(id);
    SeriesExtras born = stored ? *stored : SeriesExtras{};
    born.created = seconds;
    setExtras(id, std::make_shared<SeriesExtras>(std::move(born)));
}

void SeriesValues::mergeExemplars(std::uint32_t id, std::span<const PushedExemplar> exemplars, std::string_view texts)
{
    const SeriesExtras* stored = m_extras.find(id);
    m_sideBytes -= stored ? stored->bytes() : 0;
    SeriesExtras& extras = m_extras.own(id);
    for (const PushedExemplar& exemplar : exemplars)
        unpack(exemplar, texts, extras.exemplarOf(exemplar.bound));
    m_sideBytes += extras.bytes();
}

/// A compound's extras, where it is added to. A native part that lacks some of the counts would mislead: it goes.
void SeriesValues::addExtras(std::uint32_t id, const SeriesExtras* pushed)
{
    const SeriesExtras* stored = m_extras.find(id);
    if (!pushed && !(stored && stored->native))
        return;
    SeriesExtras merged = stored ? *stored : SeriesExtras{};
    if (pushed)
        merged.addNumberless(*pushed);
    merged.native = stored && pushed ? sumOf(stored->native, pushed->native) : std::nullopt;
    setExtras(id, std::make_shared<SeriesExtras>(std::move(merged)));
}

void SeriesValues::setExtras(std::uint32_t id, SeriesExtrasPtr extras)
{
    if (m_extras.isEmpty() && !extras) [[likely]]
        return;
    if (const SeriesExtras* before = m_extras.find(id))
        m_sideBytes -= before->bytes();
    if (extras && extras->isEmpty())
        extras.reset();
    if (extras)
        m_sideBytes += extras->bytes();
    m_extras.put(id, std::move(extras));
}

void SeriesValues::combine(std::uint32_t id, const SeriesState& removed)
{
    if (!sameClass(m_kinds[id], removed.kind) || isReplacing(removed.kind) || isReplacing(m_kinds[id]))
        return;
    if (removed.side && side(id)) {
        SideState& now = own(m_sides[id]);
        m_sideBytes -= now.bytes();
        now.sum.add(removed.side->sum.high);
        now.sum.add(removed.side->sum.low);
        now.count += removed.side->count;
        if (now.window && removed.side->window && now.mode == removed.side->mode)
            now.window->merge(*removed.side->window);
        if (now.compoundWindow && removed.side->compoundWindow && now.mode == removed.side->mode)
            now.compoundWindow->merge(*removed.side->compoundWindow);
        m_sideBytes += now.bytes();
        if (now.count > 0)
            m_values.set(id, now.sum.high / static_cast<double>(now.count));
    } else if (removed.compound && m_compoundOf[id] != kNoCompound) {
        m_compounds.add(m_compoundOf[id], CompoundView::of(*removed.compound));
        addExtras(id, removed.extras.get());
    } else if (removed.kind == Kind::Min || removed.kind == Kind::Max) {
        const Kind kind = m_kinds[id]; // of the last push, which this is not
        mergePlain(id, removed.kind, removed.plain.high);
        m_kinds[id] = kind;
    } else {
        m_values.add(id, removed.plain.high);
        m_values.add(id, removed.plain.low);
    }
}

void SeriesValues::copyWindows(WindowsById& windows) const
{
    for (const auto& [id, state] : m_sides) {
        if (state->window || state->compoundWindow)
            windows.emplace_back(id, state);
    }
}

void SeriesValues::trimWindows(Instant now)
{
    for (auto& [id, state] : m_sides) {
        if (state.use_count() > 1)
            continue; // a scrape looks at it
        m_sideBytes -= state->bytes();
        if (state->window)
            state->window->trim(now);
        if (state->compoundWindow)
            state->compoundWindow->trim(now);
        m_sideBytes += state->bytes();
    }
}

void SeriesValues::copyTo(std::vector<double>& values, std::vector<std::uint32_t>& compounds, CompoundCopy& copy) const
{
    values.resize(m_size);
    m_values.copyTo(values.data(), m_size);
    m_compounds.copyTo(copy);
    compounds.resize(copy.records.empty() ? 0 : m_size);
    if (!compounds.empty())
        m_compoundOf.copyTo(compounds.data(), m_size);
}

const SideState* SeriesValues::side(std::uint32_t id) const
{
    const auto it = m_sides.find(id);
    return it == m_sides.end() ? nullptr : it->second.get();
}

std::shared_ptr<const SideState> SeriesValues::sharedSide(std::uint32_t id) const
{
    const auto it = m_sides.find(id);
    return it == m_sides.end() ? nullptr : it->second;
}

SideState& SeriesValues::sideOf(std::uint32_t id, const ClearMode& mode)
{
    std::shared_ptr<SideState>& state = m_sides[id];
    if (state && state->mode == mode)
        return own(state);
    if (state)
        m_sideBytes -= state->bytes();
    state = std::make_shared<SideState>();
    state->mode = mode;
    m_sideBytes += state->bytes();
    return *state;
}

SideState& SeriesValues::own(std::shared_ptr<SideState>& state)
{
    if (state.use_count() > 1)
        state = std::make_shared<SideState>(*state);
    else
        std::shared_ptr<SideState>(state).reset(); // a scrape's last look came before: counting up and down says so
    return *state;
}

void SeriesValues::dropSide(std::uint32_t id)
{
    if (m_sides.empty())
        return;
    if (const auto it = m_sides.find(id); it != m_sides.end()) {
        m_sideBytes -= it->second->bytes();
        m_sides.erase(it);
    }
}

void SeriesValues::dropState(std::uint32_t id)
{
    dropSide(id);
    setExtras(id, nullptr);
    if (m_compoundOf[id] != kNoCompound)
        m_compounds.remove(m_compoundOf[id]);
    m_compoundOf[id] = kNoCompound;
    m_values.set(id, absentValue());
}

} // namespace cairn
