// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/process_metrics.h"

#include <charconv>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace cairn {

namespace {

std::string contents(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> fields(const std::string& text)
{
    std::istringstream in(text);
    std::vector<std::string> all;
    for (std::string field; in >> field;)
        all.push_back(field);
    return all;
}

std::optional<double> number(const std::string& text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// The number behind a line's first word: `btime 1700000000`.
std::optional<double> numberAfter(const std::string& text, const std::string& word)
{
    const std::size_t at = ("\n" + text).find("\n" + word);
    if (at == std::string::npos)
        return {};
    const auto words = fields(text.substr(at + word.size(), 80));
    if (!words.empty() && words[0] == "unlimited")
        return std::numeric_limits<double>::infinity();
    return words.empty() ? std::nullopt : number(words[0]);
}

std::optional<double> countDescriptors(const std::filesystem::path& folder)
{
    std::error_code error;
    double count = 0;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        ++count;
    return error ? std::nullopt : std::optional(count);
}

} // namespace

std::optional<ProcessStatus> readProcessStatus(
    const std::filesystem::path& proc, double ticksPerSecond, double pageBytes)
{
    const std::string stat = contents(proc / "self/stat");
    // proc(5): the second field is the program's name in parentheses, and may hold blanks and parentheses itself
    const std::size_t nameEnd = stat.rfind(')');
    if (nameEnd == std::string::npos)
        return {};
    const auto after = fields(stat.substr(nameEnd + 1)); // from the third field on
    if (after.size() < 22)
        return {};
    const auto field = [&](std::size_t index) { return number(after[index - 3]); };
    const auto userTicks = field(14);
    const auto systemTicks = field(15);
    const auto startTicks = field(22);
    const auto virtualBytes = field(23);
    const auto residentPages = field(24);
    const auto bootSeconds = numberAfter(contents(proc / "stat"), "btime ");
    const auto open = countDescriptors(proc / "self/fd");
    const auto most = numberAfter(contents(proc / "self/limits"), "Max open files ");
    if (!userTicks || !systemTicks || !startTicks || !virtualBytes || !residentPages || !bootSeconds || !open || !most)
        return {};
    return ProcessStatus{(*userTicks + *systemTicks) / ticksPerSecond, *residentPages * pageBytes, *virtualBytes, *open,
        *most, *bootSeconds + *startTicks / ticksPerSecond};
}

void addProcessMetrics(Registry& registry, const std::filesystem::path& proc)
{
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
    if (!readProcessStatus(proc, ticks, page))
        return;
    Gauge& cpu = registry.total("process_cpu_seconds_total", "User and system CPU time spent in seconds.");
    Gauge& resident = registry.gauge("process_resident_memory_bytes", "Resident memory in bytes.");
    Gauge& virtualMemory = registry.gauge("process_virtual_memory_bytes", "Virtual memory in bytes.");
    Gauge& open = registry.gauge("process_open_fds", "Open file descriptors.");
    Gauge& most = registry.gauge("process_max_fds", "The most file descriptors that may be open.");
    Gauge& start
        = registry.gauge("process_start_time_seconds", "When the process started, in seconds since the epoch.");
    registry.beforeRender([=, &cpu, &resident, &virtualMemory, &open, &most, &start] {
        const auto status = readProcessStatus(proc, ticks, page);
        if (!status)
            return;
        cpu.set(status->cpuSeconds);
        resident.set(status->residentBytes);
        virtualMemory.set(status->virtualBytes);
        open.set(status->openDescriptors);
        most.set(status->maxDescriptors);
        start.set(status->startTimeSeconds);
    });
}

} // namespace cairn
