// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/api/admin_rights.h"

#include "core/gateway/web/origin_policy.h"

namespace cairn {

AdminRights::By AdminRights::of(const http::RequestHead& head) const
{
    if (!m_gate.admits(head))
        return By::Nothing;
    return m_isOpen ? By::Open : By::Loopback;
}

std::optional<ApiProblem> AdminRights::refusal(const http::RequestHead& head) const
{
    if (OriginPolicy::isCrossOrigin(head))
        return ApiProblem{403, "origin", "a page of another site may not administer", {}};
    if (of(head) != By::Nothing)
        return {};
    return ApiProblem{
        403, "forbidden", "only this machine may administer, and not through a proxy: see --web.enable-admin-api", {}};
}

std::string_view toString(AdminRights::By by) noexcept
{
    switch (by) {
    case AdminRights::By::Loopback: return "loopback";
    case AdminRights::By::Open: return "open";
    default: return "nothing";
    }
}

} // namespace cairn
