// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cairn::test {

/// How often this program has called `operator new`, by all of its threads. Linking this file in replaces the operator.
int allocations();

} // namespace cairn::test
