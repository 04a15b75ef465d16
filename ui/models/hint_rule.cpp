// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/hint_rule.h"

#include "ui/models/series_text.h"

#include <QCoreApplication>

namespace cairn::ui {

QJsonObject runningTotalRule(const QString& family)
{
    return {{QLatin1String("name"),
                QCoreApplication::translate("cairn::ui::HintRule", "%1 is pushed as a running total").arg(family)},
        {QLatin1String("match"), selectorText(family, {})}, {QLatin1String("mode"), QStringLiteral("increase")}};
}

} // namespace cairn::ui
