// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_call.h"
#include "ui/client/api_reply.h"

#include <QJsonArray>

#include <functional>
#include <optional>

namespace cairn::ui {

/// How a list is written to a file, page by page: each call's answer becomes bytes, and says what to ask next.
struct ExportPlan {
    /// The first call, given null; then what follows an answer. Nothing: that was all. Plain calls go to the file as
    /// they come.
    std::function<std::optional<ApiCall>(const ApiReply*)> next;
    std::function<QByteArray(const ApiReply&)> bytes; ///< of an answer; none: what it says is not written
    std::function<int(const ApiReply&)> rows; ///< how many there are in an answer
    QByteArray head;
    QByteArray tail;
};

/// A list of the API whose rows stand in the array `key`, by `limit` and `offset`.
struct ExportedList {
    ApiCall call; ///< without limit and offset
    QString key;
};
/// As JSON: an array of the rows as the gateway tells them.
[[nodiscard]] ExportPlan jsonPlan(const ExportedList& list);
/// As CSV: `head`, then a line per row.
[[nodiscard]] ExportPlan csvPlan(
    const ExportedList& list, const QStringList& head, std::function<QStringList(const QJsonObject&)> cells);
/// As text, by a function that writes a row.
[[nodiscard]] ExportPlan linesPlan(const ExportedList& list, std::function<QString(const QJsonObject&)> lines);
/// A scrape of what the query selects.
[[nodiscard]] ExportPlan scrapePlan(const ApiCall& scrape);
/// Scrapes of all families of a list, some at a time: a request's first line is limited.
[[nodiscard]] ExportPlan scrapePlan(const ExportedList& families, const QString& scrapePath);
/// What is known already.
[[nodiscard]] ExportPlan wholePlan(const QByteArray& bytes);

/// A scrape of these families, as many from `first` on as a request can name; `first` moves behind them.
[[nodiscard]] ApiCall scrapeOfSome(const QStringList& families, qsizetype& first, const QString& scrapePath);

} // namespace cairn::ui
