// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/refusal_watch.h"

#include <algorithm>

namespace cairn::ui {

namespace {

constexpr double kFirstQuiet = 60;
constexpr double kLongestQuiet = 3600;

double totalOf(const GatewayStatus& status, const QString& reason)
{
    for (const auto& [name, flow] : status.refusalsByReason) {
        if (name == reason)
            return flow.total;
    }
    return 0;
}

} // namespace

std::optional<RefusalWatch::Word> RefusalWatch::take(const GatewayStatus& status)
{
    if (m_told && status.uptimeSeconds < m_told->uptimeSeconds)
        forget();
    if (!m_told || m_isSeen) {
        m_told = status;
        m_isSeen = false;
        m_seenTotal = status.refusals.total;
        m_unseen = 0;
        return {};
    }
    m_unseen = static_cast<qint64>(status.refusals.total - m_seenTotal);
    if (status.refusals.total <= m_told->refusals.total)
        return {};
    if (m_toldAt && status.uptimeSeconds - *m_toldAt < m_quietSeconds)
        return {};
    m_quietSeconds = std::clamp(m_quietSeconds * 2, kFirstQuiet, kLongestQuiet);
    m_toldAt = status.uptimeSeconds;
    const Word word = wordOn(status);
    m_told = status;
    return word;
}

RefusalWatch::Word RefusalWatch::wordOn(const GatewayStatus& status) const
{
    Word word{static_cast<qint64>(status.refusals.total - m_told->refusals.total), {}};
    for (const auto& [reason, flow] : status.refusalsByReason) {
        if (const auto more = static_cast<qint64>(flow.total - totalOf(*m_told, reason)); more > 0)
            word.byReason.append({reason, more});
    }
    std::stable_sort(
        word.byReason.begin(), word.byReason.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return word;
}

void RefusalWatch::seen()
{
    m_isSeen = true;
    m_quietSeconds = 0;
}

void RefusalWatch::forget()
{
    *this = {};
}

} // namespace cairn::ui
