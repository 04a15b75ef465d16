// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/inventory.h"
#include "core/gateway/api/work_time.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace cairn {

/// What was worked out of an inventory, for who asks for the same again before there is a new one. One thread at a
/// time.
template <typename T>
class ListCache {
public:
    /// The list of that key; `make` makes it if it is not there, and what that takes puts the next inventory off.
    std::shared_ptr<const T> of(const std::shared_ptr<const Inventory>& inventory, const std::string& key,
        InventoryKeeper& keeper, const std::function<T()>& make)
    {
        if (m_inventory.lock() != inventory || m_lists.size() >= kMostLists)
            m_lists.clear();
        m_inventory = inventory;
        std::shared_ptr<const T>& list = m_lists[key];
        if (!list) {
            const WorkTime work;
            list = std::make_shared<const T>(make());
            keeper.charge(work.passed());
        }
        return list;
    }
    /// Lets go of what no inventory stands behind any more.
    void rest()
    {
        if (m_inventory.expired())
            m_lists.clear();
    }

private:
    static constexpr std::size_t kMostLists = 8;
    std::weak_ptr<const Inventory> m_inventory;
    std::map<std::string, std::shared_ptr<const T>> m_lists;
};

} // namespace cairn
