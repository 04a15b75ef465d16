// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_saved.h"

namespace cairn::ui {

QByteArray SavedRules::quoted(const QString& etag)
{
    return etag.startsWith(u'"') ? etag.toUtf8() : '"' + etag.toUtf8() + '"';
}

SavedRules SavedRules::of(const ApiReply& reply)
{
    SavedRules saved{reply.data[u"yaml"].toString(), reply.etag, rulesOf(reply.data[u"rules"].toArray()),
        reply.data[u"source"].toString(), {}};
    if (saved.etag.isEmpty())
        saved.etag = quoted(reply.data[u"etag"].toString());
    const QJsonArray errors = reply.data[u"file_errors"].toArray();
    for (const QJsonValue& error : errors)
        saved.fileErrors << error.toString();
    return saved;
}

} // namespace cairn::ui
