// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/dispatcher.h"
#include "core/http/handler.h"
#include "core/http/http_date.h"
#include "core/http/limits.h"
#include "core/http/mailbox.h"
#include "core/http/observer.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace cairn::http {

/// What all connections of one listener share. Of its thread.
struct ListenerContext {
    const Limits& limits;
    Handler& handler;
    Observer& observer;
    const std::string& serverHeader;
    std::shared_ptr<Mailbox> mailbox;
    std::unique_ptr<Dispatcher> dispatcher;
    HttpDate date;
    std::vector<char> readBuffer; ///< one for all: an idle connection holds none
    std::string piece; ///< of the streamed answer whose turn it is
    std::chrono::steady_clock::time_point now; ///< of the present wake
    bool draining = false; ///< every answer is the last of its connection

    /// What the handler says to a refusal of http.
    [[nodiscard]] Response answerTo(const RequestHead& head, const Refusal& refusal) const
    {
        Response response = handler.refused(head, refusal);
        if (refusal.status == 503)
            response.headers.push_back({"Retry-After", "1"});
        return response;
    }
};

} // namespace cairn::http
