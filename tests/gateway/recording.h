// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/server.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cairn::testing {

/// Answers by a function, or else with 200 and what came; remembers all it was given.
class RecordingHandler final : public http::Handler {
public:
    std::function<std::optional<http::Response>(const http::RequestHead&)> onHead;
    std::function<void(http::Request, http::Responder)> onRequest;

    std::optional<http::Response> refuse(const http::RequestHead& head) override
    {
        return onHead ? onHead(head) : std::nullopt;
    }
    void handle(http::Request request, http::Responder responder) override
    {
        std::string seen = request.method + " " + request.rawPath;
        if (!request.query.empty())
            seen += "?" + request.query;
        if (!request.body.empty())
            seen += " " + request.body;
        {
            const std::scoped_lock lock(m_mutex);
            if (request.rawPath != "/probe")
                m_seen.push_back(seen);
        }
        if (onRequest)
            onRequest(std::move(request), std::move(responder));
        else
            responder.send(http::textResponse(200, seen));
    }
    std::vector<std::string> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_seen, {});
    }

private:
    std::mutex m_mutex;
    std::vector<std::string> m_seen;
};

/// Counts what happened; a test can wait for a count.
class RecordingObserver final : public http::Observer {
public:
    void happened(Event event, const http::Peer&, std::string_view) override
    {
        const std::scoped_lock lock(m_mutex);
        ++m_counts[static_cast<std::size_t>(event)];
        m_changed.notify_all();
    }
    void answered(
        const http::RequestHead& head, int status, std::optional<std::uint64_t>, std::chrono::nanoseconds) override
    {
        const std::scoped_lock lock(m_mutex);
        m_answers.push_back(head.method + " " + head.rawPath + " " + std::to_string(status));
        m_changed.notify_all();
    }
    int count(Event event)
    {
        const std::scoped_lock lock(m_mutex);
        return m_counts[static_cast<std::size_t>(event)];
    }
    bool waitFor(Event event, int count)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(
            lock, std::chrono::seconds(20), [&] { return m_counts[static_cast<std::size_t>(event)] >= count; });
    }
    bool waitForAnswers(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_answers.size() >= count; });
    }
    std::vector<std::string> answers()
    {
        const std::scoped_lock lock(m_mutex);
        return m_answers;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::array<int, kEvents> m_counts{};
    std::vector<std::string> m_answers;
};

} // namespace cairn::testing
