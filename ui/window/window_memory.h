// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QObject;
class QString;
class QWidget;

namespace cairn::ui {

struct WindowMenus;

// What the window remembers from one start to the next, in the settings of whoever uses it.

/// Colours and letters: sets what was remembered, once, before there is a window.
void restoreLooks();
/// The menus that change them; `context` is the window's.
void connectLooks(const WindowMenus& menus, QObject& context);

[[nodiscard]] QString rememberedPage(); ///< its id
[[nodiscard]] bool wasFolded(); ///< the list of pages
void restoreGeometry(QWidget& window);
void rememberLayout(const QWidget& window, bool isFolded, const QString& page);
void forgetLayout();

} // namespace cairn::ui
