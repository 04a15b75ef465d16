// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/observer.h"

#include <string>

namespace cairn::http {

/// Why a request is not let in. The connection cannot be used after it: where the next request begins is not known.
struct Refusal {
    int status = 400;
    Observer::Event event = Observer::Event::BadRequest;
    std::string detail; ///< lower case, no full stop
};

[[nodiscard]] inline Refusal badRequest(std::string detail)
{
    return {400, Observer::Event::BadRequest, std::move(detail)};
}

} // namespace cairn::http
