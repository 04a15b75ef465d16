// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tone.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

#include <array>

namespace cairn::ui {

ColorRole roleOf(Tone tone)
{
    static constexpr std::array kRoles{
        ColorRole::Text, ColorRole::Secondary, ColorRole::Accent, ColorRole::Good, ColorRole::Warning, ColorRole::Bad};
    return kRoles.at(static_cast<std::size_t>(tone));
}

void setTone(QWidget* widget, Tone tone)
{
    static constexpr std::array kNames{"plain", "secondary", "accent", "good", "warning", "bad"};
    const QString name = QString::fromLatin1(kNames.at(static_cast<std::size_t>(tone)));
    if (widget->property("tone").toString() == name)
        return;
    widget->setProperty("tone", name);
    repolish(widget);
}

void repolish(QWidget* widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace cairn::ui
