// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace cairn::ui {

/// What a page asked.
struct CannedRequest {
    QByteArray verb;
    QByteArray path; // with its query
    QByteArray ifMatch;
    QByteArray body;
};

/// Stands in for a gateway whose answers a test writes down: by "VERB /path", without the query. Unknown: 404.
class CannedGateway final : public QTcpServer {
    Q_OBJECT

public:
    CannedGateway();

    /// `data` is put into the envelope of a success.
    void set(const QByteArray& verbAndPath, const QByteArray& data, const QByteArray& etag = {});
    /// The same, worked out from each request.
    void setEach(const QByteArray& verbAndPath, std::function<QByteArray(const CannedRequest&)> data);
    /// Lets requests wait until release() answers them all; those whose asker has gone are forgotten.
    void hold(const QByteArray& verbAndPath) { m_held.insert(verbAndPath, {}); }
    void release(const QByteArray& verbAndPath, const QByteArray& data);
    [[nodiscard]] int held(const QByteArray& verbAndPath) const
    {
        return static_cast<int>(m_held.value(verbAndPath).size());
    }
    void stop(); ///< as a process that ends
    void refuse(const QByteArray& verbAndPath, int status, const QByteArray& envelope);
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] const QList<CannedRequest>& requests() const { return m_requests; }
    /// The last request that began so, as "POST /api/v2/try".
    [[nodiscard]] CannedRequest last(const QByteArray& verbAndPath) const;
    [[nodiscard]] int count(const QByteArray& verbAndPath) const;

private:
    struct Answer {
        int status = 200;
        QByteArray body;
        QByteArray etag;
    };
    void read(QTcpSocket* socket);
    void answer(QTcpSocket* socket, const CannedRequest& request);
    static void write(QTcpSocket* socket, const Answer& answer);

    QHash<QByteArray, Answer> m_answers;
    QHash<QByteArray, std::function<QByteArray(const CannedRequest&)>> m_makers;
    QHash<QTcpSocket*, QByteArray> m_buffers;
    QHash<QByteArray, QList<QTcpSocket*>> m_held;
    QList<CannedRequest> m_requests;
};

} // namespace cairn::ui
