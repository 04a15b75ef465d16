// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/scrape/scrape_negotiation.h"

#include <QTest>

using namespace cairn;
using Syntax = ScrapeFormat::Syntax;

class TestAccept final : public QObject {
    Q_OBJECT

private slots:
    void negotiates_data();
    void negotiates();
    void joinsFields();
    void namesTypes();
};

void TestAccept::negotiates_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<int>("syntax");
    QTest::addColumn<QByteArray>("escaping");
    const auto row = [](const char* title, const char* accept, Syntax syntax, const char* escaping = "underscores") {
        QTest::newRow(title) << QByteArray(accept) << static_cast<int>(syntax) << QByteArray(escaping);
    };
    const Syntax text = Syntax::Text004;
    const Syntax text1 = Syntax::Text100;
    const Syntax open = Syntax::OpenMetrics100;
    const Syntax proto = Syntax::Protobuf;
    row("Prometheus 2.42",
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        open);
    row("Prometheus 2.42 with native histograms",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
        "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
        "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        proto);
    row("Prometheus 2.53",
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        open);
    row("Prometheus 2.53 with native histograms",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.5,"
        "application/openmetrics-text;version=1.0.0;q=0.4,application/openmetrics-text;version=0.0.1;q=0.3,"
        "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        proto);
    row("Prometheus 3.5",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
        "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
        "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        open, "allow-utf-8");
    row("Prometheus 3.5 with native histograms names no escaping for them",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
        "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
        "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
        proto);
    row("curl", "*/*", text);
    row("a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", text);
    row("none", "", text);

    row("the best weight wins, wherever it stands",
        "text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.7,"
        "text/plain;version=1.0.0;q=0.6",
        open);
    row("of equal weights the first wins", "text/plain;version=1.0.0,application/openmetrics-text;version=1.0.0",
        text1);
    row("a weight of zero refuses", "application/openmetrics-text;version=1.0.0;q=0,text/plain;version=1.0.0;q=0.1",
        text1);
    row("a weight that is none refuses", "application/openmetrics-text;version=1.0.0;q=best,text/plain;q=0.1", text);
    row("an unknown version does not match", "application/openmetrics-text;version=2.0.0", text);
    row("an old version does not match", "application/openmetrics-text;version=0.0.1", text);
    row("an unknown version of text does not match",
        "text/plain;version=0.0.3,application/openmetrics-text;version=1.0.0;q=0.1", open);
    row("OpenMetrics without a version", "application/openmetrics-text", open);
    row("text without a version", "text/plain,application/openmetrics-text;q=0.5", text);
    row("text of any kind", "text/*;q=0.9,application/openmetrics-text;q=0.5", text);
    row("protobuf of another message", "application/vnd.google.protobuf;proto=other.Message;encoding=delimited", text);
    row("protobuf as text", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text",
        text);
    row("protobuf and nothing more", "application/vnd.google.protobuf", text);
    row("nothing that we write", "application/json,image/png", text);
    row("blanks, capitals and quotes", " Application/OpenMetrics-Text ; Version=\"1.0.0\" ; Q=0.5 , text/plain;q=0.4",
        open);
    row("weight before the version", "application/openmetrics-text;q=0.5;version=1.0.0,text/plain;q=0.4", open);
    row("rubbish", ";;,=,;q=1,,*", text);

    row("dots", "text/plain;version=1.0.0;escaping=dots", text1, "dots");
    row("values", "application/openmetrics-text;version=1.0.0;escaping=values", open, "values");
    row("values for protobuf",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=values",
        proto, "values");
    row("an escaping that is none", "text/plain;version=1.0.0;escaping=allow-utf8", text1);
    row("the escaping of another entry does not count",
        "text/plain;version=1.0.0,text/plain;version=0.0.4;escaping=dots;q=0.1", text1);
    row("values for text 0.0.4", "text/plain;version=0.0.4;escaping=values", text, "values");
    row("quotes for text 0.0.4, which has none", "text/plain;version=0.0.4;escaping=allow-utf-8", text);
}

void TestAccept::negotiates()
{
    QFETCH(QByteArray, accept);
    const ScrapeFormat format = negotiatedFormat(accept.toStdString());
    QTEST(static_cast<int>(format.syntax), "syntax");
    QTEST(QByteArray(toString(format.escaping).data()), "escaping");
}

void TestAccept::joinsFields() // of which there may be several
{
    http::RequestHead head;
    QVERIFY(negotiatedFormat(head) == ScrapeFormat());
    head.headers
        = {{"accept", "text/plain;version=0.0.4;q=0.3"}, {"host", "x"}, {"accept", "text/plain;version=1.0.0;q=0.4"}};
    QVERIFY(negotiatedFormat(head).syntax == Syntax::Text100);
}

void TestAccept::namesTypes()
{
    QCOMPARE(contentTypeOf({Syntax::Text004, Escaping::Underscores}),
        std::string("text/plain; version=0.0.4; charset=utf-8; escaping=underscores"));
    QCOMPARE(contentTypeOf({Syntax::Text100, Escaping::AllowUtf8}),
        std::string("text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"));
    QCOMPARE(contentTypeOf({Syntax::OpenMetrics100, Escaping::Dots}),
        std::string("application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots"));
    QCOMPARE(contentTypeOf({Syntax::Protobuf, Escaping::Values}),
        std::string("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; "
                    "escaping=values"));
}

QTEST_GUILESS_MAIN(TestAccept)
#include "tst_accept.moc"
