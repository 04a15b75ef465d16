// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <initializer_list>
#include <utility>

namespace cairn::ui {

/// `/api/v2/families/http%2Frequests/series` of {"families", "http/requests", "series"}.
[[nodiscard]] QString apiPath(std::initializer_list<QString> segments);

/// One request to the admin API, before it is sent.
struct ApiCall {
    QByteArray verb = "GET";
    QString path; ///< percent-encoded, from the root: of apiPath()
    QUrlQuery query; ///< of addParameter(), which encodes what a query cannot hold
    QByteArray body;
    QByteArray contentType;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< further ones: `If-Match`
    std::chrono::milliseconds timeout{10'000};
    /// A newer call of the same lane and context supersedes this one: its handler is never called. Empty: none does.
    QString lane;
    bool isPlain = false; ///< the answer is text, such as a scrape, not the admin API's JSON
    qint64 mostText = 0; ///< of a plain call: what is longer is not fetched, and the reply says so; 0: no such end
    bool isQuiet = false; ///< nobody waits for the answer
    bool isLongPoll = false; ///< the gateway answers when there is news: it owes nothing until then

    static ApiCall get(std::initializer_list<QString> segments);
    static ApiCall plain(const QString& path); ///< of text, from the root: `/metrics`
    static ApiCall post(std::initializer_list<QString> segments); ///< without a body
    static ApiCall post(std::initializer_list<QString> segments, const QJsonObject& json);
    ApiCall&& with(const QString& name, const QString& value) &&; ///< one parameter more; an empty value is left out
    ApiCall&& in(const QString& name) &&; ///< sets the lane
};

void addParameter(QUrlQuery& query, const QString& name, const QString& value);

} // namespace cairn::ui
