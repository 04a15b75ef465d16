// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/openmetrics_syntax.h"
#include "core/exposition/sample_sink.h"
#include "core/exposition/text_error.h"
#include "core/model/result.h"

#include <string_view>

namespace cairn {

/// Reads one exposition in OpenMetrics 1.0 text, with the quoted names of text 1.0.0, and hands each line to `sink` in
/// the words of text 0.0.4. As strict as the specification but for the missing `# EOF`, which a push needs not, and
/// quotes in HELP that are not escaped, which every other reader takes. What a sink has to check of every format is
/// left to it: types against what it has, duplicates, values, buckets that go down.
/// Where the sink recognises lines, the reader compares nothing. For a line that it does not recognise the reader first
/// reads what the sink took before it, as far back as that family goes, so that what it knows of the family is the same
/// as if nothing had been recognised. Rules that concern recognised lines alone are not checked.
/// HELP and UNIT of a family are handed on once the family's type is known. Pure and reentrant; `text` need only
/// outlive the call; a warm body allocates nothing. Time is linear in the size of `text`.
template <OpenMetricsSink Sink>
[[nodiscard]] Result<void, ParseError> readOpenMetrics(
    std::string_view text, const OpenMetricsOptions& options, Sink& sink);

} // namespace cairn

#include "core/exposition/openmetrics_reader_impl.h"
