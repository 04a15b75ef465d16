// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/text_syntax.h"

namespace cairn::detail {

namespace {

std::string_view withoutLeadingBlanks(std::string_view text) noexcept
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    return text;
}

std::string_view withoutTrailingBlanks(std::string_view text) noexcept
{
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isKeyword(std::string_view rest) noexcept
{
    return (rest.starts_with("TYPE") || rest.starts_with("HELP")) && (rest.size() == 4 || isBlank(rest[4]));
}

constexpr std::size_t kFarEnough = 64 * 1024; // a second family comes before

bool announcesFamily(std::string_view text) noexcept
{
    return text.find("# TYPE ") != std::string_view::npos || text.find("# HELP ") != std::string_view::npos;
}

} // namespace

const char* TextSyntax::readComment(const char* at)
{
    m_comment.kind = TextComment::Kind::Other;
    if (isLineEnd(at + 1))
        return behindLineEnd(at + 1);
    const std::string_view line = lineFrom(at);
    const char* const next = behindLineEnd(at + line.size());
    m_comment.raw = {at, static_cast<std::size_t>(next - at)};
    // A text without line ends that begins with a comment would be that comment alone: a push lost without a word.
    if (next == m_end && next[-1] != '\n' && announcesFamily(line.substr(1, kFarEnough))) {
        std::string hint = lineEndsHint(at);
        if (!hint.empty())
            return refuse(at, "expected the end of the line before the next family" + std::move(hint));
    }
    const std::string_view rest = withoutLeadingBlanks(line.substr(1));
    if (!isKeyword(rest))
        return next;
    return readCommentBody(rest.substr(0, 4), withoutLeadingBlanks(rest.substr(4))) == nullptr ? nullptr : next;
}

/// What follows `# TYPE` or `# HELP`. As in the reference a line that ends here or behind the name says nothing.
const char* TextSyntax::readCommentBody(std::string_view keyword, std::string_view rest)
{
    if (rest.empty())
        return keyword.data();
    const char* const at = rest.data();
    beginLine();
    const char* const nameEnd = readFamilyName(at, m_comment.family);
    if (nameEnd == nullptr)
        return nullptr;
    rest.remove_prefix(static_cast<std::size_t>(nameEnd - at));
    const bool isName = nameEnd != at && (rest.empty() || isBlank(rest.front()));
    if (!isName) {
        const std::string_view word(at, static_cast<std::size_t>(tokenEnd(at) - at));
        return refuse(at, "expected a metric name behind '# " + std::string(keyword) + "', found " + quoted(word));
    }
    rest = withoutLeadingBlanks(rest);
    if (rest.empty())
        return at;
    return keyword.front() == 'T' ? readType(withoutTrailingBlanks(rest)) : readHelp(rest);
}

const char* TextSyntax::readType(std::string_view word)
{
    const auto type = metricTypeFromString(word);
    if (!type) {
        const bool goesOn = word.find_first_of(" \t{") != std::string_view::npos;
        return refuse(word.data(),
            "expected counter, gauge, histogram, summary or untyped as type of '" + printable(m_comment.family, 60)
                + "', found '" + printable(word, 60) + '\'' + (goesOn ? lineEndsHint(word.data()) : std::string()));
    }
    m_comment.kind = TextComment::Kind::Type;
    m_comment.type = *type;
    return word.data();
}

const char* TextSyntax::readHelp(std::string_view help)
{
    const char* const at = help.data();
    // Carriage returns at its end could not be told from a line end once the help is written again.
    help = help.substr(0, help.find_last_not_of('\r') + 1);
    if (help.empty())
        return at;
    if (!isUtf8(help))
        return refuse(at, "the help of '" + printable(m_comment.family, 60) + "' is not valid UTF-8");
    m_comment.kind = TextComment::Kind::Help;
    m_comment.help = unescapeHelp(help, m_help);
    return at;
}

} // namespace cairn::detail
