// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/selector_problem.h"

#include <QCoreApplication>

namespace cairn::ui {

namespace {

// The gateway counts bytes.
int characterOf(int byte, const QString& typed)
{
    return static_cast<int>(QString::fromUtf8(typed.toUtf8().left(byte - 1)).size()) + 1;
}

} // namespace

FilterState selectorProblem(const ApiError& error, const QString& typed)
{
    const QString parameter = QStringLiteral("match[]: ");
    const int byte = error.body.value(u"column").toInt();
    if (!error.message.startsWith(parameter) || byte < 1)
        return {false, error.message, 0};
    const QString where = QStringLiteral(" at column %1 of ").arg(byte);
    const QString what = error.message.mid(parameter.size()).section(where, 0, 0);
    const int column = characterOf(byte, typed);
    return {false,
        column > typed.size()
            ? QCoreApplication::translate("cairn::ui::SelectorProblem", "At its end: %1").arg(what)
            : QCoreApplication::translate("cairn::ui::SelectorProblem", "At character %1: %2").arg(column).arg(what),
        column};
}

} // namespace cairn::ui
