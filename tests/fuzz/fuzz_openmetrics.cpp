// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes are read or refused with one line of UTF-8. What was read is read again with the same samples, whichever
// of its lines the sink recognises.
#include "tests/core/openmetrics_sink.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>

using namespace cairn;
using cairn::test::OpenMetricsRecordingSink;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Knows all lines it was told but some, which the bits of a number choose by their lengths.
class Forgetful final : public OpenMetricsRecordingSink {
public:
    std::uint32_t strange = 0;

    std::size_t recogniseComment(const char* at, const char* end)
    {
        return isStrangeAt(end - at) ? 0 : OpenMetricsRecordingSink::recogniseComment(at, end);
    }
    std::size_t recogniseSeries(const char* at, const char* end)
    {
        return isStrangeAt(end - at) ? 0 : OpenMetricsRecordingSink::recogniseSeries(at, end);
    }

private:
    [[nodiscard]] bool isStrangeAt(std::ptrdiff_t rest) const { return (strange >> (rest % 31) & 1U) != 0; }
};

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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    OpenMetricsOptions options;
    options.ignoreTimestamps = size % 2 == 0;
    Forgetful sink;
    const auto result = readOpenMetrics(body, options, sink);
    if (!result)
        checkError(result.error(), body);
    const std::string samples = samplesOf(sink.log);
    sink.remembers = true;
    for (const std::uint32_t strange : {0U, 1U << (size % 31), 0x11111111U << (size % 4), 0x7FFF0000U >> (size % 16)}) {
        sink.log.clear();
        sink.strange = strange;
        const auto again = readOpenMetrics(body, options, sink);
        if (!again)
            checkError(again.error(), body);
        require(!result || (again && samplesOf(sink.log) == samples));
    }
    return 0;
}
