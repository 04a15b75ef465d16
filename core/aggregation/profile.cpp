// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/profile.h"

#include <array>

namespace cairn {

namespace {

using Kind = ClearMode::Kind;

struct ProfileRow {
    std::string_view name;
    std::array<Kind, kMetricTypes> modes; // in the order of MetricType
    bool infoIsConstant;
};

constexpr Kind kSum = Kind::Aggregate;
constexpr Kind kLast = Kind::Replace;
constexpr Kind kFamily = Kind::Family;
// untyped, counter, gauge, histogram, summary, gaugehistogram, info, stateset
constexpr std::array<ProfileRow, 5> kProfiles{{
    {"gravel", {kSum, kSum, kLast, kSum, kSum, kSum, kFamily, kFamily}, true},
    {"zapier", {kSum, kSum, kSum, kSum, kSum, kSum, kFamily, kFamily}, false},
    {"weaveworks", {kSum, kSum, kSum, kSum, Kind::Drop, kSum, kFamily, kFamily}, false},
    {"vibe", {kSum, kSum, kLast, kSum, Kind::Drop, kSum, kFamily, kFamily}, true},
    {"pushgateway", {kLast, kLast, kLast, kLast, kLast, kLast, kLast, kLast}, false},
}};

const ProfileRow& row(Profile profile) noexcept
{
    return kProfiles[static_cast<std::size_t>(profile)];
}

} // namespace

std::string_view toString(Profile profile) noexcept
{
    return row(profile).name;
}

std::optional<Profile> profileFromString(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < kProfiles.size(); ++i) {
        if (kProfiles[i].name == text)
            return static_cast<Profile>(i);
    }
    return std::nullopt;
}

ClearMode defaultMode(Profile profile, MetricType type, std::string_view family) noexcept
{
    const ProfileRow& modes = row(profile);
    if (type == MetricType::Untyped && modes.infoIsConstant && family.ends_with("_info"))
        return {Kind::Replace};
    return {modes.modes[static_cast<std::size_t>(type)]};
}

} // namespace cairn
