// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QStringList>

namespace cairn::ui {

// What a gateway is for, in somebody's own word; empty: nothing was said. The usual ones are kept under names that are
// the same in each language.

[[nodiscard]] QStringList usualEnvironments(); ///< as they are kept: `production`, `staging`, `development`
[[nodiscard]] QString environmentText(const QString& environment); ///< in the reader's language
[[nodiscard]] QString environmentFromText(const QString& typed); ///< the usual one that is meant, or what was typed
[[nodiscard]] bool isProduction(const QString& environment); ///< a mistake there costs
[[nodiscard]] MarkColor usualColor(const QString& environment);

[[nodiscard]] QString markName(MarkColor mark); ///< in settings: `blue`; none: empty
[[nodiscard]] MarkColor markFromName(const QString& name); ///< none where there is no such
[[nodiscard]] QString markText(MarkColor mark); ///< in the reader's language
[[nodiscard]] QList<MarkColor> allMarks(); ///< none first

/// Where the window is, as it shows it all the time.
struct Place {
    QString name; ///< empty: this computer
    QString environment;
    MarkColor color = MarkColor::None;
    [[nodiscard]] bool isProduction() const { return ui::isProduction(environment); }
    bool operator==(const Place&) const = default;
};

} // namespace cairn::ui
