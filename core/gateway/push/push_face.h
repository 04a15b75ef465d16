// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/http/request.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Unix seconds, which may jump.
using WallClock = std::function<double()>;
[[nodiscard]] double systemSeconds();

/// What the profile makes of pushes beside the modes: under `pushgateway` a PUT replaces its group, a POST the families
/// it brings, and the group's last push and last failure are kept. Under others pushes only merge. Safe from any
/// thread.
class PushFace {
public:
    PushFace(std::string_view profile, WallClock wall);

    [[nodiscard]] bool isPushgateway() const noexcept { return m_isPushgateway; }
    /// Why a push may not come to this path of labels (what stands behind `/metrics`, as sent); empty: it may.
    [[nodiscard]] std::string complaint(std::string_view path) const;
    /// How the engine is to take a push of that method, but for its format.
    [[nodiscard]] PushOptions optionsFor(std::string_view method) const;
    /// Notes in the group, if there is one, that the engine refused a push to it. What could not be read is nobody's
    /// push.
    void noteRefusal(Engine& engine, const LabelSet& group, const PushError& error, Instant now) const;

private:
    bool m_isPushgateway;
    WallClock m_wall;
};

} // namespace cairn
