// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace cairn::ui {

/// A value as it stands behind a key of a rule file, on one line: as far as a person usually writes it. What YAML knows
/// beside (anchors, blocks, maps) is not read.
struct YamlValue {
    QStringList items; ///< of a scalar: one; none where nothing stands there
    bool isList = false;
    qsizetype end = 0; ///< behind it: blanks and a comment may follow
};
[[nodiscard]] std::optional<YamlValue> readYamlValue(const QString& line, qsizetype at);

} // namespace cairn::ui
