// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/mode_text.h"

#include <QCoreApplication>
#include <QHash>

namespace cairn::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui", text);
}

const QHash<QString, ModeText>& plainModes()
{
    static const QHash<QString, ModeText> kModes{
        {QStringLiteral("aggregate"), {QStringLiteral("Σ"), QStringLiteral("sum")}},
        {QStringLiteral("replace"), {QStringLiteral("⇥"), QStringLiteral("last")}},
        {QStringLiteral("family"), {QStringLiteral("≡"), QStringLiteral("family")}},
        {QStringLiteral("min"), {QStringLiteral("↓"), QStringLiteral("min")}},
        {QStringLiteral("max"), {QStringLiteral("↑"), QStringLiteral("max")}},
        {QStringLiteral("mean"), {QStringLiteral("x̄"), QStringLiteral("mean")}},
        {QStringLiteral("count"), {QStringLiteral("#"), QStringLiteral("count")}},
        {QStringLiteral("increase"), {QStringLiteral("Δ"), QStringLiteral("increase")}},
        {QStringLiteral("drop"), {QStringLiteral("∅"), QStringLiteral("drop")}},
    };
    return kModes;
}

ModeText windowText(const QString& canonical)
{
    if (const qsizetype colon = canonical.indexOf(u':'); colon > 0)
        return {{}, canonical.left(colon) + u' ' + canonical.mid(colon + 1)};
    qsizetype digit = 0;
    while (digit < canonical.size() && !canonical[digit].isDigit())
        ++digit;
    const QString operation = canonical.left(digit);
    const QString length = canonical.mid(digit);
    if (operation == u"sum")
        return {QStringLiteral("Σ"), length};
    const QString glyph = plainModes().value(operation).glyph;
    return {glyph, length.isEmpty() ? operation : operation + u' ' + length};
}

} // namespace

ModeText modeText(const QString& canonical)
{
    const auto found = plainModes().constFind(canonical);
    return found != plainModes().constEnd() ? *found : windowText(canonical);
}

QString reasonText(const QString& reason, const QString& rule, int ruleNumber)
{
    if (reason == u"rule")
        return rule.isEmpty() ? tr("rule %1").arg(ruleNumber) : tr("rule %1, “%2”").arg(ruleNumber).arg(rule);
    if (reason == u"label")
        return tr("the push’s clearmode label");
    if (reason == u"created")
        return tr("birth time: the earliest wins");
    if (reason == u"last_push")
        return tr("as decided at its last push; the next goes by what holds now");
    return reason == u"profile" ? tr("profile") : reason;
}

} // namespace cairn::ui
