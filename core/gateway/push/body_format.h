// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/exposition_format.h"
#include "core/http/request.h"

#include <cstdint>
#include <string_view>

namespace cairn {

/// What a pushed body says it is.
enum class BodyFormat : std::uint8_t {
    Text004, ///< text, by the version it names
    Text, ///< text, because nothing says otherwise
    OpenMetrics,
    Protobuf, ///< delimited MetricFamily messages
    OtherProtobuf, ///< of other messages, or not delimited
};

/// By Content-Type. Whatever is not known is text: clients label it as forms, as JSON, or not at all.
[[nodiscard]] BodyFormat bodyFormatOf(const http::RequestHead& head);
/// The same for the reader; text that ends as OpenMetrics is that.
[[nodiscard]] ExpositionFormat expositionFormatOf(const http::RequestHead& head, std::string_view body);
/// Whether the last line is `# EOF`, as OpenMetrics ends and nothing else does. Looks at the end only.
[[nodiscard]] bool endsAsOpenMetrics(std::string_view body) noexcept;

} // namespace cairn
