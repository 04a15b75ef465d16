// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine.h"
#include "core/gateway/self_metrics.h"
#include "core/model/result.h"
#include "core/rules/rule_file.h"
#include "core/telemetry/log.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Which bytes a path led to, as far as the file system tells; a file that is not there differs from all others.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = -1;
    std::int64_t modified = 0; ///< nanoseconds
    std::int64_t changed = 0; ///< of its entry
    bool operator==(const FileStamp&) const = default;
    [[nodiscard]] bool isThere() const noexcept { return size >= 0; }
    [[nodiscard]] static FileStamp of(const std::string& path);
};

/// The rules in force, and where they come from.
struct RulesDocument {
    enum class Source : std::uint8_t { None, File, Memory };
    std::string text;
    Source source = Source::None;
    std::string etag; ///< of the text, with its quotes
    std::string file; ///< may be empty
    std::vector<std::string> fileErrors; ///< the file has become wrong since, and is not what is in force
};
[[nodiscard]] std::string_view toString(RulesDocument::Source source) noexcept; ///< "none", "file", "memory"

/// Why rules were not replaced.
struct ReplaceError {
    enum class Kind : std::uint8_t { Outdated, Rules, File };
    Kind kind = Kind::Rules;
    std::vector<RuleError> errors; ///< of Rules
    std::string message; ///< of File
    std::string etag; ///< of what is in force
};

/// Reads the rule file into the engine: at start, when told to, and when the file has changed. A bad file never
/// replaces good rules. Safe from any thread.
class RulesKeeper {
public:
    /// An empty path: no rules, and nothing to reload.
    /// To be set before the first use from other threads: told of other rules that came from the file, not of the first
    /// ones. It may not call back.
    std::function<void(const RulesDocument& document)> onReload;
    RulesKeeper(std::string path, Engine& engine, SelfMetrics& metrics, Log& log);

    /// Reads now. The errors are one line each, `rules.yml:3:5: …`; once there are
    /// good rules they are in the log, too.
    Result<void, std::vector<std::string>> load();
    /// Reads if the file is another than the one last read, and the same as at the last call: an editor may be at it.
    void poll();

    [[nodiscard]] RulesDocument document() const;
    /// Puts other rules in force: into the file, if there is one, as a whole, or else in memory. `ifMatch` says by
    /// their ETag which they may replace (web/if_match.h); nothing for any.
    Result<RulesDocument, ReplaceError> replace(const std::string& text, const std::optional<std::string>& ifMatch);

private:
    Result<void, std::vector<std::string>> loadLocked();
    [[nodiscard]] Result<RuleSet, std::vector<std::string>> parse(const std::string& text) const;
    [[nodiscard]] RulesDocument documentLocked() const;
    void take(RuleSet rules, std::string text, RulesDocument::Source source);

    const std::string m_path;
    Engine& m_engine;
    SelfMetrics& m_metrics;
    Log& m_log;
    mutable std::mutex m_mutex; ///< guards what is below, and keeps reloads in order
    FileStamp m_loaded;
    FileStamp m_seen;
    bool m_hasRules = false; ///< good ones were read
    std::string m_text; ///< in force
    RulesDocument::Source m_source = RulesDocument::Source::None;
    std::vector<std::string> m_fileErrors;
};

} // namespace cairn
