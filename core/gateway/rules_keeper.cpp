// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/rules_keeper.h"

#include "core/rules/rule_file.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sys/stat.h>

namespace cairn {

namespace {

constexpr std::size_t kMostBytes = (1 << 20) + 1; // one more than the reader takes: it then says so
constexpr std::size_t kMostLogged = 20;

double unixSeconds()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t nanoseconds(const timespec& time) noexcept
{
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

Result<std::string, std::string> contents(const std::string& path)
{
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string text(kMostBytes, '\0');
    if (!in || (!in.read(text.data(), static_cast<std::streamsize>(text.size())) && !in.eof()))
        return Failure{path + ": " + std::strerror(errno == 0 ? EIO : errno)};
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

} // namespace

FileStamp FileStamp::of(const std::string& path)
{
    struct stat status { };
    if (stat(path.c_str(), &status) != 0)
        return {};
    return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

RulesKeeper::RulesKeeper(std::string path, Engine& engine, SelfMetrics& metrics, Log& log)
    : m_path(std::move(path)), m_engine(engine), m_metrics(metrics), m_log(log)
{
}

Result<void, std::vector<std::string>> RulesKeeper::load()
{
    const std::lock_guard lock(m_mutex);
    return loadLocked();
}

void RulesKeeper::poll()
{
    const std::lock_guard lock(m_mutex);
    if (m_path.empty())
        return;
    const FileStamp now = FileStamp::of(m_path);
    const bool isSettled = now == m_seen;
    m_seen = now;
    if (now.isThere() && isSettled && now != m_loaded)
        static_cast<void>(loadLocked()); // the log and the metrics tell
}

Result<void, std::vector<std::string>> RulesKeeper::loadLocked()
{
    m_loaded = m_seen = FileStamp::of(m_path);
    auto rules = read();
    m_metrics.setReload(rules.has_value(), unixSeconds());
    if (!rules) {
        for (std::size_t i = 0; m_hasRules && i < rules.error().size() && i < kMostLogged; ++i)
            m_log.error("Rules not loaded: those of before stay", {{"err", rules.error()[i]}});
        return Failure{std::move(rules.error())};
    }
    const std::size_t count = rules->rules().size();
    m_engine.setRules(std::make_shared<const RuleSet>(std::move(*rules)));
    m_hasRules = true;
    if (!m_path.empty())
        m_log.info("Rules loaded", {{"file", m_path}, {"rules", count}});
    return {};
}

Result<RuleSet, std::vector<std::string>> RulesKeeper::read() const
{
    if (m_path.empty())
        return RuleSet();
    const auto text = contents(m_path);
    if (!text)
        return Failure{std::vector{text.error()}};
    auto rules = readRules(*text);
    if (rules)
        return std::move(*rules);
    std::vector<std::string> lines;
    for (const RuleError& error : rules.error())
        lines.push_back(
            m_path + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " + error.message);
    return Failure{std::move(lines)};
}

} // namespace cairn
