// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/config_file.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace cairn {

namespace {

constexpr std::size_t kMaxFileBytes = 1024 * 1024;
constexpr std::size_t kMaxDepth = 8;

// Leaves the parser from within an event; caught below.
struct Refused {
    FileError error;
};

// Takes the parser's events instead of its tree: aliases never expand, and doubled keys are seen.
class Flattener final : public YAML::EventHandler {
public:
    std::vector<FileEntry> entries;

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, "aliases are not allowed"); }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        // an empty document, or a key without a value, sets nothing
        if (m_levels.empty())
            return;
        scalar(mark, anchor, {}, true);
    }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& value) override
    {
        scalar(mark, anchor, value, false);
    }
    void OnSequenceStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        refuseAnchor(mark, anchor);
        if (m_list || (!m_levels.empty() && !m_levels.back().key))
            refuse(mark, "expected a text, found a list");
        if (m_levels.empty())
            refuse(mark, "expected a mapping of settings, found a list");
        m_list = FileEntry{path(), {}, true, mark.line + 1, mark.column + 1};
    }
    void OnSequenceEnd() override
    {
        add(std::move(*m_list));
        m_list.reset();
    }
    void OnMapStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        refuseAnchor(mark, anchor);
        if (m_list || (!m_levels.empty() && !m_levels.back().key))
            refuse(mark, "expected a text, found a mapping");
        if (m_levels.size() == kMaxDepth)
            refuse(mark, "nested too deep");
        m_levels.emplace_back();
    }
    void OnMapEnd() override
    {
        m_levels.pop_back();
        if (!m_levels.empty())
            m_levels.back().key.reset();
    }

private:
    struct Level {
        std::optional<std::string> key; // waits for its value
    };

    [[noreturn]] static void refuse(const YAML::Mark& mark, std::string message)
    {
        throw Refused{{mark.line + 1, mark.column + 1, std::move(message)}};
    }
    static void refuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            refuse(mark, "anchors are not allowed");
    }

    void scalar(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& value, bool null)
    {
        refuseAnchor(mark, anchor);
        if (m_levels.empty())
            refuse(mark, "expected a mapping of settings, found a text");
        if (m_list)
            m_list->values.push_back(value);
        else if (!m_levels.back().key)
            m_levels.back().key = value;
        else if (null)
            m_levels.back().key.reset();
        else
            add({path(), {value}, false, mark.line + 1, mark.column + 1});
    }

    std::string path() const
    {
        std::string joined;
        for (const Level& level : m_levels)
            joined += (joined.empty() ? "" : ".") + level.key.value_or("");
        return joined;
    }

    void add(FileEntry entry)
    {
        const bool twice = std::any_of(
            entries.begin(), entries.end(), [&](const FileEntry& other) { return other.key == entry.key; });
        if (twice)
            throw Refused{{entry.line, entry.column, entry.key + " is set twice"}};
        entries.push_back(std::move(entry));
        m_levels.back().key.reset();
    }

    std::vector<Level> m_levels;
    std::optional<FileEntry> m_list;
};

} // namespace

Result<std::vector<FileEntry>, FileError> readConfigFile(std::string_view yaml)
{
    if (yaml.size() > kMaxFileBytes)
        return Failure{FileError{1, 1, "the file is larger than 1 MiB"}};
    try {
        std::istringstream in{std::string(yaml)};
        YAML::Parser parser(in);
        Flattener flattener;
        parser.HandleNextDocument(flattener);
        Flattener second;
        if (parser.HandleNextDocument(second))
            return Failure{FileError{1, 1, "more than one document"}};
        return std::move(flattener.entries);
    } catch (const Refused& refused) {
        return Failure{refused.error};
    } catch (const YAML::Exception& error) {
        return Failure{FileError{error.mark.line + 1, error.mark.column + 1, error.msg}};
    }
}

} // namespace cairn
