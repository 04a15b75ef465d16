// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule_news.h"
#include "ui/pages/rules/rules_saved.h"

namespace cairn::ui {

class Banner;
class RulesCompare;
class Session;

/// Other rules are in force than those that somebody began to edit: says why, shows both, and lets them decide. Until
/// they have, nothing is saved.
class RulesConflict final : public QObject {
    Q_OBJECT

public:
    RulesConflict(Session& session, Banner& banner, RulesCompare& compare, QObject* parent = nullptr);

    void begin(); ///< what is edited from here on is of the rules that are in force now
    void noteStart(); ///< they are in force still
    void tell(); ///< they are others by now: a line, and the comparison one click away
    /// Asks for them and compares; `wasRefused`: a save was, because of them.
    void ask(const QString& mine, const SavedRules& base, bool wasRefused);
    void compare(const QString& mine, const SavedRules& inForce, bool wasSeen = true);
    void comeBack(); ///< they are again those that somebody began with
    void goOn(); ///< closes the comparison; the line stays
    void clear();
    [[nodiscard]] bool isComparing() const { return m_isComparing; }
    [[nodiscard]] const SavedRules& inForce() const
    {
        return m_inForce;
    } ///< the last that were compared, until it is settled

Q_SIGNALS:
    void comparing(bool isComparing);
    void compareAsked(); ///< on the line: what is typed now is to be compared
    void settled(bool keepsMine);

private:
    void setComparing(bool isComparing);
    void take();
    void askWhy();
    void show(const RuleNews& news);

    Session& m_session;
    Banner& m_banner;
    RulesCompare& m_compare;
    SavedRules m_inForce;
    double m_startBefore = 0; // of the gateway
    bool m_wasSeen = true;
    bool m_isComparing = false;
};

} // namespace cairn::ui
