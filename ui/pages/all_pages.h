// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace cairn::ui {

class Page;
class Session;

/// Every page, in the order of the list at the left.
[[nodiscard]] QList<Page*> makePages(Session& session, QWidget* parent);

} // namespace cairn::ui
