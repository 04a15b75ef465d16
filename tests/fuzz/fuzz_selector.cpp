// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/clear_mode.h"
#include "core/model/selector.h"
#include "core/model/units.h"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What is read is written in a usual spelling, which reads as itself and decides alike.
void checkSelector(std::string_view text)
{
    const auto selector = cairn::Selector::parse(text);
    if (!selector) {
        require(selector.error().column >= 1 && selector.error().column <= text.size() + 1);
        require(cairn::isUtf8(selector.error().message));
        return;
    }
    const std::string usual = cairn::toString(*selector);
    const auto again = cairn::Selector::parse(usual);
    require(again && cairn::toString(*again) == usual && again->exactName() == selector->exactName());
    const cairn::LabelView labels[] = {{"a", "b"}, {"job", text}};
    require(!selector->matches("", {})); // it could match everything
    require(selector->matches("x", labels) == again->matches("x", labels));
}

void checkClearMode(std::string_view text)
{
    const auto mode = cairn::parseClearMode(text);
    if (mode)
        require(*cairn::parseClearMode(cairn::toString(*mode)) == *mode);
    else
        require(cairn::isUtf8(mode.error()));
}

void checkUnits(std::string_view text)
{
    if (const auto duration = cairn::parseDuration(text))
        require(*cairn::parseDuration(cairn::formatDuration(*duration)) == *duration);
    if (const auto size = cairn::parseByteSize(text))
        require(*cairn::parseByteSize(std::to_string(*size)) == *size);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkSelector(text);
    checkClearMode(text);
    checkUnits(text);
    return 0;
}
