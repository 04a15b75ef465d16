// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_call.h"
#include "ui/models/push.h"

#include <QList>
#include <QUrl>

namespace cairn::ui {

/// A push as a person puts it together: path labels in their order, and a body.
struct TryRequest {
    QList<std::pair<QString, QString>> labels;
    QByteArray body;
    QString format = QStringLiteral("text"); // text, openmetrics, protobuf

    bool operator==(const TryRequest&) const = default;
};

/// `/job/api/instance/a%2Fb`, as behind /metrics; values that no segment can hold are base64url.
[[nodiscard]] QString pathOfLabels(const QList<std::pair<QString, QString>>& labels);
/// The labels of such a path, in its order.
[[nodiscard]] QList<std::pair<QString, QString>> labelsOfPath(const QString& path);

/// Merges and answers with the report. `pushPath` is where the gateway takes pushes: `/metrics`.
[[nodiscard]] ApiCall pushCall(const TryRequest& request, const QString& pushPath);
/// Merges nothing and answers with the report.
[[nodiscard]] ApiCall tryCall(const TryRequest& request);

/// `curl --data-binary @- http://…/metrics/job/api`: the first line alone, for showing.
[[nodiscard]] QString curlLine(const TryRequest& request, const QUrl& base, const QString& pushPath);
/// All of it, with the body as a here-document; a shell takes nothing in it for its own.
[[nodiscard]] QString curlCommand(const TryRequest& request, const QUrl& base, const QString& pushPath);

} // namespace cairn::ui
