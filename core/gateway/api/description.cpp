// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/description.h"

namespace cairn {

http::Response describeApi()
{
    http::Response response;
    response.headers.push_back({"Content-Type", "application/yaml"});
    response.body = apiDescription();
    return response;
}

} // namespace cairn
