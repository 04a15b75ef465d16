// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes are read or refused with one line of UTF-8; what was read and written again reads as the same; a sink that
// recognises lines gets the samples of one that does not.
#include "core/exposition/text_reader.h"
#include "tests/core/recording_sink.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>

using namespace cairn;
using cairn::test::RecordingSink;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::string samplesOf(const std::string& log)
{
    std::istringstream lines(log);
    std::string samples;
    for (std::string line; std::getline(lines, line);)
        samples += line.starts_with('#') ? std::string() : line + '\n';
    return samples;
}

void checkError(const ParseError& error, std::string_view body)
{
    const auto lines = std::count(body.begin(), body.end(), '\n') + 1;
    require(error.line >= 1 && error.line <= lines);
    require(error.text.size() <= kMaxErrorText && isUtf8(error.text));
    require(!error.message.empty() && isUtf8(error.message));
    require((error.text + error.message).find('\n') == std::string::npos);
}

void checkReadsBack(const std::string& log)
{
    RecordingSink again;
    require(static_cast<bool>(readText(log, {}, again)));
    require(again.log == log);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    RecordingSink sink;
    RecordingSink knowing;
    knowing.remembers = true;
    TextOptions options;
    options.ignoreTimestamps = size % 2 == 0;
    const auto result = readText(body, options, sink);
    const auto known = readText(body, options, knowing);
    require(result.has_value() == known.has_value());
    require(samplesOf(sink.log) == samplesOf(knowing.log));
    if (!result) {
        checkError(result.error(), body);
        require(known.error().line == result.error().line && known.error().message == result.error().message);
    } else {
        checkReadsBack(sink.log);
    }
    return 0;
}
