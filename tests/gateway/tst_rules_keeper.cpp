// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/rules_keeper.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace cairn;

class TestRulesKeeper : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void loadsAndSaysSo();
    void keepsGoodRulesWhenTheFileIsBad();
    void seesAFileThatWasWritten();
    void seesAFileThatWasRenamed();
    void waitsUntilAWriterIsDone();
    void survivesAMissingFile();
    void hasNothingToReloadWithoutAFile();

private:
    void write(const std::string& text, const char* name = "rules.yml")
    {
        std::ofstream(path(name), std::ios::binary) << text;
        // a clock of files may stand still between two writes
        std::filesystem::last_write_time(
            path(name), std::filesystem::file_time_type() + std::chrono::seconds(++m_time));
    }
    std::string path(const char* name = "rules.yml") const { return m_dir->filePath(name).toStdString(); }
    std::string firstRule() const
    {
        return m_engine->rules()->rules().empty() ? "" : m_engine->rules()->rules().front().name;
    }
    bool metric(const std::string& line) const { return m_metrics->render().find(line + "\n") != std::string::npos; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<SelfMetrics> m_metrics;
    Log m_log{{.writer = [](std::string_view) { return true; }, .wallClock = {}, .steadyClock = {}}};
    std::unique_ptr<RulesKeeper> m_keeper;
    int m_time = 0;
};

namespace {

std::string ruleNamed(const std::string& name)
{
    return "rules:\n  - name: " + name + "\n    match: a\n";
}

} // namespace

void TestRulesKeeper::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<Engine>(EngineOptions());
    m_metrics = std::make_unique<SelfMetrics>();
    m_keeper = std::make_unique<RulesKeeper>(path(), *m_engine, *m_metrics, m_log);
    write(ruleNamed("first"));
}

void TestRulesKeeper::cleanup()
{
    m_keeper.reset();
}

void TestRulesKeeper::loadsAndSaysSo()
{
    QVERIFY(m_keeper->load());
    QCOMPARE(firstRule(), std::string("first"));
    QVERIFY(metric("cairn_config_last_reload_successful 1"));
    QVERIFY(!metric("cairn_config_last_reload_success_timestamp_seconds 0"));
}

void TestRulesKeeper::keepsGoodRulesWhenTheFileIsBad()
{
    QVERIFY(m_keeper->load());
    write("rules:\n  - match: a\n    mode: nonsense\n");
    const auto loaded = m_keeper->load();
    QVERIFY(!loaded);
    QVERIFY2(
        QByteArray::fromStdString(loaded.error().front()).startsWith(path().c_str()), loaded.error().front().c_str());
    QVERIFY(loaded.error().front().find(":3:11: ") != std::string::npos);
    QCOMPARE(firstRule(), std::string("first"));
    QVERIFY(metric("cairn_config_last_reload_successful 0"));
    write(ruleNamed("second"));
    QVERIFY(m_keeper->load());
    QVERIFY(metric("cairn_config_last_reload_successful 1"));
}

void TestRulesKeeper::seesAFileThatWasWritten()
{
    QVERIFY(m_keeper->load());
    m_keeper->poll();
    m_keeper->poll();
    QCOMPARE(firstRule(), std::string("first"));
    write(ruleNamed("other"));
    m_keeper->poll();
    m_keeper->poll();
    QCOMPARE(firstRule(), std::string("other"));
}

void TestRulesKeeper::seesAFileThatWasRenamed()
{
    QVERIFY(m_keeper->load());
    for (const char* name : {"second", "third"}) { // as editors save: a new file takes the place of the old
        write(ruleNamed(name), "rules.yml.new");
        std::filesystem::rename(path("rules.yml.new"), path());
        m_keeper->poll();
        m_keeper->poll();
        QCOMPARE(firstRule(), std::string(name));
    }
}

void TestRulesKeeper::waitsUntilAWriterIsDone()
{
    QVERIFY(m_keeper->load());
    write("rules:\n");
    m_keeper->poll();
    write(ruleNamed("second"));
    m_keeper->poll(); // another file than a moment ago
    QCOMPARE(firstRule(), std::string("first"));
    m_keeper->poll();
    QCOMPARE(firstRule(), std::string("second"));
}

void TestRulesKeeper::survivesAMissingFile()
{
    QVERIFY(m_keeper->load());
    std::filesystem::remove(path());
    m_keeper->poll();
    m_keeper->poll();
    QCOMPARE(firstRule(), std::string("first"));
    QVERIFY(metric("cairn_config_last_reload_successful 1"));
    QVERIFY(!m_keeper->load()); // somebody asked
    QVERIFY(metric("cairn_config_last_reload_successful 0"));
    QCOMPARE(firstRule(), std::string("first"));
    write(ruleNamed("second"));
    m_keeper->poll();
    m_keeper->poll();
    QCOMPARE(firstRule(), std::string("second"));
}

void TestRulesKeeper::hasNothingToReloadWithoutAFile()
{
    RulesKeeper keeper("", *m_engine, *m_metrics, m_log);
    QVERIFY(keeper.load());
    keeper.poll();
    QVERIFY(m_engine->rules()->rules().empty());
    QVERIFY(metric("cairn_config_last_reload_successful 1"));
}

QTEST_GUILESS_MAIN(TestRulesKeeper)
#include "tst_rules_keeper.moc"
