// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Outcome finished(QProcess& process)
{
    process.closeWriteChannel();
    while (process.state() != QProcess::NotRunning)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

Outcome run(const QStringList& arguments, const QByteArray& input = {}, const QStringList& withoutVariables = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& variable : withoutVariables)
        environment.remove(variable);
    process.setProcessEnvironment(environment);
    process.start(CAIRN_PROGRAM, arguments);
    process.write(input);
    return finished(process);
}

/// A gateway that takes one request and gives one answer.
class FakeGateway {
public:
    explicit FakeGateway(QByteArray answer) : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { take(*socket); });
        });
    }
    QString url() const { return "http://127.0.0.1:" + QString::number(m_server.serverPort()); }
    QByteArray request;

private:
    void take(QTcpSocket& socket)
    {
        request += socket.readAll();
        const qsizetype end = request.indexOf("\r\n\r\n");
        const qsizetype announced = request.toLower().indexOf("content-length: ");
        const qsizetype length = announced < 0
            ? 0
            : request.mid(announced + 16, request.indexOf('\r', announced) - announced - 16).toLongLong();
        if (end < 0 || request.size() < end + 4 + length)
            return;
        socket.write(m_answer);
        socket.disconnectFromHost();
    }

    QByteArray m_answer;
    QTcpServer m_server;
};

const QByteArray kAccepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

} // namespace

class TestProgram final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // A program warns of a CAIRN_ variable it does not know, such as those that steer other tests.
        const QStringList variables = QProcessEnvironment::systemEnvironment().keys();
        for (const QString& variable : variables)
            if (variable.startsWith("CAIRN_"))
                qunsetenv(variable.toUtf8());
    }
    void says_and_ends_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        const auto row
            = [](const char* name, const QStringList& arguments, int code, const char* out, const char* err) {
                  QTest::newRow(name) << arguments << code << QByteArray(out) << QByteArray(err);
              };
        row("help goes to stdout", {"--help"}, 0, "--web.listen-address=<address>", "");
        row("help by one letter", {"-h"}, 0, "(default: :9091)", "");
        row("version goes to stdout", {"--version"}, 0, "cairn, version ", "");
        row("version as a command", {"version"}, 0, "cairn, version ", "");
        row("unknown flag", {"--x"}, 2, "", "error: unknown long flag '--x', try --help\n");
        row("no store yet", {"--no-gui", "--storage.path=/x"}, 2, "",
            "error: --storage.path: the durable store is not there yet");
        row("no TLS yet", {"--no-gui", "--web.config.file=/x"}, 2, "",
            "error: --web.config.file: TLS and users are not there yet");
        row("settings with their origin", {"--config.check", "--profile=vibe"}, 0, "flag --profile", "");
        row("settings that are wrong", {"--config.check", "--profile=x"}, 2, "", "error: --profile: expected one of");
        row("a window of no gateway", {"--connect="}, 2, "", "error: --connect: the value is empty");
        row("a window of one elsewhere with rules for one here", {"--connect=http://h:1", "--rules.file=r"}, 2, "",
            "error: --rules.file is for a gateway run here, and --connect runs none");
        row("a window elsewhere by no scheme", {"--connect", "h:9091"}, 2, "", "error: --connect: no scheme; expected");
        row("a window, asked of the gateway alone", {"serve", "--connect=http://h:1"}, 2, "",
            "error: --connect opens a window and `cairn serve` runs the gateway alone");
        row("check without a file", {"check"}, 2, "", "expected a rule file");
        row("check of a file that is not there", {"check", "/gone.yml"}, 2, "", "error: /gone.yml: No such file");
        row("push without a file", {"push"}, 2, "", "expected one file");
        row("push with a bad mode", {"push", "--mode=loud", "-"}, 2, "", "error: --mode: ");
        row("push with a bad label", {"push", "--label=1=2", "-"}, 2, "", "error: --label: '1' is no label name\n");
        row("push with a label twice", {"push", "--job=a", "--label=job=b", "-"}, 2, "", "'job' is given twice");
        row("push help", {"push", "--help"}, 0, "usage: cairn push", "");
        row("a push that may take no time", {"push", "--timeout=0", "-"}, 2, "",
            "error: --timeout: expected 1ms to 1d");
        row("a check of health in no time", {"health", "--timeout=0s"}, 2, "", "error: --timeout: expected 1ms to 1d");
        row("a gateway by no URL", {"health", "--url=http://me:se/cret@a b"}, 1, "",
            "error: http://a b/-/healthy: no valid URL\n");
        row("a socket that is not there", {"health", "--url=unix:///gone.sock"}, 1, "",
            "error: unix:///gone.sock/-/healthy: there is no such socket\n");
        row("health where nobody listens", {"health", "--url=http://127.0.0.1:1"}, 1, "", "Connection refused");
    }
    void says_and_ends()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, out);
        QFETCH(QByteArray, err);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(out.isEmpty() ? outcome.out.isEmpty() : outcome.out.contains(out), outcome.out.constData());
        QVERIFY2(err.isEmpty() ? outcome.err.isEmpty() : outcome.err.contains(err), outcome.err.constData());
    }

    void without_a_display_the_program_says_how_to_run()
    {
        if (!CAIRN_HAS_GUI)
            QSKIP("this build is headless");
        const Outcome outcome = run({}, {}, {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains("cairn --no-gui"), outcome.err.constData());
    }

    void widgets_are_loaded_only_for_a_window_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("hasWindow");
        QTest::newRow("a gateway alone") << QStringList{"--no-gui"} << false;
        QTest::newRow("a gateway by its command") << QStringList{"serve"} << false;
        QTest::newRow("a window over a gateway") << QStringList{} << true;
    }
    void widgets_are_loaded_only_for_a_window()
    {
        if (!CAIRN_HAS_GUI)
            QSKIP("this build is headless");
        QFETCH(QStringList, arguments);
        QFETCH(bool, hasWindow);
        const QTemporaryDir home; // the window's settings
        QProcess gateway;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CONFIG_HOME", home.path());
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        gateway.setProcessEnvironment(environment);
        gateway.start(CAIRN_PROGRAM, arguments << "--web.listen-address=127.0.0.1:0");
        QByteArray log;
        QTRY_VERIFY2((log += gateway.readAllStandardError()).contains("Listening on"), log.constData());
        QFile maps("/proc/" + QString::number(gateway.processId()) + "/maps");
        if (!maps.open(QIODevice::ReadOnly))
            QSKIP("this system does not tell what a process has loaded");
        const QByteArray loaded = maps.readAll();
        QVERIFY2(loaded.contains("libQt6Core"), loaded.constData());
        for (const char* library : {"libQt6Gui", "libQt6Widgets", "libQt6Charts", "cairn_window"})
            QCOMPARE(std::pair(library, loaded.contains(library)), std::pair(library, hasWindow));
        gateway.terminate();
        QCOMPARE(finished(gateway).code, 0);
    }

    void a_window_that_cannot_be_loaded_leaves_the_gateway_alone()
    {
        if (!CAIRN_HAS_GUI)
            QSKIP("this build is headless");
        const QTemporaryDir folder;
        const QString program = folder.filePath("cairn");
        QVERIFY(QFile::copy(CAIRN_PROGRAM, program));
        QFile broken(folder.filePath("cairn_window.so"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no library") > 0);
        broken.close();
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        process.setProcessEnvironment(environment);
        process.start(program, {"--web.listen-address=127.0.0.1:0"});
        const Outcome outcome = finished(process);
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.startsWith("error: the window cannot be loaded: "), outcome.err.constData());
        QVERIFY2(outcome.err.endsWith("; run the gateway alone by `cairn --no-gui`\n"), outcome.err.constData());
        process.start(program, {"--version"});
        QCOMPARE(finished(process).code, 0);
    }

    void check_prints_rules_or_their_mistakes()
    {
        const Outcome good = run({"check", "-"}, "rules:\n  - match: up\n    mode: max\n");
        QCOMPARE(good.code, 0);
        QVERIFY2(good.out.contains("max"), good.out.constData());
        const Outcome bad = run({"check", "-"}, "rules:\n  - match: up\n    mode: loud\n");
        QCOMPARE(bad.code, 2);
        QVERIFY2(bad.err.startsWith("standard input:3:"), bad.err.constData());
        QVERIFY2(run({"check", "-"}, "rules: []\n").out.startsWith("standard input: "), "as the file's name");
        const Outcome typo = run({"check", "-"}, "rules:\n  - match: up\n    tpye: gauge\n");
        QVERIFY2(typo.err.contains("did you mean type?"), typo.err.constData());
    }

    void check_reads_a_config_file_and_the_rules_it_names()
    {
        const QTemporaryDir folder;
        const auto put = [&](const char* name, const QByteArray& text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        put("rules.yml", "rules:\n  - match: up\n    mode: max\n");
        put("cairn.yml", "profile: vibe\nrules.file: " + folder.filePath("rules.yml").toUtf8() + "\n");
        const Outcome good = run({"check", "--config.file=" + folder.filePath("cairn.yml")});
        QCOMPARE(good.code, 0);
        QVERIFY2(good.out.contains("vibe") && good.out.contains("max"), good.out.constData());
        put("rules.yml", "rules: 3\n");
        QCOMPARE(run({"check", "--config.file=" + folder.filePath("cairn.yml")}).code, 2);
        put("cairn.yml", "profil: vibe\n");
        QCOMPARE(run({"check", "--config.file=" + folder.filePath("cairn.yml")}).code, 2);
    }

    void push_sends_the_body_to_the_path()
    {
        FakeGateway gateway(kAccepted);
        const Outcome outcome
            = run({"push", "--url", gateway.url(), "--job=a", "--label", "instance=x/y", "-"}, "a 1\n");
        QCOMPARE(outcome.err, QByteArray());
        QCOMPARE(outcome.code, 0);
        QVERIFY2(gateway.request.startsWith("POST /metrics/job/a/instance@base64/eC95 HTTP/1.1\r\n"),
            gateway.request.constData());
        QVERIFY2(gateway.request.endsWith("\r\n\r\na 1\n"), gateway.request.constData());
        QVERIFY(gateway.request.contains("text/plain; version=0.0.4"));
    }

    void push_adds_the_mode()
    {
        FakeGateway gateway(kAccepted);
        QCOMPARE(run({"push", "--url", gateway.url(), "--mode=max", "-"}, "a 1\n").code, 0);
        QVERIFY2(gateway.request.startsWith("POST /metrics HTTP/1.1\r\n"), gateway.request.constData());
        QVERIFY2(gateway.request.endsWith("\r\n\r\na{clearmode=\"max\"} 1\n"), gateway.request.constData());
    }

    void push_prints_the_refusal()
    {
        FakeGateway gateway(
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 15\r\nConnection: close\r\n\r\nline 1: no: a\r\n");
        const Outcome outcome = run({"push", "--url", gateway.url(), "-"}, "a\n");
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.startsWith("error: the gateway refused the push (400): line 1: no: a"),
            outcome.err.constData());
    }

    void health_asks_the_gateway()
    {
        FakeGateway well("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK");
        QCOMPARE(run({"health", "--url", well.url()}).code, 0);
        QVERIFY2(well.request.startsWith("GET /-/healthy HTTP/1.1\r\n"), well.request.constData());
        FakeGateway ill("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsick");
        const Outcome outcome = run({"health", "--url", ill.url()});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.contains("503 sick"), outcome.err.constData());
        const Outcome secret = run({"health", "--url", QString(ill.url()).replace("//", "//me:secret@")});
        QVERIFY2(secret.err.contains("503 sick") && !secret.err.contains("secret"), secret.err.constData());
    }

    void push_keeps_the_query_behind_the_path()
    {
        FakeGateway gateway("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{}\n");
        const Outcome outcome = run({"push", "--url", gateway.url() + "/p/?dry_run=true", "--job=a", "-"}, "a 1\n");
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out, QByteArray("{}\n"));
        QVERIFY2(
            gateway.request.startsWith("POST /p/metrics/job/a?dry_run=true HTTP/1.1\r\n"), gateway.request.constData());
    }

    void a_dripping_answer_takes_no_longer_than_the_timeout()
    {
        QTcpServer gateway;
        QVERIFY(gateway.listen(QHostAddress::LocalHost));
        QTimer drip;
        drip.start(20);
        connect(&gateway, &QTcpServer::newConnection, &gateway, [&] {
            QTcpSocket* socket = gateway.nextPendingConnection();
            socket->write("HTTP/1.1 202 Accepted\r\nContent-Length: 1000000\r\n\r\n");
            connect(&drip, &QTimer::timeout, socket, [socket] { socket->write("x"); });
        });
        const QString url = "http://127.0.0.1:" + QString::number(gateway.serverPort());
        const Outcome outcome = run({"push", "--timeout=300ms", "--url", url, "-"}, "a 1\n");
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.endsWith(": no whole answer within 300ms\n"), outcome.err.constData());
    }

    void unix_sockets_are_urls_too()
    {
        const QTemporaryDir folder;
        const QString url = "unix://" + folder.filePath("a.sock");
        QProcess gateway;
        gateway.start(CAIRN_PROGRAM, {"--no-gui", "--web.listen-address=" + url});
        QByteArray log;
        QTRY_VERIFY((log += gateway.readAllStandardError()).contains("Listening on"));
        QCOMPARE(run({"health", "--url=" + url}).code, 0);
        QCOMPARE(run({"push", "--url=" + url, "--job=a/b", "-"}, "a 1\n" + QByteArray(2'000'000, '\n')).code, 0);
        const Outcome report = run({"push", "--url=" + url + "?dry_run=true", "-"}, "a 1\n");
        QVERIFY2(report.code == 0 && report.out.contains("\"accepted\":true"), report.out.constData());
        const Outcome refused = run({"push", "--url=" + url, "-"}, "a\n");
        QCOMPARE(refused.code, 1);
        QVERIFY2(
            refused.err.startsWith("error: the gateway refused the push (400): line 1: "), refused.err.constData());
        gateway.kill();
        gateway.waitForFinished();
        QVERIFY(run({"health", "--url=" + url}).err.endsWith(": connection refused\n"));
    }

    void serves_until_told_to_end()
    {
        QTemporaryDir folder;
        QFile body(folder.filePath("body.prom"));
        QVERIFY(body.open(QIODevice::WriteOnly) && body.write("jobs_total 2\n") > 0);
        body.close();
        QProcess gateway;
        gateway.start(CAIRN_PROGRAM, {"--no-gui", "--web.listen-address=127.0.0.1:0"});
        QByteArray log;
        const QByteArray mark = "msg=\"Listening on\" address=";
        QTRY_VERIFY((log += gateway.readAllStandardError()).contains(mark) && log.indexOf('\n', log.indexOf(mark)) > 0);
        const qsizetype at = log.indexOf(mark) + mark.size();
        const QString address = log.mid(at, log.indexOf('\n', at) - at);
        const QString url = "http://" + address;
        QCOMPARE(run({"health", "--url=" + url}).code, 0);
        QCOMPARE(run({"push", "--url=" + url, "--job=j", body.fileName()}).code, 0);
        const Outcome taken = run({"--no-gui", "--web.listen-address=" + address});
        QCOMPARE(taken.code, 1);
        QVERIFY2(taken.err.contains("error: listen ") && taken.err.contains("already in use"), taken.err.constData());
        const Outcome json = run({"--no-gui", "--web.listen-address=" + address, "--log.format=json"});
        QCOMPARE(json.code, 1);
        for (const QByteArray& line : json.err.trimmed().split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
        QVERIFY2(json.err.contains("already in use"), json.err.constData());
        gateway.terminate();
        QCOMPARE(finished(gateway).code, 0);
        QCOMPARE(run({"health", "--url=" + url}).code, 1);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
