// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/all_pages.h"

#include "ui/window/page.h"
#include "ui/window/session.h"

namespace cairn::ui {

QList<Page*> makePages(Session&, QWidget*)
{
    // one line per page
    return {};
}

} // namespace cairn::ui
