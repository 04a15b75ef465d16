// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

namespace cairn::ui {

/// Why other rules are in force than those that somebody began to edit.
struct RuleNews {
    enum class Kind {
        Unknown,
        Person, ///< somebody saved others
        File, ///< the rule file was changed on disk
        Restart, ///< the gateway was started again, with others
        Unseen, ///< they were not known yet when the editing began
    };
    Kind kind = Kind::Unknown;
    QString from; ///< of a person
    double time = 0; ///< Unix seconds; 0: not known
    bool operator==(const RuleNews&) const = default;
};

/// As the audit log tells it: `acts` are those with the action `rules`, newest first. `startTime` is the gateway's,
/// `startBefore` what it was when the editing began; 0: not known.
[[nodiscard]] RuleNews ruleNewsOf(const QJsonArray& acts, double startTime, double startBefore);

[[nodiscard]] QString sentenceOf(const RuleNews& news); ///< "The rule file was changed on disk at 14:02:11, since …"
[[nodiscard]] QString titleOf(const RuleNews& news); ///< over those rules: "In force, saved by 10.0.0.3 at 14:02:11"

} // namespace cairn::ui
