// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_window.h"

namespace cairn::app {

bool hasWindow()
{
    return false;
}

int openWindow(Process, const Config&, Log&)
{
    return fail("this build has no window; run the gateway alone by `cairn --no-gui`", kWrongUsage);
}

} // namespace cairn::app
