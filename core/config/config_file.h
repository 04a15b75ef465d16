// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// One setting of a config file.
struct FileEntry {
    std::string key; ///< nested keys joined by dots
    std::vector<std::string> values; ///< several where the file has a list
    bool isList = false;
    int line = 0; ///< 1-based, of the value
    int column = 0;
};

struct FileError {
    int line = 0; ///< 1-based
    int column = 0;
    std::string message; ///< lower case, no full stop
};

/// Reads a config file: one YAML mapping, `web.listen-address: ":9091"` or `web:` with `listen-address:` below it,
/// lists for what may repeat. Which keys exist is the caller's business; a key twice, aliases, anchors, nesting deeper
/// than 8 and files over 1 MiB are errors. An empty file has no entries. Pure; no exception leaves.
[[nodiscard]] Result<std::vector<FileEntry>, FileError> readConfigFile(std::string_view yaml);

} // namespace cairn
