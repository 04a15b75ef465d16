// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/log.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace cairn {

namespace {

constexpr int kPollMilliseconds = 100;
constexpr std::chrono::seconds kLastLines{1};
using Steady = std::chrono::steady_clock;

Log::Options completed(Log::Options options)
{
    if (!options.writer)
        options.writer = descriptorWriter(STDERR_FILENO);
    if (!options.wallClock)
        options.wallClock = std::chrono::system_clock::now;
    if (!options.steadyClock)
        options.steadyClock = Steady::now;
    return options;
}

} // namespace

LogWriter descriptorWriter(int descriptor)
{
    return [descriptor](std::string_view line) {
        pollfd target{descriptor, POLLOUT, 0};
        // A pipe that says it is writable takes PIPE_BUF bytes at once, and no line is longer.
        if (poll(&target, 1, kPollMilliseconds) != 1 || (target.revents & POLLOUT) == 0)
            return (target.revents & (POLLERR | POLLNVAL | POLLHUP)) != 0; // nobody will ever read it
        while (!line.empty()) {
            const ssize_t written = ::write(descriptor, line.data(), line.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return errno != EAGAIN;
            line.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    };
}

Log::Log(Options options)
    : m_options(completed(std::move(options)))
    , m_level(m_options.level)
    , m_throttle(m_options.linesPerReason)
    , m_thread([this] { run(); })
{
}

Log::~Log()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_deadline = Steady::now() + kLastLines;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Log::debug(std::string_view message, Fields fields, Where where)
{
    write(LogLevel::Debug, message, fields, where);
}

void Log::info(std::string_view message, Fields fields, Where where)
{
    write(LogLevel::Info, message, fields, where);
}

void Log::warn(std::string_view message, Fields fields, Where where)
{
    write(LogLevel::Warn, message, fields, where);
}

void Log::error(std::string_view message, Fields fields, Where where)
{
    write(LogLevel::Error, message, fields, where);
}

void Log::write(LogLevel level, std::string_view message, std::span<const LogField> fields, Where where)
{
    if (enabled(level))
        enqueue(format(level, message, fields, where));
}

void Log::limited(LogLevel level, std::string_view reason, std::string_view message, Fields fields, Where where)
{
    if (!enabled(level))
        return;
    const auto suppressed = m_throttle.admit(reason, m_options.steadyClock());
    if (!suppressed)
        return;
    std::vector<LogField> all{{"reason", reason}};
    all.insert(all.end(), fields.begin(), fields.end());
    if (*suppressed > 0)
        all.emplace_back("suppressed", *suppressed);
    write(level, message, all, where);
}

std::string Log::format(LogLevel level, std::string_view message, std::span<const LogField> fields, Where where) const
{
    return formatLogLine(m_options.format, {m_options.wallClock(), level, where.file, where.line, message}, fields);
}

void Log::enqueue(std::string line)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() >= m_options.capacity) {
            m_dropped.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        m_lines.emplace_back(std::move(line));
    }
    m_changed.notify_all();
}

bool Log::flush(std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, timeout, [this] { return m_lines.empty() && !m_busy; });
}

void Log::run()
{
    pthread_setname_np(pthread_self(), "log");
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || !m_lines.empty(); });
        if (m_lines.empty())
            return;
        const std::string line = std::move(m_lines.front());
        m_lines.pop_front();
        m_busy = true;
        lock.unlock();
        const bool written = writeOut(line);
        if (written)
            reportDropped();
        lock.lock();
        m_busy = false;
        m_changed.notify_all();
        if (!written)
            return;
    }
}

// False: it is the end, and the target still takes nothing.
bool Log::writeOut(std::string_view line)
{
    while (!m_options.writer(line)) {
        const std::lock_guard lock(m_mutex);
        if (Steady::now() > m_deadline)
            return false;
    }
    return true;
}

void Log::reportDropped()
{
    const std::uint64_t now = dropped();
    if (now == m_reported)
        return;
    const std::array fields{LogField("count", now - m_reported)};
    if (writeOut(format(LogLevel::Warn, "log lines were dropped", fields, Where::current())))
        m_reported = now;
}

} // namespace cairn
