// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/rules_keeper.h"

#include "core/gateway/web/if_match.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qfile.h>
#include <QtCore/qsavefile.h>

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

std::string etagOf(const std::string& text)
{
    constexpr int kDigits = 20;
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256);
    return '"' + hash.toHex().left(kDigits).toStdString() + '"';
}

/// What is wrong, or nothing. As a whole or not at all; permissions and links stay.
std::string overwrite(const std::string& path, const std::string& text)
{
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (file.open(QIODevice::WriteOnly) && file.write(text.data(), static_cast<qint64>(text.size())) >= 0
        && file.commit())
        return {};
    return path + ": " + file.errorString().toStdString();
}

} // namespace

std::string_view toString(RulesDocument::Source source) noexcept
{
    switch (source) {
    case RulesDocument::Source::File: return "file";
    case RulesDocument::Source::Memory: return "memory";
    default: return "none";
    }
}

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
    auto text = m_path.empty() ? Result<std::string, std::string>(m_text) : contents(m_path);
    auto rules = text ? parse(*text) : Failure{std::vector{text.error()}};
    m_metrics.setReload(rules.has_value(), unixSeconds());
    if (!rules) {
        for (std::size_t i = 0; m_hasRules && i < rules.error().size() && i < kMostLogged; ++i)
            m_log.error("Rules not loaded: those of before stay", {{"err", rules.error()[i]}});
        m_fileErrors = rules.error();
        return Failure{std::move(rules.error())};
    }
    const std::size_t count = rules->rules().size();
    const bool isNews = m_hasRules && *text != m_text;
    take(std::move(*rules), std::move(*text), m_path.empty() ? m_source : RulesDocument::Source::File);
    if (!m_path.empty())
        m_log.info("Rules loaded", {{"file", m_path}, {"rules", count}});
    if (isNews && onReload)
        onReload(documentLocked());
    return {};
}

void RulesKeeper::take(RuleSet rules, std::string text, RulesDocument::Source source)
{
    m_engine.setRules(std::make_shared<const RuleSet>(std::move(rules)));
    m_text = std::move(text);
    m_source = source;
    m_hasRules = true;
    m_fileErrors.clear();
}

Result<RuleSet, std::vector<std::string>> RulesKeeper::parse(const std::string& text) const
{
    auto rules = readRules(text);
    if (rules)
        return std::move(*rules);
    std::vector<std::string> lines;
    for (const RuleError& error : rules.error())
        lines.push_back(
            m_path + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " + error.message);
    return Failure{std::move(lines)};
}

RulesDocument RulesKeeper::documentLocked() const
{
    return {m_text, m_source, etagOf(m_text), m_path, m_fileErrors};
}

RulesDocument RulesKeeper::document() const
{
    const std::lock_guard lock(m_mutex);
    return documentLocked();
}

Result<RulesDocument, ReplaceError> RulesKeeper::replace(
    const std::string& text, const std::optional<std::string>& ifMatch)
{
    using Kind = ReplaceError::Kind;
    const std::lock_guard lock(m_mutex);
    const std::string etag = etagOf(m_text);
    const bool isBound = ifMatch && !matchesAnything(*ifMatch);
    if (isBound && !matchesEtag(*ifMatch, etag))
        return Failure{ReplaceError{Kind::Outdated, {}, {}, etag}};
    // Who edits the file by hand was here first, even if the file has not been read again yet.
    if (isBound && !m_path.empty() && m_fileErrors.empty()) {
        const auto there = contents(m_path);
        if (there && *there != m_text)
            return Failure{ReplaceError{Kind::Outdated, {}, {}, etag}};
    }
    auto rules = readRules(text);
    if (!rules)
        return Failure{ReplaceError{Kind::Rules, std::move(rules.error()), {}, etag}};
    if (!m_path.empty()) {
        if (std::string wrong = overwrite(m_path, text); !wrong.empty())
            return Failure{ReplaceError{Kind::File, {}, std::move(wrong), etag}};
        m_loaded = m_seen = FileStamp::of(m_path);
        m_metrics.setReload(true, unixSeconds());
    }
    take(std::move(*rules), text, m_path.empty() ? RulesDocument::Source::Memory : RulesDocument::Source::File);
    return documentLocked();
}

} // namespace cairn
