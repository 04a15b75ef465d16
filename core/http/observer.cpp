// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/observer.h"

#include <array>

namespace cairn::http {

std::string_view Observer::name(Event event) noexcept
{
    static constexpr std::array<std::string_view, kEvents> kNames{"bad_request", "length_required", "uri_too_long",
        "header_too_large", "too_many_fields", "body_too_large", "not_implemented", "version_not_supported",
        "expectation_failed", "header_timeout", "request_timeout", "idle_timeout", "write_timeout",
        "too_many_connections", "too_many_from_address", "descriptors_exhausted", "client_gone", "body_cut"};
    return kNames[static_cast<std::size_t>(event)];
}

} // namespace cairn::http
