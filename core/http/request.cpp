// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request.h"

namespace cairn::http {

const std::string* RequestHead::header(std::string_view name) const noexcept
{
    for (const Header& field : headers) {
        if (field.name == name)
            return &field.value;
    }
    return nullptr;
}

} // namespace cairn::http
