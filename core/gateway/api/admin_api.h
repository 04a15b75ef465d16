// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/gateway/api/admin_surroundings.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"

#include <memory>

namespace cairn {

class Router;

/// The admin API, version 2, and what it keeps for its answers. What it serves is in `resources/openapi.yaml`. Safe
/// from any thread.
class AdminApi {
public:
    /// All must outlive this, `config` too.
    struct Uses {
        const Config& config;
        Engine& engine;
        SelfMetrics& metrics;
        Log& log;
        MonotonicClock now;
        WallClock wall;
        const PushFace& face;
        AdminSurroundings around;
    };
    explicit AdminApi(Uses uses);
    ~AdminApi();

    void addTo(Router& router);
    [[nodiscard]] PushWatch& pushWatch() noexcept;
    /// To be called about once a second, on a thread that may take its time.
    void tick();
    /// The gateway is about to end: nobody is kept waiting.
    void close();
    void noteWipe(const http::RequestHead& head, std::size_t series);
    void noteScrape(const http::RequestHead& head, int status, double seconds);

private:
    struct Rooms;
    std::unique_ptr<Rooms> m_rooms;
};

} // namespace cairn
