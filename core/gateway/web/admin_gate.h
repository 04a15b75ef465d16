// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/request.h"

#include <string>

namespace cairn {

/// Who may administer where there are no users: who is on this machine. What a proxy on this machine hands on comes
/// from anywhere, so a request with a proxy's header is from elsewhere. Web pages are the router's matter.
class AdminGate {
public:
    explicit AdminGate(bool isOpen) : m_isOpen(isOpen) { } ///< `isOpen`: to everybody, by --web.enable-admin-api
    [[nodiscard]] bool admits(const http::RequestHead& head) const;

private:
    bool m_isOpen;
};

/// Whether a header tells of a proxy on the way.
[[nodiscard]] bool cameByProxy(const http::RequestHead& head);
/// Whom it came from for the log: the peer, and what a proxy says is behind it.
[[nodiscard]] std::string senderOf(const http::RequestHead& head);

} // namespace cairn
