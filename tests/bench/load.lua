-- SPDX-FileCopyrightText: Cairn contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- wrk sends the body in the file that LOAD_BODY names, or GETs if there is none; LOAD_GZIP asks for gzip. The last line
-- printed is for programs: requests, answers that are no success, broken connections, p50 and p99 in µs, bytes.
local path = os.getenv("LOAD_BODY")
if path then
    local file = assert(io.open(path, "rb"))
    wrk.method = "POST"
    wrk.body = file:read("*a")
    file:close()
end
if os.getenv("LOAD_GZIP") then
    wrk.headers["Accept-Encoding"] = "gzip"
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("load %d %d %d %d %d %d\n", summary.requests, errors.status,
        errors.connect + errors.read + errors.write, latency:percentile(50), latency:percentile(99), summary.bytes))
end
