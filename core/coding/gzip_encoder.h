// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coding/encoder.h"

namespace cairn {

/// Makes one gzip member.
class GzipEncoder final : public Encoder {
public:
    GzipEncoder();
    ~GzipEncoder() override;
    GzipEncoder(const GzipEncoder&) = delete;
    GzipEncoder& operator=(const GzipEncoder&) = delete;

    void write(std::string_view plain, std::string& out) override;
    void finish(std::string_view rest, std::string& out) override;

private:
    struct State;
    void run(std::string_view plain, bool last, std::string& out);

    std::unique_ptr<State> m_state;
};

} // namespace cairn
