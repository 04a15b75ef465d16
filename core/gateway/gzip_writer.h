// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace cairn {

/// Makes one gzip member piece by piece, fast rather than small. To be used by one thread at a time.
class GzipWriter {
public:
    GzipWriter();
    ~GzipWriter();
    GzipWriter(GzipWriter&&) noexcept;
    GzipWriter& operator=(GzipWriter&&) noexcept;

    /// Compresses `plain` and appends what is ready to `out`.
    void write(std::string_view plain, std::string& out);
    /// Ends the member; nothing may be written behind it.
    void finish(std::string& out);

private:
    struct State;
    void run(std::string_view plain, bool last, std::string& out);

    std::unique_ptr<State> m_state;
};

} // namespace cairn
