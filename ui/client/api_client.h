// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/answer_wait.h"
#include "ui/client/api_call.h"
#include "ui/client/api_reply.h"
#include "ui/client/pulse.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <functional>

class QNetworkReply;

namespace cairn::ui {

/// Where a gateway is, and what lets us in.
struct ApiTarget {
    QUrl base; ///< `http://127.0.0.1:9091`, with the route prefix as its path
    QByteArray token; ///< bearer; empty: none
    QString user = {}; ///< whose password the token is, then; empty: it is a bearer
    bool operator==(const ApiTarget&) const = default;
};

/// Speaks with one gateway's admin API. Never blocks, never throws, never shows anything. Lives on the GUI's thread.
class ApiClient final : public QObject {
    Q_OBJECT

public:
    using Handler = std::function<void(const ApiReply&)>;

    explicit ApiClient(QObject* parent = nullptr);

    /// Turns to another gateway. Calls under way are dropped: their handlers are never called.
    void setTarget(const ApiTarget& target);
    [[nodiscard]] const ApiTarget& target() const { return m_target; }

    /// Asks. `handler` is called once, from the event loop, unless `context` is gone by then, the target has changed,
    /// or a newer call of the same lane and context superseded this one.
    void send(const ApiCall& call, QObject* context, Handler handler);
    /// Drops what that context has asked in that lane: the gateway need not answer any more.
    void cancel(QObject* context, const QString& lane);
    [[nodiscard]] QUrl urlOf(const ApiCall& call) const;
    /// Somebody waits for answers that are under way.
    [[nodiscard]] bool isAwaited() const { return m_awaited > 0; }
    /// How long the gateway has owed an answer, to anybody.
    [[nodiscard]] AnswerWait& wait() { return m_wait; }
    [[nodiscard]] const AnswerWait& wait() const { return m_wait; }
    [[nodiscard]] Pulse& pulse() { return m_pulse; }

Q_SIGNALS:
    void targetChanged();
    void answered(const cairn::ui::ApiReply& reply); ///< any call, before its handler
    void awaitedChanged();

private:
    void count(int step);
    void finish(QNetworkReply* reply, const QPointer<QObject>& context, const Handler& handler, double milliseconds);

    QNetworkAccessManager m_network;
    ApiTarget m_target;
    QHash<std::pair<QObject*, QString>, QPointer<QNetworkReply>> m_lanes;
    Pulse m_pulse;
    AnswerWait m_wait;
    int m_awaited = 0;
    quint64 m_generation = 0; // of the target: what was asked of another is not heard
};

} // namespace cairn::ui
