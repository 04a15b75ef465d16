// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

namespace cairn::ui {

/// Puts the window, and what Qt says in it, into the locale's language, where there is a translation. Before anything
/// is shown; needs the application. Whether there is one.
bool translateTo(const QLocale& locale);

} // namespace cairn::ui
