// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long pushes wait while a million series are reset, and while that is undone.
#include "core/aggregation/engine.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace cairn;
using Clock = std::chrono::steady_clock;

namespace {

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

bool push(Engine& engine, const LabelSet& group, const std::string& body)
{
    return bool(engine.push(group, body, Instant(0)));
}

/// Series of ten groups and a hundred families.
void fill(Engine& engine, int series)
{
    constexpr int kGroups = 10;
    constexpr int kFamilies = 100;
    for (int group = 0; group < kGroups; ++group) {
        std::string body;
        for (int family = 0; family < kFamilies; ++family) {
            const std::string name = "stored_" + std::to_string(family) + "_total";
            body += "# TYPE " + name + " counter\n";
            for (int i = 0; i < series / kGroups / kFamilies; ++i)
                body += name + "{method=\"get\",path=\"/a/" + std::to_string(i) + "\",code=\"200\"} 1\n";
        }
        push(engine, {{"instance", std::to_string(group)}, {"job", "stored"}}, body);
    }
}

/// Pushes without a pause until told to end; the longest of them.
class Pusher {
public:
    Pusher(Engine& engine, bool isCold) : m_engine(engine), m_isCold(isCold), m_thread([this] { run(); }) { }
    ~Pusher()
    {
        m_ends = true;
        m_thread.join();
    }
    Pusher(const Pusher&) = delete;
    Pusher& operator=(const Pusher&) = delete;
    std::vector<double> takeTimes() // of the pushes since the last call
    {
        m_wants = true;
        while (m_wants && !m_ends)
            std::this_thread::yield();
        return std::move(m_given);
    }

private:
    void run()
    {
        const LabelSet group{{"job", "beside"}};
        for (int i = 0; !m_ends; ++i) {
            const std::string name = m_isCold ? "fresh_" + std::to_string(i % 500) : "beside";
            const std::string body = "# TYPE " + name + " counter\n" + name + "{a=\"b\"} 1\n";
            const auto begin = Clock::now();
            push(m_engine, group, body);
            m_times.push_back(millisecondsSince(begin));
            if (m_isCold && i % 500 == 499)
                m_engine.remove({{}, {}, group, {}}, Instant(0));
            if (m_wants) {
                m_given = std::move(m_times);
                m_times.clear();
                m_wants = false;
            }
        }
    }

    Engine& m_engine;
    const bool m_isCold;
    std::vector<double> m_times;
    std::vector<double> m_given;
    std::atomic<bool> m_wants{false};
    std::atomic<bool> m_ends{false};
    std::thread m_thread; // last: it uses all above
};

void tell(const char* what, double took, std::vector<double> times)
{
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times.empty() ? 0 : times[static_cast<std::size_t>(static_cast<double>(times.size() - 1) * share)];
    };
    std::printf("%-28s %8.1f ms; pushes beside: %zu, p99.99 %.3f ms, longest %.3f ms\n", what, took, times.size(),
        at(0.9999), at(1));
}

void measure(int series, bool isCold)
{
    Engine engine{EngineOptions{}};
    fill(engine, series);
    const std::string kind = isCold ? "new series" : "known series";
    Pusher pusher(engine, isCold);
    const auto run = [&](const std::string& what, auto&& act) {
        static_cast<void>(pusher.takeTimes());
        const auto begin = Clock::now();
        act();
        const double took = millisecondsSince(begin);
        tell((what + ", " + kind).c_str(), took, pusher.takeTimes());
    };
    run("nothing", [] { std::this_thread::sleep_for(std::chrono::milliseconds(500)); });
    RemovedSet removed;
    Removal stored;
    stored.group = LabelSet{{"instance", "3"}, {"job", "stored"}};
    run("reset of a tenth", [&] { removed = engine.remove(stored, Instant(0)); });
    run("its undo", [&] { engine.restore(removed, Instant(0)); });
    Removal old;
    old.selectors.push_back(*Selector::parse("{job=\"stored\"}"));
    run("reset of all", [&] { removed = engine.remove(old, Instant(0)); });
    run("its undo", [&] { engine.restore(removed, Instant(0)); });
    run("housekeeping", [&] { engine.expire(Instant(0)); });
}

} // namespace

int main(int argc, char** argv)
{
    const int series = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    measure(series, false);
    measure(series, true);
}
