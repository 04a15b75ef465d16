// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace cairn::ui {

enum class ResetState { Undoable, Undone, Expired, Dropped };

/// One reset, as `/api/v2/resets` lists it.
struct Reset {
    qint64 id = 0;
    double time = 0; // Unix seconds
    QString by; // user; empty where there are none
    QString from;
    QString what; // in words of the conditions
    qint64 series = 0;
    qint64 families = 0;
    ResetState state = ResetState::Expired;
    double undoUntil = 0; // Unix seconds; 0 unless undoable
    double undoneTime = 0;
    QString undoneFrom;
    qint64 returned = 0;

    qint64 key() const { return id; }
    bool operator==(const Reset&) const = default;
};

/// `now` (Unix seconds, of this computer) places the gateway's remaining seconds on our clock.
Reset resetOf(const QJsonObject& object, double now);

/// "http_requests_total, group /job/api, older than 1h", "every series".
QString whatText(const QJsonObject& what);

} // namespace cairn::ui
