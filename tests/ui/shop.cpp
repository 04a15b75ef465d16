// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shop.h"

#include "ui/window/control_room.h"

#include <QDateTime>
#include <QSignalSpy>

#include <array>

namespace cairn::ui_testing {

namespace {

QByteArray histogram(int round)
{
    QByteArray text = "# HELP http_request_duration_seconds How long requests took.\n"
                      "# TYPE http_request_duration_seconds histogram\n";
    for (const char* path : {"/cart", "/checkout"}) {
        const QByteArray labels = QByteArray("path=\"") + path + "\"";
        int total = 0;
        const std::array<std::pair<const char*, int>, 7> buckets{{{"0.005", 4}, {"0.025", 18 + (round * 5) % 7},
            {"0.1", 61}, {"0.25", 33}, {"1", 12}, {"2.5", 3}, {"+Inf", 1}}};
        for (const auto& [bound, count] : buckets) {
            total += count;
            text += "http_request_duration_seconds_bucket{" + labels + ",le=\"" + bound + "\"} "
                + QByteArray::number(total) + '\n';
        }
        text += "http_request_duration_seconds_sum{" + labels + "} " + QByteArray::number(total * 0.18) + '\n';
        text += "http_request_duration_seconds_count{" + labels + "} " + QByteArray::number(total) + '\n';
    }
    return text;
}

} // namespace

QByteArray shopBody(int round, int place)
{
    QByteArray text = "# HELP http_requests_total Requests, by path and code.\n# TYPE http_requests_total counter\n";
    for (const char* path : {"/", "/cart", "/checkout", "/search"}) {
        for (const char* code : {"200", "404", "500"})
            text += QByteArray("http_requests_total{path=\"") + path + "\",code=\"" + code + "\"} "
                + QByteArray::number((round * 7 + place * 3) % 23 + 1) + '\n';
    }
    text += "# HELP queue_depth Orders that wait.\n# TYPE queue_depth gauge\nqueue_depth{clearmode=\"max\"} "
        + QByteArray::number(40 + (round * 13) % 31) + '\n';
    text += "# TYPE upload_bytes_total counter\nupload_bytes_total " + QByteArray::number(1048576.0 * (round + 3))
        + '\n';
    text
        += "# TYPE cache_hit_ratio gauge\ncache_hit_ratio{clearmode=\"mean5m\"} 0.9" + QByteArray::number(round) + '\n';
    text += "# TYPE page_load_seconds gauge\npage_load_seconds{clearmode=\"p99:5m\"} 0.2" + QByteArray::number(round)
        + '\n';
    text += "# TYPE build_info gauge\nbuild_info{version=\"1.4.2\",clearmode=\"family\"} 1\n";
    return text + histogram(round);
}

void pushRounds(LivingGateway& gateway, ui::ControlRoom& room, int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        for (int place = 0; place < 3; ++place)
            gateway.push(QStringLiteral("/job/shop/instance/eu-%1").arg(place), shopBody(round, place));
        gateway.push(QStringLiteral("/job/nightly"),
            "# TYPE last_success_timestamp_seconds gauge\nlast_success_timestamp_seconds "
                + QByteArray::number(QDateTime::currentSecsSinceEpoch()) + "\n# TYPE rows_total counter\nrows_total "
                + QByteArray::number(4211 + (round * 37) % 90) + "\n");
        gateway.push(QStringLiteral("/job/shop"), "http_requests_total{path=\"/\"} -2\n");
        QSignalSpy heard(&room.session().connection(), &ui::Connection::statusChanged);
        heard.wait();
    }
}

} // namespace cairn::ui_testing
