// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/json_writer.h"

#include "core/gateway/web/json_text.h"

namespace cairn {

// Strings end in a quote, so these can only be what stands before a first item or a value.
void JsonWriter::separate()
{
    if (!m_out.empty() && std::string_view("{[:").find(m_out.back()) == std::string_view::npos)
        m_out += ',';
}

void JsonWriter::open(char bracket)
{
    separate();
    m_out += bracket;
}

void JsonWriter::key(std::string_view name)
{
    separate();
    appendJsonString(m_out, name);
    m_out += ':';
}

void JsonWriter::value(std::string_view text)
{
    separate();
    appendJsonString(m_out, text);
}

void JsonWriter::value(double number)
{
    separate();
    appendJsonNumber(m_out, number);
}

void JsonWriter::raw(std::string_view json)
{
    separate();
    m_out += json;
}

} // namespace cairn
