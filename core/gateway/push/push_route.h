// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/coding/decode.h"
#include "core/config/config.h"
#include "core/gateway/push/json_push.h"
#include "core/gateway/push/push_face.h"
#include "core/gateway/push/push_watch.h"
#include "core/gateway/self_metrics.h"
#include "core/gateway/web/error_answer.h"
#include "core/gateway/web/origin_policy.h"
#include "core/gateway/web/route.h"
#include "core/telemetry/log.h"

#include <functional>
#include <string>

namespace cairn {

/// The monotonic clock of the engine's owner.
using MonotonicClock = std::function<Instant()>;

/// Merges what is pushed: `POST` or `PUT` to `/metrics` and every path of labels below it. Answers 202, or 200 with the
/// merge report where the query has `dry_run` or `explain`. The same for other ways to say what is pushed.
class PushRoute final : public Route {
public:
    struct Uses {
        Engine& engine;
        const OriginPolicy& origins;
        SelfMetrics& metrics;
        Log& log;
        MonotonicClock now;
        const PushFace& face;
        PushWatch* watch = nullptr; ///< may be null
    };
    /// Where what is merged stands.
    enum class Source : std::uint8_t {
        Exposition, ///< the body, in a format of Prometheus
        Json, ///< the body, see readJsonPush()
        Query, ///< the query, see readIncrement()
    };
    PushRoute(Uses uses, PushConfig config, Source source = Source::Exposition);

    std::optional<http::Response> refuse(const http::RequestHead& head, std::string_view rest) override;
    bool isHeavy(const http::Request& request) const override;
    /// A coded body shows only when it is inflated how much it is.
    bool handleHere(const http::Request& request, std::string_view rest, http::Responder& responder) override;
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    /// What a push asks for, besides its body.
    struct Order {
        LabelSet group;
        bool dryRun = false;
        bool explain = false;
    };
    /// What the engine is given.
    struct Push {
        const LabelSet& group;
        std::string_view body;
        PushOptions options;
        std::string_view sent; ///< what its sender has written, see PushNote::body
        const PlainText* source = nullptr; ///< what the body was made by, unless it was sent
    };
    /// A refusal before the engine.
    struct Early {
        EarlyRefusal reason = EarlyRefusal::Path;
        int status = 400;
        std::string message;
        bool isDryRun = false; ///< whoever asked is told in a report
    };
    [[nodiscard]] Result<Order, Early> readQueryOf(const http::RequestHead& head) const;
    [[nodiscard]] Result<Order, Early> readOrder(const http::RequestHead& head, std::string_view rest) const;
    [[nodiscard]] std::optional<Early> refusalOf(const http::RequestHead& head, std::string_view rest) const;
    [[nodiscard]] Result<PlainBuffer, Early> decoded(
        const http::Request& request, ContentCoding coding, std::size_t limit) const;
    /// These two do nothing where the body inflates to more than `mostInflated`, though so much may be pushed.
    [[nodiscard]] bool respond(
        const http::Request& request, std::string_view rest, http::Responder& responder, std::size_t mostInflated);
    [[nodiscard]] std::optional<http::Response> answer(
        const http::Request& request, std::string_view rest, std::size_t mostInflated);
    [[nodiscard]] PushFormat formatOf(ExpositionFormat format) const;
    [[nodiscard]] http::Response take(const http::Request& request, const Order& order, std::string_view body);
    [[nodiscard]] http::Response merge(const http::Request& request, const Push& push);
    [[nodiscard]] http::Response dryRun(const http::Request& request, const Push& push);
    [[nodiscard]] http::Response merged(const http::Request& request, const Push& push, PushNote note);
    [[nodiscard]] http::Response mergeWatched(
        const http::Request& request, const Push& push, PushWatch::Attention attention);
    [[nodiscard]] http::Response explain(const http::Request& request, const Push& push);
    [[nodiscard]] http::Response wouldRefuse(const http::Request& request, const Push& push, const PushError& error);
    [[nodiscard]] http::Response refused(const http::Request& request, const Push& push, const PushError& error);
    [[nodiscard]] http::Response give(const http::Request& request, const Order& order, const Push& push);
    [[nodiscard]] http::Response takeFamilies(const http::Request& request, const Order& order,
        const std::vector<PlainFamily>& families, std::string_view sent);
    [[nodiscard]] http::Response refused(const http::RequestHead& head, const Early& early);

    Uses m_uses;
    const PushConfig m_config;
    const Source m_source;
};

} // namespace cairn
