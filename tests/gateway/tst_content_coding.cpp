// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/content_coding.h"
#include "core/gateway/web/accept_encoding.h"

#include <QTest>

using namespace cairn;

class TestContentCoding : public QObject {
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void offersWhatIsRead();
    void weighs_data();
    void weighs();
};

namespace {

http::RequestHead headWith(const QByteArray& name, const QList<QByteArray>& values)
{
    http::RequestHead head;
    for (const QByteArray& value : values)
        head.headers.push_back({name.toStdString(), value.toStdString()});
    return head;
}

QByteArray nameOf(ContentCoding coding)
{
    return QByteArray::fromStdString(std::string(toString(coding)));
}

} // namespace

void TestContentCoding::names_data()
{
    QTest::addColumn<QList<QByteArray>>("fields");
    QTest::addColumn<QByteArray>("coding"); // empty: none that can be read
    const auto row = [](const char* name, QList<QByteArray> fields, const char* coding) {
        QTest::newRow(name) << std::move(fields) << QByteArray(coding);
    };
    row("no field", {}, "identity");
    row("an empty field", {""}, "identity");
    row("identity", {"identity"}, "identity");
    row("gzip", {"gzip"}, "gzip");
    row("gzip in capitals", {"GZIP"}, "gzip");
    row("gzip by its old name", {"x-gzip"}, "gzip");
    row("gzip and identity", {"identity, gzip"}, "gzip");
    row("gzip and nothing", {", gzip,"}, "gzip");
    row("deflate", {"deflate"}, "deflate");
    row("zstd", {"Zstd"}, "zstd");
    row("snappy", {"snappy"}, "snappy");
    row("snappy by the name of its description", {"x-snappy-framed"}, "snappy");
    row("gzip twice", {"gzip, gzip"}, "");
    row("gzip twice in two fields", {"gzip", "gzip"}, "");
    row("zstd behind gzip", {"gzip, zstd"}, "");
    row("a coding that is not read", {"br"}, "");
    row("nonsense", {"gzipped"}, "");
    row("a parameter", {"gzip;q=1"}, "");
}

void TestContentCoding::names()
{
    QFETCH(QList<QByteArray>, fields);
    QFETCH(QByteArray, coding);
    const auto found = contentCodingOf(headWith("content-encoding", fields));
    QCOMPARE(found ? nameOf(*found) : QByteArray(), coding);
}

void TestContentCoding::offersWhatIsRead()
{
    const QByteArray offered(kReadableCodings.data(), static_cast<qsizetype>(kReadableCodings.size()));
    QCOMPARE(offered.split(',').size(), 4);
    for (const QByteArray& one : offered.split(','))
        QVERIFY(contentCodingOf(headWith("content-encoding", {one})));
}

void TestContentCoding::weighs_data()
{
    QTest::addColumn<QList<QByteArray>>("fields");
    QTest::addColumn<QByteArray>("coding");
    const auto row = [](const char* name, QList<QByteArray> fields, const char* coding) {
        QTest::newRow(name) << std::move(fields) << QByteArray(coding);
    };
    row("no field", {}, "identity");
    row("an empty field", {""}, "identity");
    row("gzip", {"gzip"}, "gzip");
    row("gzip by its old name", {"x-gzip"}, "gzip");
    row("gzip refused, its old name not", {"x-gzip, gzip;q=0"}, "identity");
    row("zstd", {"zstd"}, "zstd");
    row("zstd and gzip alike", {"zstd, gzip"}, "gzip");
    row("a browser", {"gzip, deflate, br, zstd"}, "gzip");
    row("zstd liked better", {"gzip;q=0.5, zstd"}, "zstd");
    row("zstd liked a little better", {"gzip;q=0.998, zstd;q=0.999"}, "zstd");
    row("gzip among others", {"zstd;q=0.4, br , GZip;q=0.5"}, "gzip");
    row("gzip refused", {"gzip;q=0"}, "identity");
    row("gzip refused with decimals", {"gzip; q=0.000"}, "identity");
    row("zstd refused", {"gzip;q=0.1, zstd;q=0"}, "gzip");
    row("anything", {"*"}, "gzip");
    row("anything but gzip", {"*, gzip;q=0"}, "zstd");
    row("nothing at all", {"*;q=0"}, "identity");
    row("gzip and else nothing", {"gzip, *;q=0"}, "gzip");
    row("not plain, whatever else", {"identity;q=0, *"}, "gzip");
    row("not plain, but nothing that we have", {"identity;q=0, br"}, "identity");
    row("the plain body is liked better", {"identity;q=1, gzip;q=0.5, zstd;q=0.7"}, "identity");
    row("the plain body is liked better than anything", {"identity, *;q=0.5"}, "identity");
    row("between gzip and zstd is the plain body", {"gzip;q=0.2, identity;q=0.5, zstd;q=0.7"}, "zstd");
    row("all alike", {"identity, gzip"}, "gzip");
    row("a weight that is none", {"gzip;q=x"}, "identity");
    row("a weight above one", {"gzip;q=2"}, "identity");
    row("a negative weight", {"gzip;q=-1"}, "identity");
    row("another coding that begins alike", {"gzipped"}, "identity");
    row("two fields", {"br", "gzip"}, "gzip");
    row("Ruby", {"gzip;q=1.0,deflate;q=0.6,identity;q=0.3"}, "gzip");
    row("only semicolons", {";;;,;"}, "identity");
}

void TestContentCoding::weighs()
{
    QFETCH(QList<QByteArray>, fields);
    QFETCH(QByteArray, coding);
    QCOMPARE(nameOf(acceptedCoding(headWith("accept-encoding", fields))), coding);
}

QTEST_GUILESS_MAIN(TestContentCoding)
#include "tst_content_coding.moc"
