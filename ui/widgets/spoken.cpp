// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spoken.h"

#include <QAccessible>
#include <QWidget>

namespace cairn::ui {

void speak(QWidget& source, const QString& text)
{
    if (text.isEmpty())
        return;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent said(&source, text);
    QAccessible::updateAccessibility(&said);
#else
    QAccessibleEvent alert(&source, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    QAccessibleEvent renamed(&source, QAccessible::NameChanged); // what bridges before 6.8 pass on
    QAccessible::updateAccessibility(&renamed);
#endif
}

} // namespace cairn::ui
