// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config_reader.h"
#include "core/gateway/site.h"

#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

/// The routes of a gateway without sockets: requests go in as values.
class TestSite {
public:
    explicit TestSite(std::vector<std::string> flags = {}, cairn::RuleSetPtr rules = std::make_shared<cairn::RuleSet>())
        : config(read(std::move(flags)))
        , engine(options(config), std::move(rules))
        , site(
              config, engine, metrics, log, [this] { return now += pause; },
              {[this] {
                   ++reloads;
                   if (onReload)
                       onReload();
                   return badRules;
               },
                  [this] { ++quits; }, [this] { return illness; }, [this] { return illness; }},
              [this] { return wall; })
    {
        metrics.watch(engine, {});
    }

    /// Answers a request as a listener would. `target` is path and query.
    cairn::http::Response ask(const std::string& method, const std::string& target, std::string body = {},
        std::vector<cairn::http::Header> headers = {})
    {
        cairn::http::Request request;
        request.method = method;
        request.rawPath = target.substr(0, target.find('?'));
        request.query = target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
        request.headers = std::move(headers);
        request.peer = peer;
        request.contentLength = body.size();
        wasRefusedEarly = true;
        if (auto refused = site.router().refuse(request))
            return std::move(*refused);
        wasRefusedEarly = false;
        request.body = std::move(body);
        return answerTo(std::move(request)).get();
    }
    /// A request that need not be answered at once.
    std::future<cairn::http::Response> send(const std::string& method, const std::string& target, std::string body = {},
        std::vector<cairn::http::Header> headers = {})
    {
        cairn::http::Request request;
        request.method = method;
        request.rawPath = target.substr(0, target.find('?'));
        request.query = target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
        request.peer = peer;
        request.headers = std::move(headers);
        request.body = std::move(body);
        return answerTo(std::move(request));
    }
    cairn::http::Response push(std::string body, const std::string& target = "/metrics")
    {
        return ask("POST", target, std::move(body));
    }
    std::string scrape(const std::string& target = "/metrics") { return bodyOf(ask("GET", target)); }

    /// The whole body, also of a streamed one; ends with "BROKEN" where the stream breaks off.
    static std::string bodyOf(cairn::http::Response response)
    {
        using Step = cairn::http::BodySource::Step;
        std::string body = std::move(response.body);
        Step step = response.stream ? Step::More : Step::End;
        while (step == Step::More)
            step = response.stream->next(body);
        return step == Step::Broken ? body + "BROKEN" : body;
    }
    static std::string header(const cairn::http::Response& response, const std::string& name)
    {
        for (const auto& field : response.headers) {
            if (field.name == name)
                return field.value;
        }
        return {};
    }

    cairn::Instant now{0};
    double wall = 1000; ///< Unix seconds
    cairn::Instant pause{0}; ///< that passes before each look at the clock
    cairn::http::Peer peer{"192.0.2.7", 4711, false};
    std::string illness;
    std::vector<std::string> badRules;
    std::function<void()> onReload;
    /// All log lines; flush the log before.
    std::string logged()
    {
        const std::scoped_lock lock(m_mutex);
        return m_logged;
    }
    int reloads = 0;
    int quits = 0;
    bool wasRefusedEarly = false;
    std::mutex m_mutex; ///< guards the next
    std::string m_logged;
    cairn::Log log{{.writer =
                        [this](std::string_view line) {
                            const std::scoped_lock lock(m_mutex);
                            m_logged += line;
                            return true;
                        },
        .wallClock = {},
        .steadyClock = {}}};
    cairn::SelfMetrics metrics;
    const cairn::Config config;
    cairn::Engine engine;
    cairn::Site site;

private:
    struct Catch final : cairn::http::Responder::Sink {
        void send(cairn::http::Response answer) override { m_answer.set_value(std::move(answer)); }
        std::future<cairn::http::Response> answer() { return m_answer.get_future(); }

    private:
        std::promise<cairn::http::Response> m_answer;
    };
    std::future<cairn::http::Response> answerTo(cairn::http::Request request)
    {
        auto sink = std::make_shared<Catch>();
        auto answer = sink->answer();
        site.router().handle(std::move(request), cairn::http::Responder(sink));
        return answer;
    }
    static cairn::EngineOptions options(const cairn::Config& config)
    {
        cairn::EngineOptions options;
        options.profile = cairn::profileFromString(config.profile).value_or(cairn::Profile::Gravel);
        return options;
    }
    static cairn::Config read(std::vector<std::string> flags)
    {
        const auto noFile = [](const std::string&) { return cairn::Result<std::string, std::string>(std::string()); };
        return cairn::readConfig({flags, {}, noFile}).value(); // throws where a test's flag is wrong
    }
};
