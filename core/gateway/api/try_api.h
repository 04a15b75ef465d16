// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/gateway/api/api_route.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_route.h"

namespace cairn {

/// Tells what a push would do. Used on the API's thread.
class TryApi {
public:
    TryApi(Engine& engine, const PushConfig& config, const PushFace& face, MonotonicClock now)
        : m_engine(engine), m_config(config), m_face(face), m_now(std::move(now))
    {
    }
    [[nodiscard]] ApiAnswer answer(ApiRequest& request) const;

private:
    [[nodiscard]] Result<MergeReport, PushError> tryBody(
        const LabelSet& group, std::string_view body, PushOptions options, const http::RequestHead& head) const;
    [[nodiscard]] Result<MergeReport, PushError> tryJson(
        const LabelSet& group, std::string_view body, const PushOptions& options) const;

    Engine& m_engine;
    const PushConfig& m_config;
    const PushFace& m_face;
    MonotonicClock m_now;
};

} // namespace cairn
