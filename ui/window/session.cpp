// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session.h"

namespace cairn::ui {

Session::Session(LocalGateway* local, QObject* parent) : QObject(parent), m_local(local) { }

} // namespace cairn::ui
