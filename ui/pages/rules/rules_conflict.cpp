// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_conflict.h"

#include "ui/pages/rules/rules_compare.h"
#include "ui/widgets/banner.h"
#include "ui/window/session.h"

#include <utility>

namespace cairn::ui {

RulesConflict::RulesConflict(Session& session, Banner& banner, RulesCompare& compare, QObject* parent)
    : QObject(parent), m_session(session), m_banner(banner), m_compare(compare)
{
    connect(&compare, &RulesCompare::keepMineAsked, this, [this] {
        clear();
        Q_EMIT settled(true);
    });
    connect(&compare, &RulesCompare::takeTheirsAsked, this, &RulesConflict::take);
    connect(&compare, &RulesCompare::editAsked, this, &RulesConflict::goOn);
    connect(&banner, &Banner::actionAsked, this, &RulesConflict::compareAsked);
}

void RulesConflict::begin()
{
    m_startBefore = 0;
    m_wasSeen = true;
    m_inForce = {};
    clear();
}

void RulesConflict::noteStart()
{
    m_startBefore = m_session.connection().status().startTime;
}

void RulesConflict::tell()
{
    askWhy();
}

void RulesConflict::ask(const QString& mine, const SavedRules& base, bool wasRefused)
{
    m_session.client().send(ApiCall::get({QStringLiteral("rules")}).in(QStringLiteral("theirs")), this,
        [this, mine, base, wasRefused](const ApiReply& reply) {
            if (!reply.ok())
                return m_banner.say(
                    tr("Which rules are in force is not known: %1").arg(reply.error->message), tr("Compare"));
            const SavedRules inForce = SavedRules::of(reply);
            if (inForce.etag != base.etag)
                return compare(mine, inForce);
            if (!wasRefused)
                return comeBack();
            m_banner.say(tr("Nothing was saved: the rule file has just been changed on disk. The gateway reads it in a "
                            "moment; then both show here."),
                {}, ColorRole::Warning);
        });
}

void RulesConflict::comeBack()
{
    if (m_isComparing)
        m_session.announce(tr("The rules that you began with are in force again"));
    m_inForce = {};
    clear();
}

// Others may be in force by now than those that are shown: nobody takes what they have not seen.
void RulesConflict::take()
{
    m_session.client().send(
        ApiCall::get({QStringLiteral("rules")}).in(QStringLiteral("theirs")), this, [this](const ApiReply& reply) {
            if (!reply.ok())
                return m_banner.say(
                    tr("Which rules are in force is not known: %1").arg(reply.error->message), tr("Compare"));
            if (SavedRules::of(reply).etag != m_inForce.etag) {
                m_session.announce(tr("Nothing was taken: other rules are in force by now"));
                Q_EMIT compareAsked();
                return;
            }
            clear();
            Q_EMIT settled(false);
        });
}

void RulesConflict::compare(const QString& mine, const SavedRules& inForce, bool wasSeen)
{
    const bool isShown = m_isComparing && inForce.etag == m_inForce.etag;
    m_inForce = inForce;
    m_wasSeen = m_wasSeen && wasSeen;
    if (!isShown)
        m_compare.setTexts(mine, inForce.yaml);
    setComparing(true);
    askWhy();
}

// The sentence stands at once, and better as soon as it is known.
void RulesConflict::askWhy()
{
    show(m_wasSeen ? RuleNews() : RuleNews{RuleNews::Kind::Unseen, {}, 0});
    const ApiCall call = ApiCall::get({QStringLiteral("audit")})
                             .with(QStringLiteral("action"), QStringLiteral("rules"))
                             .with(QStringLiteral("limit"), QStringLiteral("1"))
                             .in(QStringLiteral("why"));
    m_session.client().send(call, this, [this](const ApiReply& reply) {
        if (!reply.ok() || !m_wasSeen)
            return;
        const double start = m_session.connection().status().startTime;
        show(ruleNewsOf(reply.data[u"audit"].toArray(), start, m_startBefore));
    });
}

void RulesConflict::show(const RuleNews& news)
{
    m_banner.say(sentenceOf(news), m_isComparing ? QString() : tr("Compare"), ColorRole::Warning);
    if (m_isComparing)
        m_compare.setTitle(titleOf(news));
}

void RulesConflict::goOn()
{
    if (!m_isComparing)
        return;
    setComparing(false);
    askWhy();
}

void RulesConflict::clear()
{
    m_session.client().cancel(this, QStringLiteral("why"));
    m_session.client().cancel(this, QStringLiteral("theirs"));
    m_banner.clear();
    setComparing(false);
}

void RulesConflict::setComparing(bool isComparing)
{
    if (std::exchange(m_isComparing, isComparing) != isComparing)
        Q_EMIT comparing(isComparing);
}

} // namespace cairn::ui
