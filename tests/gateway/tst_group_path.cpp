// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/push/group_path.h"

#include <QTest>

using namespace cairn;

class TestGroupPath : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

namespace {

std::string textOf(const LabelSet& labels)
{
    std::string text;
    for (const Label& label : labels)
        text += label.name + "=" + label.value + ";";
    return text;
}

} // namespace

void TestGroupPath::reads_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("labels");
    const auto row = [](const char* name, const char* path, const char* labels) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(labels);
    };
    row("nothing", "", "");
    row("a slash alone", "/", "");
    row("one pair", "/job/backup", "job=backup;");
    row("pairs sorted by name", "/job/b/instance/i", "instance=i;job=b;");
    row("any order, no job", "/zone/z/a/1", "a=1;zone=z;");
    row("a final slash behind pairs is ignored", "/job/b/", "job=b;");
    row("a final slash is a value where a name waits", "/job/b/shard/", "job=b;shard=;");
    row("an empty value in the middle", "/job//shard/1", "job=;shard=1;");
    row("an encoded slash stays in the value", "/job/a%2Fb%2fc", "job=a/b/c;");
    row("a plus is a plus", "/job/a+b", "job=a+b;");
    row("an encoded blank", "/job/a%20b", "job=a b;");
    row("an encoded percent is decoded once", "/job/%252F", "job=%2F;");
    row("UTF-8", "/job/%C3%BC", "job=\xc3\xbc;");
    row("base64 without padding", "/job@base64/L3Zhci90bXA", "job=/var/tmp;");
    row("base64 with padding", "/job@base64/L2E=", "job=/a;");
    row("base64 with encoded padding", "/job@base64/L2E%3D", "job=/a;");
    row("base64 of the URL alphabet", "/job@base64/Pz8_Pj4-", "job=\?\?\?>>>;");
    row("a lone equals sign is empty", "/job/j/x@base64/=", "job=j;x=;");
    row("base64 of nothing is empty", "/job/j/x@base64/", "job=j;x=;");
    row("an encoded at sign", "/job%40base64/L2E", "job=/a;");
    row("an encoded name", "/j%6Fb/x", "job=x;");
    row("a value with everything a line would break on", "/job/%22%7D%201%0Aevil%201", "job=\"} 1\nevil 1;");
    row("a quote and a backslash", "/job/%5C%22", "job=\\\";");
    row("le is a name like others here", "/le/5", "le=5;");
    row("an escaped name", "/job/x/U__my_2e_label/v", "job=x;my.label=v;");
    row("an escaped name with base64", "/U__my_2e_label@base64/L2E=", "my.label=/a;");
    row("an escaped classic name", "/U__job/x", "job=x;");
    row("what looks escaped, but is not, stays", "/U__a_2e/x", "U__a_2e=x;");
    row("a name with a hyphen", "/a-b/c", "a-b=c;");
    row("a name that begins with a digit", "/1a/c", "1a=c;");
    row("a name with a slash inside", "/a%2Fb/c", "a/b=c;");
    row("a name of other letters", "/%E6%97%A5/c", "\xE6\x97\xA5=c;");
}

void TestGroupPath::reads()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, labels);
    const auto group = readGroupPath(std::string_view(path.constData(), path.size()));
    QVERIFY2(group, group ? "" : group.error().c_str());
    QCOMPARE(QByteArray::fromStdString(textOf(*group)), labels);
}

void TestGroupPath::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, const char* path, const char* named) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(named);
    };
    row("a name without a value", "/job", "\"job\"");
    row("an odd number of segments", "/job/a/b", "\"b\"");
    row("no name", "//a", "\"\"");
    row("two slashes", "//", "\"\"");
    row("two slashes in the middle", "/job/a//b", "\"\"");
    row("a name of no UTF-8", "/a%ff/c", "\"a%ff\"");
    row("a name with a NUL", "/a%00/c", "\"a%00\"");
    row("an escaped NUL", "/U__a_0_/c", "\"U__a_0_\"");
    row("an escaped name of nothing", "/U__/c", "\"U__\"");
    row("an escaped reserved name", "/U______name____/z", "\"U______name____\"");
    row("the same name twice, once escaped", "/a.b/1/U__a_2e_b/2", "\"U__a_2e_b\"");
    row("a reserved name", "/__name__/z", "\"__name__\"");
    row("the same name twice", "/a/1/a/2", "\"a\"");
    row("the same name twice, once in base64", "/a/1/a@base64/Mg", "\"a@base64\"");
    row("the same name twice, once empty", "/a//a/2", "\"a\"");
    row("a NUL", "/job/a%00b", "\"a%00b\"");
    row("no UTF-8", "/job/%ff", "\"%ff\"");
    row("half a character", "/job/%C3", "\"%C3\"");
    row("a lone percent", "/job/50%", "\"50%\"");
    row("percent and one digit", "/job/%2", "\"%2\"");
    row("percent and no hexadecimal digits", "/job/%zz", "\"%zz\"");
    row("base64 with a wrong letter", "/job@base64/a!b", "\"a!b\"");
    row("base64 of a length that none has", "/job@base64/abcde", "\"abcde\"");
    row("base64 of what is no UTF-8", "/job@base64/_w", "\"_w\"");
    row("base64 of a NUL", "/job@base64/AA", "\"AA\"");
    row("no slash behind the prefix", "job/a", "\"job/a\"");
    row("base64 of no name", "/@base64/Mg", "\"@base64\"");
}

void TestGroupPath::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, named);
    const auto group = readGroupPath(std::string_view(path.constData(), path.size()));
    QVERIFY(!group);
    QVERIFY2(group.error().find(named.toStdString()) != std::string::npos, group.error().c_str());
    QVERIFY(group.error().find('\n') == std::string::npos);
}

QTEST_GUILESS_MAIN(TestGroupPath)
#include "tst_group_path.moc"
