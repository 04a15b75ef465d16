// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_draft.h"

#include "ui/widgets/banner.h"

namespace cairn::ui {

RulesDraft::RulesDraft(Banner& banner, QObject* parent) : QObject(parent), m_banner(banner)
{
    connect(&banner, &Banner::actionAsked, this, [this] {
        m_banner.clear();
        Q_EMIT restored(std::exchange(m_offered, {}));
    });
    connect(&banner, &Banner::otherAsked, this, [this] {
        m_banner.clear();
        m_offered.clear();
        Q_EMIT discarded();
    });
}

void RulesDraft::forget()
{
    m_hasOffered = false;
    m_offered.clear();
    m_banner.clear();
}

void RulesDraft::offer(const QString& gateway, const SavedRules& inForce)
{
    if (m_hasOffered || gateway.isEmpty())
        return;
    m_hasOffered = true;
    m_file.setPlace(QStringLiteral("rules"), gateway);
    const auto draft = m_file.read();
    if (!draft || draft->what.value(u"text").toString() == inForce.yaml)
        return;
    m_offered = draft->what.value(u"text").toString();
    const QString when = draft->time.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    const bool isOlder = !inForce.etag.isEmpty() && draft->what.value(u"etag").toString().toUtf8() != inForce.etag;
    m_banner.say(isOlder ? tr("There are unsaved edits of %1, of rules that have changed since.").arg(when)
                         : tr("There are unsaved edits of %1.").arg(when),
        tr("Restore"), ColorRole::Accent);
    m_banner.offerOther(tr("Discard"));
}

void RulesDraft::keep(const QString& text, const SavedRules& inForce)
{
    if (!m_hasOffered)
        return;
    if (text != inForce.yaml)
        m_file.keep({{QLatin1String("text"), text}, {QLatin1String("etag"), QString::fromUtf8(inForce.etag)}});
    else if (m_offered.isEmpty())
        m_file.drop();
}

} // namespace cairn::ui
