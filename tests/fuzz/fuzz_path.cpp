// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exposition/escaping.h"
#include "core/gateway/push/group_path.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace cairn;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

bool isText(std::string_view text)
{
    return isUtf8(text) && text.find('\0') == std::string_view::npos;
}

// What a client would send for these labels.
std::string pathOf(const LabelSet& labels)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string path;
    for (const Label& label : labels) {
        path.append("/").append(unambiguousName(label.name, NameKind::Label)).append("/");
        for (const char c : label.value) {
            const auto byte = static_cast<unsigned char>(c);
            path.append("%").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
        }
    }
    return path;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view path(reinterpret_cast<const char*>(data), size);
    const auto labels = readGroupPath(path);
    if (!labels) {
        require(isUtf8(labels.error()) && labels.error().find('\n') == std::string::npos);
        return 0;
    }
    require(std::ranges::adjacent_find(*labels, std::ranges::greater_equal(), &Label::name) == labels->end());
    for (const Label& label : *labels)
        require(isText(label.name) && !label.name.empty() && !label.name.starts_with("__") && isText(label.value));
    const auto again = readGroupPath(pathOf(*labels));
    require(again && *again == *labels);
    return 0;
}
