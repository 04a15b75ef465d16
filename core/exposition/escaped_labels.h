// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exposition/escaping.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cairn {

/// Rewrites label texts of one family under an escaping, so that different label sets stay different: names that the
/// escaping would make one, or that it would make a reserved one, get their unambiguous form. First all texts are
/// shown to note(), then settle() decides, then rewrite() does it.
class EscapedLabels {
public:
    /// `labels` is a canonical label text, where names that are not classic are quoted.
    void note(std::string_view labels);
    void settle(Escaping escaping); ///< not AllowUtf8: there texts stay as they are
    /// The text with escaped names; lives until the next call. Only for a text that was noted.
    [[nodiscard]] std::string_view rewrite(std::string_view labels);

    /// How many names are shown in another form than was asked for.
    [[nodiscard]] std::uint64_t clashes() const noexcept { return m_clashes; }

private:
    template <typename Wants>
    bool setApart(const Wants& wants);

    std::map<std::string, std::string, std::less<>> m_names; ///< as label texts have them → as shown
    std::string m_text;
    std::uint64_t m_clashes = 0;
};

} // namespace cairn
