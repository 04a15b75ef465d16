// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/line_reader.h"

namespace cairn::http {

LineReader::Step LineReader::next(std::string_view& bytes, std::size_t limit, std::string_view& line)
{
    if (m_spent) {
        m_partial.clear();
        m_spent = false;
    }
    if (!m_partial.empty() && m_partial.back() == '\r')
        return finishHeldReturn(bytes, line);
    const std::size_t cr = bytes.find('\r');
    const std::size_t lf = bytes.substr(0, cr).find('\n');
    const std::size_t length = m_partial.size() + (lf < cr ? lf : cr == std::string_view::npos ? bytes.size() : cr);
    if (length > limit) // judged by position, so that the pieces do not matter
        return Step::TooLong;
    if (lf != std::string_view::npos)
        return Step::BadEnd;
    if (cr == std::string_view::npos || cr + 1 == bytes.size())
        return hold(bytes);
    if (bytes[cr + 1] != '\n')
        return Step::BadEnd;
    line = bytes.substr(0, cr);
    if (!m_partial.empty()) {
        m_partial.append(line);
        m_spent = true;
        line = m_partial;
    }
    bytes.remove_prefix(cr + 2);
    return Step::Line;
}

LineReader::Step LineReader::finishHeldReturn(std::string_view& bytes, std::string_view& line)
{
    if (bytes.empty())
        return Step::NeedMore;
    if (bytes.front() != '\n')
        return Step::BadEnd;
    bytes.remove_prefix(1);
    m_partial.pop_back();
    m_spent = true;
    line = m_partial;
    return Step::Line;
}

LineReader::Step LineReader::hold(std::string_view& bytes)
{
    m_partial.append(bytes);
    bytes = {};
    return Step::NeedMore;
}

} // namespace cairn::http
