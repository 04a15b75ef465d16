// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/telemetry/build_info.h"
#include "core/telemetry/process_metrics.h"
#include "core/telemetry/registry.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <thread>

using namespace cairn;

namespace {

void put(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// A /proc of one process: 3 descriptors, a name made to mislead.
class SampleProc {
public:
    SampleProc()
    {
        QDir(m_dir.path()).mkpath("self/fd");
        for (const char* name : {"0", "1", "2"})
            put(path("self/fd/") + name, "");
        put(path("stat"), "cpu  1 2 3 4\nbtime 1700000000\nprocesses 9\n");
        put(path("self/stat"),
            "26231 (v i) m) R 5392 7446 5392 34835 7446 4218880 32533 309516 26 82 1677 44 158 99 20 0 1 0 82375 "
            "56274944 1981 "
            "18446744073709551615 4194304 6294284 140736914091744 140736914087944 139965136429984 0 0 12288 1870679807 "
            "0 0 0 17 0 0 0 31 0 0\n");
        put(path("self/limits"),
            "Limit                     Soft Limit           Hard Limit           Units     \n"
            "Max cpu time              unlimited            unlimited            seconds   \n"
            "Max open files            2048                 4096                 files     \n");
    }
    QString path(const char* name) const { return m_dir.filePath(name); }
    std::filesystem::path root() const { return m_dir.path().toStdString(); }

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestMetrics final : public QObject {
    Q_OBJECT

private slots:
    void renders_sorted_and_escaped()
    {
        Registry registry;
        registry.counter("cairn_pushes_total", "Pushes.", {{"result", "ok"}, {"code", "202"}}).add(3);
        registry.counter("cairn_pushes_total", "Pushes.", {{"code", "400"}, {"result", "bad \"line\"\n"}});
        registry.gauge("cairn_a", "A \\ and\na line.").set(-0.5);
        registry.total("cairn_cpu_seconds_total", "CPU.").set(1.25);
        const std::array bounds{0.25, 1.0, 2.5};
        Histogram& histogram = registry.histogram("cairn_d_seconds", "Durations.", bounds, {{"handler", "push"}});
        for (const double value : {0.1, 0.25, 0.3, 2.5, 3.0})
            histogram.observe(value);
        QCOMPARE(QByteArray::fromStdString(registry.render()),
            QByteArray("# HELP cairn_a A \\\\ and\\na line.\n"
                       "# TYPE cairn_a gauge\n"
                       "cairn_a -0.5\n"
                       "# HELP cairn_cpu_seconds_total CPU.\n"
                       "# TYPE cairn_cpu_seconds_total counter\n"
                       "cairn_cpu_seconds_total 1.25\n"
                       "# HELP cairn_d_seconds Durations.\n"
                       "# TYPE cairn_d_seconds histogram\n"
                       "cairn_d_seconds_bucket{handler=\"push\",le=\"0.25\"} 2\n"
                       "cairn_d_seconds_bucket{handler=\"push\",le=\"1\"} 3\n"
                       "cairn_d_seconds_bucket{handler=\"push\",le=\"2.5\"} 4\n"
                       "cairn_d_seconds_bucket{handler=\"push\",le=\"+Inf\"} 5\n"
                       "cairn_d_seconds_sum{handler=\"push\"} 6.15\n"
                       "cairn_d_seconds_count{handler=\"push\"} 5\n"
                       "# HELP cairn_pushes_total Pushes.\n"
                       "# TYPE cairn_pushes_total counter\n"
                       "cairn_pushes_total{code=\"202\",result=\"ok\"} 3\n"
                       "cairn_pushes_total{code=\"400\",result=\"bad \\\"line\\\"\\n\"} 0\n"));
    }

    void the_same_metric_is_given_again()
    {
        Registry registry;
        Counter& one = registry.counter("a_total", "A.", {{"x", "1"}, {"y", "2"}});
        QCOMPARE(&registry.counter("a_total", "A.", {{"y", "2"}, {"x", "1"}}), &one);
        QVERIFY(&registry.counter("a_total", "A.", {{"x", "2"}}) != &one);
    }

    void known_values_begin_at_zero()
    {
        Registry registry;
        const std::array<std::string_view, 2> reasons{"too_large", "bad_line"};
        const auto counters = registry.counters("cairn_refused_total", "Refused.", "reason", reasons);
        counters[0]->add();
        QCOMPARE(registry.render(),
            "# HELP cairn_refused_total Refused.\n# TYPE cairn_refused_total counter\n"
            "cairn_refused_total{reason=\"bad_line\"} 0\ncairn_refused_total{reason=\"too_large\"} 1\n");
    }

    void threads_lose_nothing()
    {
        Counter counter;
        Gauge gauge;
        const std::array bounds{1.0};
        Histogram histogram(bounds);
        std::vector<std::thread> threads;
        for (int t = 0; t < 10; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 10'000; ++i) {
                    counter.add();
                    gauge.add(1);
                    histogram.observe(i % 2 == 0 ? 0.5 : 1.5);
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(counter.value(), 100'000u);
        QCOMPARE(gauge.value(), 100'000.0);
        QCOMPARE(histogram.snapshot().counts, (std::vector{50'000.0, 50'000.0}));
        QCOMPARE(histogram.snapshot().sum, 100'000.0);
    }

    void histogram_bounds_of_any_number()
    {
        for (std::size_t size = 0; size < 20; ++size) {
            std::vector<double> bounds;
            for (std::size_t i = 0; i < size; ++i)
                bounds.push_back(double(i));
            Histogram histogram(bounds);
            for (std::size_t i = 0; i <= size; ++i)
                histogram.observe(double(i));
            QCOMPARE(histogram.snapshot().counts, std::vector<double>(size + 1, 1.0));
        }
    }

    void reads_a_process()
    {
        const SampleProc proc;
        const auto status = readProcessStatus(proc.root(), 100, 4096);
        QVERIFY(status.has_value());
        QCOMPARE(status->cpuSeconds, 17.21);
        QCOMPARE(status->residentBytes, 1981.0 * 4096);
        QCOMPARE(status->virtualBytes, 56274944.0);
        QCOMPARE(status->openDescriptors, 3.0);
        QCOMPARE(status->maxDescriptors, 2048.0);
        QCOMPARE(status->startTimeSeconds, 1700000823.75);
    }

    void reads_no_process_from_half_a_tree_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("stat is empty") << QByteArray("self/stat") << QByteArray();
        QTest::newRow("stat is cut") << QByteArray("self/stat") << QByteArray("1 (x) R 1 2 3");
        QTest::newRow("stat holds no numbers") << QByteArray("self/stat") << "1 (x) " + QByteArray("R ").repeated(40);
        QTest::newRow("boot time is missing") << QByteArray("stat") << QByteArray("cpu 1\n");
        QTest::newRow("limit is missing") << QByteArray("self/limits") << QByteArray("Max cpu time 1 1 s\n");
    }
    void reads_no_process_from_half_a_tree()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        const SampleProc proc;
        put(proc.path(file), text);
        QVERIFY(!readProcessStatus(proc.root(), 100, 4096));
        Registry registry;
        addProcessMetrics(registry, proc.root());
        QCOMPARE(registry.render(), "");
    }

    void no_descriptor_limit_is_infinite()
    {
        const SampleProc proc;
        put(proc.path("self/limits"),
            "Max open files            unlimited            unlimited            files     \n");
        QVERIFY(std::isinf(readProcessStatus(proc.root(), 100, 4096)->maxDescriptors));
    }

    void process_metrics_are_read_at_each_rendering()
    {
        const SampleProc proc;
        Registry registry;
        addProcessMetrics(registry, proc.root());
        QVERIFY(registry.render().find("process_open_fds 3\n") != std::string::npos);
        put(proc.path("self/fd/3"), "");
        QVERIFY(registry.render().find("process_open_fds 4\n") != std::string::npos);
    }

    void version_is_five_lines()
    {
        const QByteArray text = QByteArray::fromStdString(versionText("6.4.2"));
        QCOMPARE(text.count('\n'), 5);
        QVERIFY2(text.startsWith("cairn, version 0."), text.constData());
        QVERIFY2(text.contains(", revision: ") && text.contains("Qt 6.4.2\n"), text.constData());
    }

    void promtool_finds_nothing()
    {
        const QString promtool = QStandardPaths::findExecutable("promtool");
        if (promtool.isEmpty())
            QSKIP("promtool is not installed");
        Registry registry;
        addBuildInfo(registry, "6.4.2");
        addProcessMetrics(registry);
        const std::array<std::string_view, 2> reasons{"too_large", "bad_line"};
        QCOMPARE(registry.counters("cairn_pushes_refused_total", "Pushes refused.", "reason", reasons).size(), 2u);
        const std::array bounds{0.001, 0.01, 0.1};
        registry.histogram("cairn_http_request_duration_seconds", "Durations.", bounds, {{"handler", "push"}});
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(promtool, {"check", "metrics"});
        process.write(QByteArray::fromStdString(registry.render()));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAll(), QByteArray());
        QCOMPARE(process.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
