// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace cairn::ui {

/// How a family's numbers are to be read; from its name's suffix.
enum class Unit { None, Seconds, Bytes, Ratio, Timestamp };
[[nodiscard]] Unit unitOfName(
    const QString& family); ///< looks through `_total`, `_sum`, `_bucket`; `_created` is a time

// Pure: the same in every language and on every machine; a decimal point, thin spaces between groups of three.

/// In full, for tables: `12 345.678`, `+Inf`, `NaN`. At most six places behind the point, exponents beyond 1e15.
[[nodiscard]] QString fullNumber(double value);
/// In four or five characters, for tiles and axes: `1.2 k`, `3.4 M`, `0.025`.
[[nodiscard]] QString shortNumber(double value);
/// Exactly: reading it gives the same double. For tooltips and copies.
[[nodiscard]] QString exactNumber(double value);
/// With its unit: `250 ms`, `1.2 s`, `3 min`, `4.2 MiB`, `37 %`; a timestamp as how long it is ago, seen from `now`
/// (Unix).
[[nodiscard]] QString withUnit(double value, Unit unit, double now);
[[nodiscard]] QString secondsText(double seconds); ///< `250 ms`, `1.2 s`, `3 min`, `2 h`, `5 d`
[[nodiscard]] QString bytesText(double bytes); ///< `512 B`, `4.2 MiB`
[[nodiscard]] QString ratioText(double ratio); ///< `37 %`
/// `1.2 k/s`; of bytes `4.2 MiB/s`. Other units are no longer themselves by the second.
[[nodiscard]] QString rateText(double perSecond, Unit unit = Unit::None);
[[nodiscard]] QString ageText(double seconds); ///< whole: `8 s`, `4 min`, `2 h`, `3 d`; below one second `now`

} // namespace cairn::ui
