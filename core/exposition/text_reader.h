// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/sample_sink.h"
#include "core/exposition/text_error.h"
#include "core/exposition/text_syntax.h"
#include "core/model/result.h"

#include <string_view>

namespace cairn {

/// Reads one text exposition (format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/) and hands
/// each line to `sink`. Syntax only: what families, duplicates and types mean is the sink's business, and so is all or
/// nothing. Lenient as real clients need it: blanks before and after a line's content, CRLF, a missing last line end,
/// a byte order mark. Pure and reentrant; `text` need only outlive the call; a warm body allocates nothing. Time is
/// linear in the size of `text`.
template <SampleSink Sink>
[[nodiscard]] Result<void, ParseError> readText(std::string_view text, const TextOptions& options, Sink& sink);

} // namespace cairn

#include "core/exposition/text_reader_impl.h"
