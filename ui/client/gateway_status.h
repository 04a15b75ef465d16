// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <limits>
#include <optional>

namespace cairn::ui {

/// A number of the API: JSON's own, or "NaN", "+Inf", "-Inf"; nothing for null and whatever else.
[[nodiscard]] std::optional<double> readNumber(const QJsonValue& value);

struct Gauge {
    double now = 0;
    std::optional<double> limit;
    std::optional<double> ratio; ///< how near the limit is: 0 to 1
    QString flag; ///< that sets the limit
};

struct Flow {
    double total = 0;
    double rate = 0; ///< per second
};

struct RecentScrape {
    double time = 0; ///< Unix seconds
    double ageSeconds = 0;
    QString from;
    int status = 0;
    double durationSeconds = 0;
};

/// `GET /api/v2/status`, as far as the window shows it.
struct GatewayStatus {
    QString version;
    QString revision;
    QString profile;
    double time = 0;
    double startTime = 0;
    double uptimeSeconds = 0;
    bool ready = false;
    bool healthy = false;
    QString complaint;
    QStringList addresses;
    QString pushPath; ///< behind the address that the window knows, which has the prefix of all routes
    QString scrapePath; ///< likewise
    bool mayAdminister = false;
    Flow pushes;
    Flow samples;
    Flow refusals;
    QList<std::pair<QString, Flow>> refusalsByReason; ///< most first
    Gauge series;
    Gauge families;
    Gauge groups;
    Gauge windowBytes;
    Gauge connections;
    double residentBytes = 0;
    double cpuRate = 0;
    double scrapesTotal = 0;
    QList<RecentScrape> scrapes; ///< newest first
    int ruleCount = 0;
    QString rulesEtag;
    bool isDurable = false;

    /// It has what every gateway says of itself: another program's JSON has not.
    [[nodiscard]] static bool isOne(const QJsonObject& data);
    [[nodiscard]] static GatewayStatus read(const QJsonObject& data);
};

} // namespace cairn::ui
