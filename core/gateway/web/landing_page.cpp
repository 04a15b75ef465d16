// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/web/landing_page.h"

#include "core/telemetry/build_info.h"

#include <string_view>

namespace cairn {

namespace {

constexpr std::string_view kPage = R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Cairn</title>
<style>body{font-family:sans-serif;max-width:48em;margin:2em auto;padding:0 1em}pre{background:#eee;padding:1em;overflow:auto}</style>
</head>
<body>
<h1>Cairn</h1>
<p>An aggregating push gateway for Prometheus, version @VERSION@.</p>
<ul>
<li><a href="@TELEMETRY@">What was pushed</a></li>
<li><a href="@SELF@">The gateway's own metrics</a></li>
<li><a href="@PREFIX@/-/healthy">Health</a>, <a href="@PREFIX@/-/ready">readiness</a></li>
</ul>
<h2>Push</h2>
<pre>echo 'jobs_done_total 1' | curl --data-binary @- http://HOST:PORT@PREFIX@/metrics/job/backup</pre>
<h2>Scrape</h2>
<p>Without <code>honor_labels</code> Prometheus renames the labels job and instance of what was pushed.</p>
<pre>scrape_configs:
  - job_name: cairn
    honor_labels: true
    metrics_path: @TELEMETRY@
    static_configs:
      - targets: ['HOST:PORT']
  - job_name: cairn-itself
    metrics_path: @SELF@
    static_configs:
      - targets: ['HOST:PORT']
</pre>
</body>
</html>
)";

// Settings come from the operator, yet nothing unescaped goes into a page.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

void replaceAll(std::string& page, std::string_view mark, std::string_view text)
{
    const std::string safe = escaped(text);
    for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + safe.size()))
        page.replace(at, mark.size(), safe);
}

} // namespace

http::Response landingPage(const WebConfig& web)
{
    std::string page(kPage);
    replaceAll(page, "@VERSION@", buildInfo().version);
    replaceAll(page, "@TELEMETRY@", web.routePrefix + web.telemetryPath);
    replaceAll(page, "@SELF@", web.routePrefix + web.selfMetricsPath);
    replaceAll(page, "@PREFIX@", web.routePrefix);
    http::Response response;
    response.headers.push_back({"Content-Type", "text/html; charset=utf-8"});
    response.headers.push_back({"Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"});
    response.headers.push_back({"X-Frame-Options", "DENY"});
    response.body = std::move(page);
    return response;
}

} // namespace cairn
