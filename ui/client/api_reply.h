// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn::ui {

/// Why a request got no data.
struct ApiError {
    enum class Kind {
        Unreachable, ///< no connection, or it broke
        TimedOut, ///< no whole answer in time
        Unauthorized, ///< 401 or 403: it does not let us in
        NotServed, ///< 404 or 405 without the admin API's envelope: something else listens there, or an older Cairn
        Broken, ///< an answer that is not what the admin API writes
        Declined, ///< the envelope of an error: `type` and `message` are the gateway's
    };
    Kind kind = Kind::Unreachable;
    int status = 0; ///< HTTP; 0 where there was no answer
    QString type; ///< `errorType` of the envelope
    QString message; ///< one line, lower case, no full stop
    QJsonObject body; ///< all of the envelope: `column`, `errors`, `etag`
};

/// What a request came to: data, or an error.
struct ApiReply {
    QJsonObject data;
    QByteArray text; ///< of a plain call, instead of data
    bool isCut = false; ///< there is more of the text
    QStringList warnings;
    QByteArray etag; ///< with its quotes
    double milliseconds = 0; ///< from asking to the last byte
    std::optional<ApiError> error;

    [[nodiscard]] bool ok() const { return !error; }
};

/// Reads the envelope of an answer. Never trusts it: whatever is not as described is `Broken`.
[[nodiscard]] ApiReply readEnvelope(int status, const QByteArray& body);

} // namespace cairn::ui
