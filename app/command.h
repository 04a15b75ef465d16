// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/arguments.h"
#include "core/config/config_reader.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::app {

// What the program ends with.
inline constexpr int kFine = 0;
inline constexpr int kFailed = 1; ///< while starting or running: a port, a file, a refused push
inline constexpr int kWrongUsage = 2; ///< of flags, or a wrong configuration or rule file

/// The words behind the name of the command.
using Words = std::span<const std::string>;

/// What main() was given, for the QCoreApplication or QApplication that is made of it.
struct Process {
    int& argc;
    char** argv;
};

// One function per command; each returns the exit code. But for serve(), each needs a QCoreApplication.
int serve(Process process, Words words, bool headless); ///< window or gateway; `headless`: as if --no-gui was given
int check(Words words); ///< reads rule files and a config file, and prints what was understood
int push(Words words); ///< sends one exposition to a gateway
int health(Words words); ///< asks a gateway how it is

/// Prints `error: <message>` to stderr; returns `code`.
int fail(std::string_view message, int code);
void print(std::string_view text); ///< to stdout
void complain(std::string_view text); ///< to stderr

/// The file's bytes; `-` is standard input. The error says why not, in the system's words.
[[nodiscard]] Result<std::string, std::string> readFile(const std::string& path);
[[nodiscard]] Environment processEnvironment();

} // namespace cairn::app
