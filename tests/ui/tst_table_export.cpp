// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list that is exported page by page, over answers that are written down.
#include "tests/ui/canned_gateway.h"
#include "ui/pages/export_plan.h"
#include "ui/pages/table_export.h"
#include "ui/window/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn::ui;

class TestTableExport : public QObject {
    Q_OBJECT

private slots:
    void an_export_says_whether_it_is_of_one_instant_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<bool>("isOfOne");
        QTest::newRow("both pages are") << QByteArray("100.25") << QByteArray("100.25") << true;
        QTest::newRow("something was pushed between them") << QByteArray("100.25") << QByteArray("103.5") << false;
    }
    void an_export_says_whether_it_is_of_one_instant()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        const QByteArray list = "GET /api/v2/families";
        CannedGateway gateway;
        gateway.hold(list);
        Session session;
        session.client().setTarget({gateway.url(), {}});
        QStringList notices;
        connect(&session, &Session::noticed, this, [&](const Notice& notice) { notices.append(notice.text); });
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("families.json"));
        const ExportedList families{ApiCall::get({QStringLiteral("families")}), QStringLiteral("families")};
        (new TableExport(session, jsonPlan(families), path, this))->start();
        QTRY_COMPARE(gateway.held(list), 1);
        gateway.release(list, "{\"total\":2,\"offset\":0,\"as_of\":" + first + ",\"families\":[{\"name\":\"a\"}]}");
        QTRY_COMPARE(gateway.held(list), 1);
        gateway.release(list, "{\"total\":2,\"offset\":1,\"as_of\":" + second + ",\"families\":[{\"name\":\"b\"}]}");
        QTRY_VERIFY(notices.last().startsWith(QStringLiteral("2 rows are in ")));
        QTEST(!notices.last().contains(QStringLiteral("Not of one instant but from ")), "isOfOne");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("[\n{\"name\":\"a\"},\n{\"name\":\"b\"}\n]\n"));
    }
};

QTEST_MAIN(TestTableExport)
#include "tst_table_export.moc"
