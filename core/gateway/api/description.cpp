// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/description.h"

#include "core/gateway/api/parameters.h"

namespace cairn {

http::Response describeApi(std::string_view query)
{
    Parameters parameters(query);
    if (parameters.problem())
        return errorAnswer(*parameters.problem());
    http::Response response;
    response.headers.push_back({"Content-Type", "application/yaml"});
    response.body = apiDescription();
    return response;
}

} // namespace cairn
