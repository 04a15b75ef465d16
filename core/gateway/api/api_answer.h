// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/json_writer.h"
#include "core/http/response.h"
#include "core/model/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Why a request of the admin API is refused.
struct ApiProblem {
    int status = 400;
    std::string_view type = "query"; ///< `errorType`, one of those that the description names
    std::string message; ///< one line, lower case, no full stop
    std::string members; ///< further members of the envelope: `"column":3`
};

/// The body of an answer that is being written: the envelope up to `data`, then what the caller writes, then its end.
class ApiData {
public:
    ApiData() : m_body(R"({"status":"success","data":)") { }
    [[nodiscard]] JsonWriter& json() noexcept { return m_json; }
    [[nodiscard]] http::Response finish(const std::vector<std::string>& warnings = {});
    ApiData(const ApiData&) = delete;
    ApiData& operator=(const ApiData&) = delete;

private:
    std::string m_body;
    JsonWriter m_json{m_body};
};

using ApiAnswer = Result<http::Response, ApiProblem>;

[[nodiscard]] http::Response errorAnswer(const ApiProblem& problem);
/// What there is none of: 404.
[[nodiscard]] Failure<ApiProblem> notFound(std::string message);

} // namespace cairn
