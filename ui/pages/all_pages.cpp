// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/all_pages.h"

#include "ui/pages/connections/connections_page.h"
#include "ui/pages/families/families_page.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/pages/pushes/pushes_page.h"
#include "ui/pages/resets/resets_page.h"
#include "ui/pages/rules/rules_page.h"
#include "ui/pages/try/try_page.h"
#include "ui/window/page.h"
#include "ui/window/session.h"

namespace cairn::ui {

QList<Page*> makePages(Session& session, QWidget* parent)
{
    return {
        // one line per page, in the order of the list
        new OverviewPage(session, parent),
        new FamiliesPage(session, parent),
        new PushesPage(session, parent),
        new TryPage(session, parent),
        new RulesPage(session, parent),
        new ResetsPage(session, parent),
        new ConnectionsPage(session, parent),
    };
}

} // namespace cairn::ui
