// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace cairn::ui {

enum class PushResult { Merged, Refused, DryRun };

/// One push of the gateway's log, as `/api/v2/pushes` lists it.
struct Push {
    qint64 id = 0;
    double time = 0; // Unix seconds
    QString from; // address and port
    QString groupPath; // as behind /metrics: empty, or "/job/api"; what was sent where it could not be read
    QString group; // for people: job="api", instance="a"
    bool hasGroup = false; // the path could be read
    QString method;
    QString format; // text, openmetrics, protobuf, json, increment
    QString coding; // empty, gzip, …
    qint64 bytes = 0;
    std::optional<qint64> samples; // merged; none where refused
    std::optional<qint64> created;
    std::optional<qint64> dropped;
    int status = 0;
    PushResult result = PushResult::Merged;
    QString errorType;
    QString error;
    int line = 0; // 1-based line of the body that was refused; 0 for none
    QString text; // the offending text
    double duration = 0;
    bool hasReport = false;
    bool hasBody = false;

    QString placedError() const; ///< "line 7: expected a value"
    qint64 key() const { return id; }
    bool operator==(const Push&) const = default;
};

Push pushOf(const QJsonObject& object);

/// A push's format as people call it: "OpenMetrics", "JSON".
QString formatName(const QString& format);

/// What a refusal says, without the line that it begins with: places beside it tell that already.
QString withoutLine(const QString& error, int line);

/// `job="api", instance="a"` of a group's labels; empty for none. `path` gives their order, which JSON loses.
QString groupText(const QJsonObject& group);

} // namespace cairn::ui
