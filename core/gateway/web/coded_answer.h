// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/content_coding.h"
#include "core/http/request.h"
#include "core/http/response.h"

namespace cairn {

/// Names `coding` in `Content-Encoding`, unless it is none.
void addCoding(http::Response& response, ContentCoding coding);
/// Codes a whole body.
void encodeBody(http::Response& response, ContentCoding coding);
/// Codes a long body, as the asker likes it; a short one is left alone.
void encodeLong(http::Response& response, const http::RequestHead& head);

} // namespace cairn
