// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/yaml_tree.h"

#include "core/model/label.h"
#include "core/model/quote.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <sstream>

namespace cairn {

namespace {

/// How the builder leaves yaml-cpp, which knows no other way to stop.
struct Stop final : std::exception {
    explicit Stop(RuleError e) : error(std::move(e)) { }
    RuleError error;
};

RuleError errorAt(const YAML::Mark& mark, std::string message)
{
    if (mark.is_null())
        return {1, 1, std::move(message)};
    return {mark.line + 1, mark.column + 1, std::move(message)};
}

/// Whether the quoted scalar that `source` begins with ends in its quote; yaml-cpp lets the end of the file do as well.
bool isClosed(std::string_view source)
{
    const char quoting = source.front();
    for (std::size_t i = 1; i < source.size(); ++i) {
        if (source[i] == '\\' && quoting == '"')
            ++i;
        else if (source[i] == quoting && quoting == '\'' && source.substr(i + 1).starts_with('\''))
            ++i;
        else if (source[i] == quoting)
            return true;
    }
    return false;
}

/// A message of yaml-cpp fit to be shown: it may end in a byte of the file, be that a control or half a character.
std::string oneLine(std::string_view message)
{
    const std::string quoted = quote(message);
    return quoted.substr(1, quoted.rfind('"') - 1);
}

/// Builds the tree from yaml-cpp's events: its own nodes forget doubled keys, follow aliases and recurse without bound.
class TreeBuilder final : public YAML::EventHandler {
public:
    explicit TreeBuilder(std::string_view yaml) : m_yaml(yaml) { }
    YamlNode takeRoot() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (m_documents++ > 0)
            throw Stop(errorAt(mark, "found a second document, expected one"));
    }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        add(make(YamlNode::Kind::Null, mark, {}, anchor));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        throw Stop(errorAt(mark, "found an alias (*), which a rule file may not use"));
    }
    void OnScalar(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override
    {
        YamlNode node = make(YamlNode::Kind::Scalar, mark, tag, anchor);
        const std::string_view source = m_yaml.substr(std::min(node.offset, m_yaml.size()));
        if ((source.starts_with('"') || source.starts_with('\'')) && !isClosed(source))
            throw Stop(errorAt(mark, "not valid YAML: a quoted text is never closed"));
        node.value = value;
        add(std::move(node));
    }
    void OnSequenceStart(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(make(YamlNode::Kind::Sequence, mark, tag, anchor), mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(make(YamlNode::Kind::Map, mark, tag, anchor), mark);
    }
    void OnMapEnd() override { close(); }

private:
    YamlNode make(YamlNode::Kind kind, const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            throw Stop(errorAt(mark, "found an anchor (&), which a rule file may not use"));
        if (tag != "" && tag != "?" && tag != "!") // what yaml-cpp says where the file says nothing
            throw Stop(errorAt(mark, "found the tag " + quote(tag, 40) + ", which a rule file may not use"));
        if (++m_nodes > kMaxYamlNodes)
            throw Stop(errorAt(mark, "found more than " + std::to_string(kMaxYamlNodes) + " values"));
        return {kind, mark.line + 1, mark.column + 1, static_cast<std::size_t>(mark.pos), {}, {}};
    }

    void open(YamlNode node, const YAML::Mark& mark)
    {
        if (m_open.size() == kMaxYamlDepth)
            throw Stop(errorAt(mark, "nested deeper than " + std::to_string(kMaxYamlDepth) + " levels"));
        m_open.push_back(std::move(node));
    }

    void close()
    {
        YamlNode node = std::move(m_open.back());
        m_open.pop_back();
        add(std::move(node));
    }

    void add(YamlNode node)
    {
        if (m_open.empty())
            m_root = std::move(node);
        else
            m_open.back().children.push_back(std::move(node));
    }

    std::string_view m_yaml;
    YamlNode m_root;
    std::vector<YamlNode> m_open; // from the root to where the next event belongs
    std::size_t m_nodes = 0;
    int m_documents = 0;
};

bool isForbidden(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

RuleError errorAtByte(std::string_view yaml, std::size_t offset, std::string message)
{
    const std::string_view before = yaml.substr(0, offset);
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1, static_cast<int>(offset - lineStart) + 1,
        std::move(message)};
}

/// What yaml-cpp must not see: other encodings, which it would guess, and controls, one of which it takes for the end.
Result<void, RuleError> checkBytes(std::string_view yaml)
{
    if (yaml.size() > kMaxYamlBytes)
        return Failure{RuleError{1, 1, "the file is larger than " + std::to_string(kMaxYamlBytes) + " bytes"}};
    if (!isUtf8(yaml))
        return Failure{RuleError{1, 1, "the file is not UTF-8"}};
    const auto control = std::ranges::find_if(yaml, isForbidden);
    if (control == yaml.end())
        return {};
    const auto offset = static_cast<std::size_t>(control - yaml.begin());
    return Failure{errorAtByte(yaml, offset, "found the control character " + quote(yaml.substr(offset, 1)))};
}

} // namespace

std::string_view withoutByteOrderMark(std::string_view yaml)
{
    return yaml.starts_with("\xEF\xBB\xBF") ? yaml.substr(3) : yaml;
}

Result<YamlNode, RuleError> readYaml(std::string_view yaml)
{
    yaml = withoutByteOrderMark(yaml);
    if (const auto checked = checkBytes(yaml); !checked)
        return Failure{checked.error()};
    try {
        std::istringstream stream{std::string(yaml)};
        YAML::Parser parser(stream);
        TreeBuilder builder(yaml);
        while (parser.HandleNextDocument(builder)) { }
        return builder.takeRoot();
    } catch (const Stop& stop) {
        return Failure{stop.error};
    } catch (const YAML::Exception& exception) {
        return Failure{errorAt(exception.mark, "not valid YAML: " + oneLine(exception.msg))};
    } catch (const std::exception& exception) {
        return Failure{RuleError{1, 1, std::string("not readable as YAML: ") + exception.what()}};
    }
}

} // namespace cairn
