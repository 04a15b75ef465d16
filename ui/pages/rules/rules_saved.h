// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_reply.h"
#include "ui/models/rule.h"

namespace cairn::ui {

/// Rules in force, as the gateway tells them.
struct SavedRules {
    QString yaml;
    QByteArray etag; ///< with its quotes; empty: not known
    QList<Rule> rules;
    QString source; ///< none, file, memory
    QStringList fileErrors; ///< the file is another by now, and wrong

    [[nodiscard]] static QByteArray quoted(const QString& etag);
    [[nodiscard]] static SavedRules of(const ApiReply& reply);
};

} // namespace cairn::ui
