// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/export_plan.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QSaveFile>

class QNetworkReply;

namespace cairn::ui {

class Session;

/// Writes a list to a file, page by page, while the window goes on. The file is there when all of it is: an export that
/// fails or is stopped leaves what stood there before. Tells how it went by the session, and deletes itself.
class TableExport final : public QObject {
    Q_OBJECT

public:
    TableExport(Session& session, ExportPlan plan, const QString& path, QObject* parent);

    void start();
    void stop();

Q_SIGNALS:
    void ended(bool isWritten);

private:
    void go(const ApiReply* last);
    void ask(const ApiCall& call);
    void take(const ApiReply& reply);
    void stream(const ApiCall& call);
    void finishStream();
    [[nodiscard]] bool write(const QByteArray& bytes);
    [[nodiscard]] QString done() const;
    void fail(const QString& why);
    void end();

    Session& m_session;
    ExportPlan m_plan;
    QSaveFile m_file;
    QNetworkAccessManager m_network; // of what is too long to be held
    QPointer<QNetworkReply> m_stream;
    qint64 m_rows = 0;
    double m_from = 0; // when the first page was of, in Unix seconds; 0: pages do not say
    double m_to = 0; // and the last
    bool m_isOver = false;
};

} // namespace cairn::ui
