// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cairn::ui {

/// A row of two texts beside each other: numbers of lines, from 0; -1 where one has none.
struct LinePair {
    int left = -1;
    int right = -1;
    bool isSame = false;
    bool operator==(const LinePair&) const = default;
};
/// Lines that are the same stand beside each other, as many as can; what lies between is paired as it comes. Texts that
/// differ in thousands of lines are not compared line by line.
[[nodiscard]] QList<LinePair> pairLines(const QStringList& left, const QStringList& right);

} // namespace cairn::ui
