// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace cairn::coding {

/// Keeps a few states for the next that need one, each thread its own.
template <typename State, typename Deleter = std::default_delete<State>>
class StatePool {
public:
    using Pointer = std::unique_ptr<State, Deleter>;

    /// One that was given back, or none.
    [[nodiscard]] static Pointer take()
    {
        auto& idle = states();
        if (idle.empty())
            return {};
        Pointer state = std::move(idle.back());
        idle.pop_back();
        return state;
    }
    static void give(Pointer state) noexcept
    {
        auto& idle = states();
        if (state && idle.size() < idle.capacity())
            idle.push_back(std::move(state));
    }

private:
    static constexpr std::size_t kIdle = 2;

    static std::vector<Pointer>& states()
    {
        static thread_local std::vector<Pointer> idle = [] {
            std::vector<Pointer> room;
            room.reserve(kIdle);
            return room;
        }();
        return idle;
    }
};

} // namespace cairn::coding
