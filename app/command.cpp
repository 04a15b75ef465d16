// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unistd.h>

namespace cairn::app {

namespace {

void write(std::FILE* stream, std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

} // namespace

int fail(std::string_view message, int code)
{
    complain("error: " + std::string(message) + "\n");
    return code;
}

void print(std::string_view text)
{
    write(stdout, text);
}

void complain(std::string_view text)
{
    write(stderr, text);
}

Result<std::string, std::string> readFile(const std::string& path)
{
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> opened;
    std::FILE* file = stdin;
    if (path != "-") {
        opened.reset(std::fopen(path.c_str(), "rbe"));
        file = opened.get();
    }
    if (file == nullptr)
        return Failure{std::string(std::strerror(errno))};
    std::string text;
    std::string piece(65536, '\0');
    while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), file))
        text.append(piece, 0, size);
    if (std::ferror(file) != 0)
        return Failure{std::string(std::strerror(errno))};
    return text;
}

Environment processEnvironment()
{
    Environment all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

} // namespace cairn::app
