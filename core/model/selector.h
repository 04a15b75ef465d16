// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/label.h"
#include "core/model/result.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace cairn {

/// One condition of a selector on one label; a label that is not there reads as the empty string, as in Prometheus.
struct Matcher {
    enum class Op { Equal, NotEqual, Match, NoMatch };
    std::string name; ///< `__name__` for the family's name
    Op op = Op::Equal;
    std::string value; ///< the text or the regular expression
    std::shared_ptr<const re2::RE2> regex; ///< of Match and NoMatch: compiled, anchored at both ends

    [[nodiscard]] bool matches(std::string_view text) const;
};

/// Where a selector's text is wrong.
struct SelectorError {
    std::size_t column = 0; ///< 1-based byte of the text
    std::string message; ///< lower case, no full stop
};

/// A Prometheus series selector: `name`, `name{a="b",c=~"d.*"}`, `{__name__=~"x.+"}`. Immutable, safe from any thread.
class Selector {
public:
    Selector() = default; ///< matches nothing
    /// Reads a selector with PromQL's strings ("…", '…', `…`), blanks and comments, and RE2 bounded in memory. Names
    /// that are not classic may be quoted, as in Prometheus 3: `{"http.requests", "code.class"="5xx"}`. A selector that
    /// could match everything (`{}`, `{a=~".*"}`) is an error, as in Prometheus.
    [[nodiscard]] static Result<Selector, SelectorError> parse(std::string_view text);

    /// `family` answers to `__name__`; `labels` may be in any order.
    [[nodiscard]] bool matches(std::string_view family, std::span<const LabelView> labels) const;
    /// The name that the selector demands (`x{…}`, `{__name__="x"}`), or empty: lets callers go straight to one family.
    [[nodiscard]] const std::string& exactName() const noexcept { return m_exactName; }
    [[nodiscard]] const std::vector<Matcher>& matchers() const noexcept { return m_matchers; }
    /// As written.
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

private:
    std::string m_text;
    std::string m_exactName;
    std::vector<Matcher> m_matchers;
};

/// The selector as it was understood, in its usual spelling: `x{a="b",c=~"d"}`. Reading it gives the same matchers, but
/// for the place of the name among them.
[[nodiscard]] std::string toString(const Selector& selector);

} // namespace cairn
