// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_call.h"
#include "ui/models/push.h"

#include <QList>
#include <QUrl>

#include <optional>

namespace cairn::ui {

/// A push as a person puts it together: path labels in their order, and a body.
struct TryRequest {
    QList<std::pair<QString, QString>> labels;
    QByteArray body;
    QString format = QStringLiteral("text"); // text, openmetrics, protobuf, json, increment: its query is the body
    QString method = QStringLiteral("POST"); // or PUT

    bool operator==(const TryRequest&) const = default;
};

/// `/job/api/instance/a%2Fb`, as behind /metrics; values that no segment can hold are base64url.
[[nodiscard]] QString pathOfLabels(const QList<std::pair<QString, QString>>& labels);
/// The labels of such a path, in its order.
[[nodiscard]] QList<std::pair<QString, QString>> labelsOfPath(const QString& path);

/// A push of the log, as `/pushes/<id>` tells it, to be sent again; nothing where its body was not kept whole.
[[nodiscard]] std::optional<TryRequest> requestOf(const QJsonObject& detail);

/// What the body of a push says, counted for people; 0 where it cannot be read.
[[nodiscard]] int samplesOf(const TryRequest& request);
/// An increment as the text that does the same; other requests as they are.
[[nodiscard]] TryRequest asText(const TryRequest& request);

/// Merges and answers with the report. `pushPath` is where the gateway takes pushes: `/metrics`; JSON and increments
/// have places of their own.
[[nodiscard]] ApiCall pushCall(const TryRequest& request, const QString& pushPath);
/// Merges nothing and answers with the report.
[[nodiscard]] ApiCall tryCall(const TryRequest& request);

/// `curl --data-binary @- http://…/metrics/job/api`: the first line alone, for showing; all of it for an increment.
[[nodiscard]] QString curlLine(const TryRequest& request, const QUrl& base, const QString& pushPath);
/// All of it, with the body as a here-document; a shell takes nothing in it for its own.
[[nodiscard]] QString curlCommand(const TryRequest& request, const QUrl& base, const QString& pushPath);

} // namespace cairn::ui
