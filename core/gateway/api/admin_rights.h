// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/api_answer.h"
#include "core/gateway/web/admin_gate.h"
#include "core/http/request.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn {

/// Who may use the admin API; the one place that knows. Immutable, safe from any thread.
class AdminRights {
public:
    /// What lets somebody in.
    enum class By : std::uint8_t { Nothing, Loopback, Open };
    explicit AdminRights(bool isOpen) : m_gate(isOpen), m_isOpen(isOpen) { } ///< `isOpen`: see AdminGate

    [[nodiscard]] By of(const http::RequestHead& head) const;
    /// Why a request may not come in. A page of another site never may, whoever looks at it.
    [[nodiscard]] std::optional<ApiProblem> refusal(const http::RequestHead& head) const;

private:
    AdminGate m_gate;
    bool m_isOpen;
};

[[nodiscard]] std::string_view toString(AdminRights::By by) noexcept; ///< "nothing", "loopback", "open"

} // namespace cairn
