// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/resets/reset_undo.h"

#include "ui/format/number_text.h"
#include "ui/window/session.h"

#include <QCoreApplication>

namespace cairn::ui {

namespace {

constexpr std::chrono::seconds kPatience(120); // for a million series, on a busy gateway

struct ResetUndo {
    Q_DECLARE_TR_FUNCTIONS(cairn::ui::ResetUndo)
};

QString undoneText(const ApiReply& reply)
{
    const double returned = reply.data[u"returned"].toDouble();
    const double away = reply.data[u"stayed_away"].toDouble();
    const int n = static_cast<int>(returned);
    if (away > 0)
        return ResetUndo::tr("%1 series brought back; %2 stayed away because of what came since", nullptr, n)
            .arg(fullNumber(returned), fullNumber(away));
    return ResetUndo::tr("%1 series brought back", nullptr, n).arg(fullNumber(returned));
}

QString refusedText(const ApiError& error)
{
    return error.kind == ApiError::Kind::TimedOut
        ? ResetUndo::tr("No answer yet: the undo may still be on its way. The Resets page shows what becomes of it.")
        : ResetUndo::tr("Not undone: %1").arg(error.message);
}

} // namespace

void undoReset(Session& session, qint64 id, QObject* context, const std::function<void()>& done)
{
    ApiCall call = ApiCall::post({QStringLiteral("resets"), QString::number(id), QStringLiteral("undo")});
    call.timeout = kPatience;
    session.announce(ResetUndo::tr("Bringing back what was reset…"));
    session.client().send(call, context, [&session, done](const ApiReply& reply) {
        if (reply.ok())
            session.announce(undoneText(reply));
        else
            session.notify({refusedText(*reply.error), {}, {}, true});
        done();
    });
}

} // namespace cairn::ui
