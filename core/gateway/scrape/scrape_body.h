// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/encoder.h"
#include "core/http/response.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace cairn {

/// Renders in pieces: appends about `bytes` more to `out`; false when there is nothing left.
using Renderer = std::function<bool(std::string& out, std::size_t bytes)>;

/// A big answer, rendered and compressed while it is sent.
class ScrapeBody final : public http::BodySource {
public:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;
    /// `begun` is what `text` has rendered already. `isLate` is asked at every piece: late, the answer is broken off.
    /// `ticket` lives as long as this. `deadline` is the same instant on the connection's clock, for a scraper that
    /// takes no more pieces.
    ScrapeBody(Renderer text, std::string begun, ContentCoding coding, std::function<bool()> isLate,
        std::shared_ptr<void> ticket, Deadline deadline = {});
    Step next(std::string& out) override;
    [[nodiscard]] Deadline deadline() const override { return m_deadline; }

private:
    Step nextPlain(std::string& out);
    Step nextCoded(std::string& out);

    Renderer m_text;
    std::string m_plain;
    std::unique_ptr<Encoder> m_encoder;
    std::function<bool()> m_isLate;
    std::shared_ptr<void> m_ticket;
    Deadline m_deadline;
};

/// What is rendered at a time.
inline constexpr std::size_t kRenderBytes = 64 * 1024;

} // namespace cairn
