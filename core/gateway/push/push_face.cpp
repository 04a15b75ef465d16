// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/push_face.h"

#include "core/exposition/number.h"
#include "core/gateway/push/group_path.h"

#include <chrono>

namespace cairn {

namespace {

constexpr std::string_view kFailureHead
    = "# HELP push_failure_time_seconds Last Unix time when changing this group in the Pushgateway failed.\n"
      "# TYPE push_failure_time_seconds gauge\n"
      "push_failure_time_seconds{clearmode=\"replace\"} ";

} // namespace

double systemSeconds()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

PushFace::PushFace(std::string_view profile, WallClock wall)
    : m_isPushgateway(profile == toString(Profile::Pushgateway)), m_wall(std::move(wall))
{
}

std::string PushFace::complaint(std::string_view path) const
{
    if (!m_isPushgateway || beginsWithJob(path))
        return {};
    return "job name is required: expected a path that begins with /metrics/job/<name>";
}

PushOptions PushFace::optionsFor(std::string_view method) const
{
    PushOptions options;
    if (!m_isPushgateway)
        return options;
    options.replaces = method == "PUT" ? PushOptions::Replaces::Group : PushOptions::Replaces::Families;
    options.pushTime = m_wall();
    return options;
}

// Pushgateway makes the group where there is none; whoever pushes rubbish to ever new paths would fill it up.
void PushFace::noteRefusal(Engine& engine, const LabelSet& group, const PushError& error, Instant now) const
{
    if (!m_isPushgateway || error.reason == Refusal::Syntax || !engine.hasGroup(group))
        return;
    std::string body(kFailureHead);
    appendNumber(body, m_wall());
    body += '\n';
    static_cast<void>(engine.push(group, body, now)); // refused only where limits are full: then nothing is noted
}

} // namespace cairn
