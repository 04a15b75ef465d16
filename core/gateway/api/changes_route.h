// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/admin_rights.h"
#include "core/gateway/api/change_feed.h"
#include "core/gateway/web/route.h"
#include "core/telemetry/log.h"

namespace cairn {

/// `GET /api/v2/changes`: the long poll.
class ChangesRoute final : public Route {
public:
    ChangesRoute(ChangeFeed& feed, const AdminRights& rights, Log& log) : m_feed(feed), m_rights(rights), m_log(log) { }
    std::optional<http::Response> refuse(const http::RequestHead& head, std::string_view rest) override;
    void handle(const http::Request& request, std::string_view rest, http::Responder& responder) override;

private:
    ChangeFeed& m_feed;
    const AdminRights& m_rights;
    Log& m_log;
};

} // namespace cairn
