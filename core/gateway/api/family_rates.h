// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregation/engine_options.h"

#include <optional>
#include <string>
#include <vector>

namespace cairn {

class Inventory;

/// What families showed some while ago, and how fast they have grown since.
class FamilyRates {
public:
    /// Gives the families of an inventory their rates, and notes what they show for those of later ones.
    void apply(Inventory& inventory);
    void clear();

private:
    struct Shown {
        std::string name;
        std::optional<double> value;
        std::optional<double> count;
    };
    struct Moment {
        Instant taken{0};
        std::vector<Shown> families; ///< by name
    };
    [[nodiscard]] static Moment momentOf(const Inventory& inventory);

    std::optional<Moment> m_base; ///< rates are what was added since
    std::optional<Moment> m_next; ///< the next base, once it is old enough
};

} // namespace cairn
