// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/api/api_answer.h"
#include "core/gateway/web/query.h"
#include "core/http/request.h"
#include "core/model/label.h"
#include "core/model/selector.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Which rows of a list are asked for.
struct PageOrder {
    std::size_t offset = 0;
    std::size_t limit = 0;
    bool isDescending = false;
    std::string_view sort; ///< one of those that were offered
};

/// The parameters of a request, read one by one. What is wrong with the first bad one is kept, and the reading goes on
/// with a default: ask for problem() when all are read, and before anything is changed.
class Parameters {
public:
    explicit Parameters(std::string_view query);
    /// Takes those of a form in the body, too; a body of another type is a problem.
    void addForm(const http::Request& request);

    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const; ///< the last one
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name); ///< `true`, `1` or nothing; false where it is not there
    [[nodiscard]] std::uint64_t count(std::string_view name, std::uint64_t fallback, std::uint64_t least = 0,
        std::uint64_t most = std::numeric_limits<std::int64_t>::max());
    [[nodiscard]] std::optional<double> number(std::string_view name);
    /// Seconds, or `1h30m`.
    [[nodiscard]] std::optional<std::chrono::milliseconds> duration(std::string_view name);
    /// One of `words`, the first of which is the default.
    [[nodiscard]] std::string_view choice(std::string_view name, std::span<const std::string_view> words);
    /// Those of `match[]`. One that begins with a brace is about `family`, if there is one, and need demand nothing
    /// more.
    [[nodiscard]] std::vector<Selector> selectors(std::string_view family = {});
    /// A group as the path of a push names it; `job/a` and `/job/a` alike.
    [[nodiscard]] std::optional<LabelSet> group(std::string_view name = "group");
    /// `limit`, `offset`, `order`, and `sort` of those words.
    [[nodiscard]] PageOrder page(std::span<const std::string_view> sorts = {});
    /// In small letters, for contains().
    [[nodiscard]] std::string search() const;

    void complain(ApiProblem problem);
    /// What was wrong with those read so far.
    [[nodiscard]] const std::optional<ApiProblem>& complaint() const noexcept { return m_problem; }
    /// That, or a parameter nobody asked for: a misspelt one must not pass for one left out.
    [[nodiscard]] const std::optional<ApiProblem>& problem();

private:
    [[nodiscard]] const std::string* find(std::string_view name) const;
    void noteAsked(std::string_view name) const;

    std::vector<QueryParameter> m_parameters;
    mutable std::vector<std::string_view> m_asked; ///< names, all of them literals
    std::optional<ApiProblem> m_problem;
};

/// Whether `text` has `part`, which is in small letters, in any case of ASCII letters.
[[nodiscard]] bool containsText(std::string_view text, std::string_view part);

} // namespace cairn
