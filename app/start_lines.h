// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/config.h"
#include "core/telemetry/log.h"

#include <span>
#include <string>
#include <string_view>

namespace cairn::app {

/// What the log says first: program and build, settings that differ from their defaults, warnings.
void logStart(Log& log, const Config& config);
/// Why the gateway does not start, for people: `error: …`; with --log.format=json a line of the log.
void logStartFailure(Log& log, const Config& config, std::string_view why);
/// One pair of lines per listener, in the words that people grep for.
void logListening(Log& log, std::span<const std::string> addresses);

/// While it lives, Qt's own messages go to the log.
class QtMessages final {
public:
    explicit QtMessages(Log& log);
    ~QtMessages();
    QtMessages(const QtMessages&) = delete;
    QtMessages& operator=(const QtMessages&) = delete;
};

} // namespace cairn::app
