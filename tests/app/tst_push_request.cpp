// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http_exchange.h"
#include "app/push_request.h"

#include <QTest>

using namespace cairn;
using namespace cairn::app;

class TestPushRequest final : public QObject {
    Q_OBJECT

private slots:
    void path_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("plain") << QByteArray("a") << QByteArray("/metrics/job/a");
        QTest::newRow("blank, plus and percent") << QByteArray("a +%") << QByteArray("/metrics/job/a%20%2B%25");
        QTest::newRow("UTF-8") << QByteArray("ä") << QByteArray("/metrics/job/%C3%A4");
        QTest::newRow("slash") << QByteArray("/var/tmp") << QByteArray("/metrics/job@base64/L3Zhci90bXA=");
        QTest::newRow("empty") << QByteArray() << QByteArray("/metrics/job@base64/=");
        QTest::newRow("dots that a URL would fold") << QByteArray("..") << QByteArray("/metrics/job@base64/Li4=");
    }
    void path()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, path);
        const std::array labels{Label{"job", value.toStdString()}};
        QCOMPARE(QByteArray::fromStdString(pushPath(labels)), path);
    }

    void path_keeps_the_order_of_labels()
    {
        QCOMPARE(pushPath(std::array{Label{"job", "a"}, Label{"instance", "b"}}), "/metrics/job/a/instance/b");
        QCOMPARE(pushPath({}), "/metrics");
    }

    void mode_is_added_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("no labels") << QByteArray("a 1\n") << QByteArray("a{clearmode=\"max\"} 1\n");
        QTest::newRow("empty labels") << QByteArray("a{} 1\n") << QByteArray("a{clearmode=\"max\"} 1\n");
        QTest::newRow("labels") << QByteArray("a{x=\"1\"} 1\n") << QByteArray("a{x=\"1\",clearmode=\"max\"} 1\n");
        QTest::newRow("final comma") << QByteArray("a{x=\"1\",} 1\n") << QByteArray("a{x=\"1\",clearmode=\"max\"} 1\n");
        QTest::newRow("brace in a value")
            << QByteArray("a{x=\"}\"} 1\n") << QByteArray("a{x=\"}\",clearmode=\"max\"} 1\n");
        QTest::newRow("mode already there")
            << QByteArray("a{clearmode=\"min\"} 1\n") << QByteArray("a{clearmode=\"min\"} 1\n");
        QTest::newRow("comments and blanks stay") << QByteArray("# TYPE a counter\n\n  a   1\n# x")
                                                  << QByteArray("# TYPE a counter\n\n  a{clearmode=\"max\"}   1\n# x");
        QTest::newRow("timestamp stays") << QByteArray("a 1 5\nb 2\n")
                                         << QByteArray("a{clearmode=\"max\"} 1 5\nb{clearmode=\"max\"} 2\n");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }
    void mode_is_added()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, expected);
        const auto changed
            = withClearMode(std::string_view(body.constData(), static_cast<std::size_t>(body.size())), "max");
        QVERIFY(changed);
        QCOMPARE(QByteArray::fromStdString(*changed), expected);
    }

    void mode_of_a_bad_body_says_where()
    {
        const auto changed = withClearMode("a 1\nb{ 2\n", "max");
        QVERIFY(!changed);
        QCOMPARE(changed.error().line, 2);
    }

    void urls_are_joined()
    {
        QCOMPARE(targetOf("http://a:1", "/metrics"), (Target{"http://a:1", "/metrics"}));
        QCOMPARE(targetOf("https://a/push/", "/metrics"), (Target{"https://a/push", "/metrics"}));
        QCOMPARE(targetOf("a:1", "/metrics"), (Target{"http://a:1", "/metrics"}));
        QCOMPARE(targetOf("http://a/?dry_run=true#x", "/metrics"), (Target{"http://a", "/metrics?dry_run=true"}));
        QCOMPARE(targetOf("a?x=http://b", "/metrics"), (Target{"http://a", "/metrics?x=http://b"}));
        QCOMPARE(targetOf("unix:///run/a.sock", "/metrics"), (Target{"unix:///run/a.sock", "/metrics"}));
    }

    void passwords_of_urls_stay_secret()
    {
        QCOMPARE(targetOf("http://me:secret@a:1/p", "/metrics/x@base64/=").shown(), "http://a:1/p/metrics/x@base64/=");
        QCOMPARE(targetOf("http://me:se/c@ret@a:1", "/metrics").shown(), "http://a:1/metrics");
        QCOMPARE(targetOf("me:secret@a", "/metrics").shown(), "http://a/metrics");
        QCOMPARE(targetOf("http://a", "/metrics").shown(), "http://a/metrics");
        QCOMPARE(targetOf("unix:///run/a@b.sock", "/x").shown(), "unix:///run/a@b.sock/x");
    }
};

QTEST_APPLESS_MAIN(TestPushRequest)
#include "tst_push_request.moc"
