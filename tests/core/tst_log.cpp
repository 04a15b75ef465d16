// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/log.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace cairn;
using namespace std::chrono_literals;

namespace {

const auto kTime = std::chrono::system_clock::time_point(1763280282466ms); // 2025-11-16T08:04:42.466Z

std::string line(LogFormat format, std::string_view message, std::vector<LogField> fields)
{
    return formatLogLine(format, {kTime, LogLevel::Info, "/a/b/main.cpp", 7, message}, fields);
}

/// A target that the test opens and shuts.
class Target {
public:
    LogWriter writer()
    {
        return [this](std::string_view text) {
            std::unique_lock lock(m_mutex);
            m_waiting = true;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_open; });
            m_text += text;
            return true;
        };
    }
    void setOpen(bool open)
    {
        const std::lock_guard lock(m_mutex);
        m_open = open;
        m_changed.notify_all();
    }
    void waitForWriter()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting; });
    }
    QList<QByteArray> lines()
    {
        const std::lock_guard lock(m_mutex);
        QList<QByteArray> all = QByteArray::fromStdString(m_text).split('\n');
        all.removeLast();
        return all;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = true;
    bool m_waiting = false;
    std::string m_text;
};

Log::Options options(Target& target)
{
    Log::Options all;
    all.writer = target.writer();
    all.wallClock = [] { return kTime; };
    return all;
}

} // namespace

class TestLog final : public QObject {
    Q_OBJECT

private slots:
    void logfmt_has_the_usual_keys()
    {
        QCOMPARE(
            line(LogFormat::Logfmt, "Listening on", {{"address", "[::]:9091"}, {"n", 3}, {"ok", true}, {"x", 0.5}}),
            "time=2025-11-16T08:04:42.466Z level=info source=main.cpp:7 msg=\"Listening on\" address=[::]:9091 n=3 "
            "ok=true x=0.5\n");
    }

    void json_has_the_same_keys()
    {
        QCOMPARE(line(LogFormat::Json, "Listening on",
                     {{"address", "[::]:9091"}, {"n", -3}, {"ok", false}, {"x", 1e300 * 1e10}}),
            "{\"time\":\"2025-11-16T08:04:42.466Z\",\"level\":\"info\",\"source\":\"main.cpp:7\",\"msg\":\"Listening "
            "on\","
            "\"address\":\"[::]:9091\",\"n\":-3,\"ok\":false,\"x\":\"+Inf\"}\n");
    }

    void hostile_values_stay_in_their_line_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("plain") << QByteArray("a") << QByteArray("a");
        QTest::newRow("empty") << QByteArray("") << QByteArray("\"\"");
        QTest::newRow("blank") << QByteArray("a b") << QByteArray("\"a b\"");
        QTest::newRow("equals sign") << QByteArray("a=b") << QByteArray("\"a=b\"");
        QTest::newRow("quote and backslash") << QByteArray("\"\\") << QByteArray("\"\\\"\\\\\"");
        QTest::newRow("line ends that forge a line")
            << QByteArray("a\r\nlevel=error\t") << QByteArray("\"a\\r\\nlevel=error\\t\"");
        QTest::newRow("terminal escape") << QByteArray("\x1b[31m") << QByteArray("\"\\u001b[31m\"");
        QTest::newRow("terminal escape of one byte") << QByteArray("\xc2\x9b"
                                                                   "31m")
                                                     << QByteArray("\"\\u009b31m\"");
        QTest::newRow("NUL and DEL") << QByteArray("\0\x7f", 2) << QByteArray("\"\\u0000\\u007f\"");
        QTest::newRow("text direction") << QByteArray("a\xe2\x80\xae"
                                                      "b")
                                        << QByteArray("\"a\\u202eb\"");
        QTest::newRow("UTF-8") << QByteArray("zur Käse 🧀") << QByteArray("\"zur Käse 🧀\"");
        QTest::newRow("bytes that are none") << QByteArray("a\xff\xc3") << QByteArray("\"a\\ufffd\\ufffd\"");
        QTest::newRow("cut") << QByteArray(1000, 'x') << '"' + QByteArray(256, 'x') + "…\"";
        QTest::newRow("not cut") << QByteArray(256, 'x') << QByteArray(256, 'x');
        QTest::newRow("cut between characters") << QByteArray(255, 'x') + "ää" << '"' + QByteArray(255, 'x') + "ä…\"";
    }
    void hostile_values_stay_in_their_line()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, written);
        const std::string_view view(value.constData(), value.size());
        const QByteArray logfmt = QByteArray::fromStdString(line(LogFormat::Logfmt, "m", {{"v", view}}));
        QCOMPARE(logfmt, "time=2025-11-16T08:04:42.466Z level=info source=main.cpp:7 msg=m v=" + written + '\n');
        const QByteArray json = QByteArray::fromStdString(line(LogFormat::Json, "m", {{"v", view}}));
        QVERIFY2(QJsonDocument::fromJson(json).object().contains("v"), json.constData());
        QCOMPARE(json.count('\n'), 1);
    }

    void reserved_keys_are_renamed()
    {
        const std::string text
            = line(LogFormat::Logfmt, "m", {{"source", "push"}, {"time", 1}, {"level", "x"}, {"msg", "y"}});
        QVERIFY2(text.ends_with(" msg=m field_source=push field_time=1 field_level=x field_msg=y\n"), text.c_str());
    }

    void long_lines_leave_fields_out()
    {
        const std::string value(256, '\x01');
        const std::vector<LogField> fields(50, LogField("v", value));
        for (const LogFormat format : {LogFormat::Logfmt, LogFormat::Json}) {
            const std::string text = line(format, "m", fields);
            QVERIFY(text.size() <= kMaxLogLineBytes);
            QVERIFY(text.find("truncated") != std::string::npos);
        }
        QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(line(LogFormat::Json, "m", fields))).isNull());
    }

    void level_decides_and_can_change()
    {
        Target target;
        Log log(options(target));
        log.debug("one");
        log.info("two");
        log.setLevel(LogLevel::Debug);
        log.debug("three");
        log.setLevel(LogLevel::Error);
        log.warn("four");
        log.error("five", {{"err", "no"}});
        QVERIFY(log.flush(10s));
        QCOMPARE(target.lines().size(), 3);
        QVERIFY(target.lines()[0].contains("msg=two"));
        QVERIFY(target.lines()[1].contains("level=debug source=tst_log.cpp:"));
        QVERIFY(target.lines()[2].endsWith("msg=five err=no"));
    }

    void a_stuck_target_blocks_nobody_and_is_told_of()
    {
        Target target;
        target.setOpen(false);
        Log::Options small = options(target);
        small.capacity = 4;
        Log log(small);
        log.info("taken by the writer");
        target.waitForWriter();
        for (int i = 0; i < 10; ++i)
            log.info("line");
        QCOMPARE(log.dropped(), 6u);
        target.setOpen(true);
        QVERIFY(log.flush(10s));
        const auto lines = target.lines();
        QCOMPARE(lines.size(), 6);
        QVERIFY2(lines[1].endsWith("level=warn source=log.cpp:" + lines[1].split(':').last().split(' ').first()
                     + " msg=\"log lines were dropped\" count=6"),
            lines[1].constData());
    }

    void a_pipe_that_nobody_reads_does_not_hold_up_the_end()
    {
        std::array<int, 2> ends{};
        QVERIFY(pipe(ends.data()) == 0);
        const std::string filling(4096, 'x');
        fcntl(ends[1], F_SETFL, O_NONBLOCK);
        while (::write(ends[1], filling.data(), filling.size()) > 0) { }
        fcntl(ends[1], F_SETFL, 0); // blocking, as an inherited stderr is
        {
            Log::Options all;
            all.writer = descriptorWriter(ends[1]);
            Log log(std::move(all));
            log.info("lost");
        }
        close(ends[0]);
        close(ends[1]);
    }

    void limited_lines_count_what_they_suppress()
    {
        Target target;
        std::chrono::steady_clock::time_point now;
        Log::Options all = options(target);
        all.steadyClock = [&now] { return now; };
        Log log(all);
        for (int i = 0; i < 25; ++i)
            log.limited(LogLevel::Info, "bad_line", "push refused", {{"line", i}});
        log.limited(LogLevel::Info, "too_large", "push refused");
        now += 1s;
        log.limited(LogLevel::Info, "bad_line", "push refused");
        QVERIFY(log.flush(10s));
        const auto lines = target.lines();
        QCOMPARE(lines.size(), 12);
        QVERIFY(lines[9].endsWith("reason=bad_line line=9"));
        QVERIFY(lines[10].endsWith("reason=too_large"));
        QVERIFY(lines[11].endsWith("reason=bad_line suppressed=15"));
    }

    void many_threads_write_whole_lines()
    {
        Target target;
        Log::Options all = options(target);
        all.capacity = 100'000;
        Log log(all);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&log, t] {
                for (int i = 0; i < 500; ++i)
                    log.info("line", {{"thread", t}, {"i", i}});
            });
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(log.flush(60s));
        const auto lines = target.lines();
        QCOMPARE(lines.size(), 2000);
        for (const QByteArray& text : lines)
            QVERIFY2(text.startsWith("time=") && text.contains(" i="), text.constData());
    }
};

QTEST_APPLESS_MAIN(TestLog)
#include "tst_log.moc"
