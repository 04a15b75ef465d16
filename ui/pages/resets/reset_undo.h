// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

class QObject;

namespace cairn::ui {

class Session;

/// Asks the gateway to bring back what a reset took, and tells in the window that it is on its way and what became of
/// it. `done` is called once there is an answer.
void undoReset(Session& session, qint64 id, QObject* context, const std::function<void()>& done);

} // namespace cairn::ui
