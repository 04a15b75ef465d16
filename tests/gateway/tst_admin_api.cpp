// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gateway/test_site.h"

#include <QTest>

using namespace cairn;

class TestAdminApi : public QObject {
    Q_OBJECT

private slots:
    void describesItself();
};

void TestAdminApi::describesItself()
{
    TestSite site({"--web.route-prefix=/cairn"});
    const http::Response answer = site.ask("GET", "/cairn/api/v2/openapi.yaml");
    QCOMPARE(answer.status, 200);
    QCOMPARE(TestSite::header(answer, "Content-Type"), std::string("application/yaml"));
    QVERIFY(answer.body.find("\nopenapi: 3.1.0\n") != std::string::npos);
    QVERIFY(answer.body.ends_with("\n"));
}

QTEST_GUILESS_MAIN(TestAdminApi)
#include "tst_admin_api.moc"
