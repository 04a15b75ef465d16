// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregation/mode_ids.h"

namespace cairn {

std::optional<std::uint16_t> ModeIds::idOf(const ClearMode& mode)
{
    if (!mode.isWindow())
        return static_cast<std::uint16_t>(mode.kind);
    const std::unique_lock lock(m_mutex);
    const std::string text = toString(mode);
    if (const auto it = m_byText.find(text); it != m_byText.end())
        return it->second;
    if (m_windows.size() >= kMaxWindows)
        return std::nullopt;
    const auto id = static_cast<std::uint16_t>(kPlainKinds + m_windows.size());
    m_windows.push_back(mode);
    m_byText.emplace(text, id);
    return id;
}

bool ModeIds::isFull() const
{
    const std::shared_lock lock(m_mutex);
    return m_windows.size() >= kMaxWindows;
}

ClearMode ModeIds::modeOf(std::uint16_t id) const
{
    if (id < kPlainKinds)
        return {static_cast<ClearMode::Kind>(id)};
    const std::shared_lock lock(m_mutex);
    return m_windows[id - kPlainKinds];
}

} // namespace cairn
