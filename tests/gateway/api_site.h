// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gateway/test_site.h" // before Qt, whose words the engine uses

#include "tests/gateway/description_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

/// A site whose admin API is asked from this machine; each answer is held against the description.
class ApiSite : public TestSite {
public:
    explicit ApiSite(std::vector<std::string> flags = {}, cairn::RuleSetPtr rules = std::make_shared<cairn::RuleSet>())
        : TestSite(std::move(flags), std::move(rules))
    {
        peer = {"127.0.0.1", 4711, true};
        now = cairn::Instant(100'000);
    }

    /// `path` is that of the description; what it has in braces is taken from `target`, which is path and query.
    QJsonObject api(const std::string& method, const std::string& path, const std::string& target,
        std::string body = {}, std::vector<cairn::http::Header> headers = {})
    {
        last = ask(method, "/api/v2" + target, std::move(body), std::move(headers));
        const auto found = cairn::testing::complaints(method, "/api/v2" + path, last.status, last.body);
        for (const std::string& complaint : found)
            qWarning("%s", complaint.c_str());
        if (!found.empty())
            QTest::qFail("the answer is not as described", __FILE__, __LINE__);
        return QJsonDocument::fromJson(QByteArray::fromStdString(last.body)).object();
    }
    QJsonObject get(const std::string& path, const std::string& target)
    {
        return api("GET", path, target)["data"].toObject();
    }
    QJsonObject get(const std::string& path) { return get(path, path); }

    /// Lets time pass, so that lists are read anew.
    void pass(int seconds = 1)
    {
        for (int i = 0; i < seconds; ++i) {
            now += std::chrono::seconds(1);
            wall += 1;
            site.admin().tick();
        }
    }

    cairn::http::Response last;
};

inline std::vector<std::string> names(const QJsonArray& rows, const char* key = "name")
{
    std::vector<std::string> found;
    for (const QJsonValue row : rows)
        found.push_back(row.toObject()[key].toString().toStdString());
    return found;
}
