// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/telemetry/log_line.h"
#include "core/telemetry/log_throttle.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace cairn {

/// Writes one line and says whether it is done with it. False: the target takes nothing at present, the line comes
/// again. Called on the log's own thread; should not block for much longer than 100 ms.
using LogWriter = std::function<bool(std::string_view line)>;
/// Writes to a descriptor, for stderr: never blocks on a pipe that nobody reads.
[[nodiscard]] LogWriter descriptorWriter(int descriptor);

/// The log: one line per event. A caller formats its line and leaves it in a bounded ring; a thread of the log writes.
/// If the target does not keep up, lines are dropped and counted, and a line says so later. Safe from any thread.
class Log {
public:
    struct Options {
        LogLevel level = LogLevel::Info;
        LogFormat format = LogFormat::Logfmt;
        std::size_t capacity = 4096; ///< lines in the ring
        int linesPerReason = 10; ///< of limited(), in a second
        LogWriter writer; ///< none: stderr
        std::function<std::chrono::system_clock::time_point()> wallClock; ///< none: the system's
        std::function<std::chrono::steady_clock::time_point()> steadyClock;
    };
    using Fields = std::initializer_list<LogField>;
    /// The place in the source that a line tells of; not std::source_location, which clang 14 cannot read.
    struct Where {
        const char* file;
        unsigned line;
        static constexpr Where current(const char* atFile = __builtin_FILE(), unsigned atLine = __builtin_LINE())
        {
            return {atFile, atLine};
        }
    };

    explicit Log(Options options);
    ~Log(); ///< writes what is left, for at most a second
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void debug(std::string_view message, Fields fields = {}, Where where = Where::current());
    void info(std::string_view message, Fields fields = {}, Where where = Where::current());
    void warn(std::string_view message, Fields fields = {}, Where where = Where::current());
    void error(std::string_view message, Fields fields = {}, Where where = Where::current());
    void write(LogLevel level, std::string_view message, std::span<const LogField> fields, Where where);
    /// For what a sender can cause at will: at most 10 lines a second of one reason, the next with the number of those
    /// `suppressed`. `reason` is one of a closed set of words and becomes a field.
    void limited(LogLevel level, std::string_view reason, std::string_view message, Fields fields = {},
        Where where = Where::current());

    void setLevel(LogLevel level) noexcept { m_level.store(level, std::memory_order_relaxed); }
    [[nodiscard]] LogLevel level() const noexcept { return m_level.load(std::memory_order_relaxed); }
    [[nodiscard]] bool enabled(LogLevel level) const noexcept { return level >= this->level(); }
    /// Lines that found the ring full.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return m_dropped.load(std::memory_order_relaxed); }
    /// Waits until all lines of before are written, or `timeout` is over: says which.
    bool flush(std::chrono::milliseconds timeout);

private:
    void run();
    bool writeOut(std::string_view line);
    void reportDropped();
    void enqueue(std::string line);
    [[nodiscard]] std::string format(
        LogLevel level, std::string_view message, std::span<const LogField> fields, Where where) const;

    const Options m_options;
    std::atomic<LogLevel> m_level;
    std::atomic<std::uint64_t> m_dropped{0};
    LogThrottle m_throttle;

    std::mutex m_mutex; ///< guards the four below; never held while writing
    std::condition_variable m_changed;
    std::deque<std::string> m_lines;
    bool m_busy = false; ///< a line was taken and is being written
    std::chrono::steady_clock::time_point m_deadline = std::chrono::steady_clock::time_point::max(); ///< of the end
    bool m_stopping = false;

    std::uint64_t m_reported = 0; ///< of the writing thread: drops that a line told of
    std::thread m_thread; ///< last: it uses all above
};

} // namespace cairn
