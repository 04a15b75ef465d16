// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/api_route.h"
#include "core/gateway/api/audit_log.h"
#include "core/gateway/api/change_feed.h"
#include "core/gateway/api/inventory.h"
#include "core/gateway/api/list_cache.h"
#include "core/gateway/api/rule_json.h"
#include "core/gateway/rules_keeper.h"

namespace cairn {

/// Shows rules, tries others, and puts them in force. Used on the API's thread.
class RulesApi {
public:
    struct Uses {
        RulesKeeper& rules;
        Engine& engine;
        InventoryKeeper& inventories;
        AuditLog& audit;
        ChangeFeed& changes;
    };
    explicit RulesApi(Uses uses) : m_uses(uses) { }

    [[nodiscard]] ApiAnswer show(ApiRequest& request);
    [[nodiscard]] ApiAnswer put(ApiRequest& request);
    [[nodiscard]] ApiAnswer validate(ApiRequest& request) const;
    [[nodiscard]] ApiAnswer preview(ApiRequest& request) const;

private:
    [[nodiscard]] http::Response documentAnswer(
        const RulesDocument& document, const std::vector<std::string>& warnings);

    Uses m_uses;
    ListCache<std::vector<RuleReach>> m_reach;
};

} // namespace cairn
