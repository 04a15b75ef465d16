// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program as people start it: in a window on a screen, with a gateway inside.
#include "x_display.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using cairn::app_testing::XDisplay;

namespace {

constexpr int kFewestColors = 20; // of a window with anything in it

QSet<QRgb> colorsOf(const QImage& image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            colors.insert(image.pixel(x, y));
    }
    return colors;
}

/// `cairn`, started by somebody who never did before.
class Program {
public:
    Program(const XDisplay& display, const QStringList& arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* variable : {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "LC_MESSAGES"})
            environment.remove(QString::fromLatin1(variable));
        for (const char* variable : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(QString::fromLatin1(variable), m_home.path());
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("DISPLAY"), QString::fromLatin1(display.name()));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(CAIRN_PROGRAM), arguments);
    }

    [[nodiscard]] QProcess& process() { return m_process; }
    QByteArray log() { return m_log += m_process.readAllStandardError(); }
    QString url()
    {
        static const QRegularExpression listening(QStringLiteral("\"Listening on\" address=\"?([0-9.:]+)"));
        const auto match = listening.match(QString::fromUtf8(log()));
        return match.hasMatch() ? QStringLiteral("http://") + match.captured(1) : QString();
    }
    int code()
    {
        QSignalSpy finished(&m_process, &QProcess::finished);
        if (m_process.state() != QProcess::NotRunning)
            finished.wait(15000);
        return m_process.exitStatus() == QProcess::NormalExit && m_process.state() == QProcess::NotRunning
            ? m_process.exitCode()
            : -1;
    }

private:
    QTemporaryDir m_home;
    QProcess m_process;
    QByteArray m_log;
};

int push(const QString& url)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(url + QStringLiteral("/metrics/job/first")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "text/plain");
    QNetworkReply* reply = network.post(request, "# TYPE steps_total counter\nsteps_total 1\n");
    QSignalSpy finished(reply, &QNetworkReply::finished);
    finished.wait();
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

const QStringList kAnyPort{QStringLiteral("--web.listen-address=127.0.0.1:0")};

} // namespace

class TestRealWindow : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<XDisplay> m_display;

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("Xvfb")).isEmpty())
            QSKIP("Xvfb is not installed");
        m_display = std::make_unique<XDisplay>();
        QVERIFY(m_display->isThere());
    }

    void it_opens_takes_a_push_shows_it_and_ends_when_closed()
    {
        QElapsedTimer sinceStart;
        sinceStart.start();
        Program program(*m_display, kAnyPort);
        QTRY_VERIFY_WITH_TIMEOUT(m_display->mapped("Cairn"), 20000);
        const xcb_window_t window = *m_display->mapped("Cairn");
        QTRY_VERIFY(colorsOf(m_display->picture(window)).size() >= kFewestColors);
        qInfo("first picture after %lld ms", sinceStart.elapsed());
        QTRY_VERIFY2(!program.url().isEmpty(), program.log().constData());

        const QImage before = m_display->picture(window);
        QCOMPARE(push(program.url()), 202);
        QTRY_VERIFY(m_display->picture(window) != before);
        const QByteArray keep = qgetenv("CAIRN_KEEP_PICTURE");
        if (!keep.isEmpty())
            m_display->picture(window).save(QFile::decodeName(keep));

        m_display->askToClose(window); // there is no tray here to stay in
        QCOMPARE(program.code(), 0);
        QVERIFY2(program.log().contains("msg=Stopped"), program.log().constData());
        QVERIFY(!m_display->mapped("Cairn"));
    }

    void a_signal_ends_it_too()
    {
        Program program(*m_display, kAnyPort);
        QTRY_VERIFY_WITH_TIMEOUT(m_display->mapped("Cairn"), 20000);
        program.process().terminate();
        QCOMPARE(program.code(), 0);
    }

    void a_gateway_elsewhere_is_shown_by_its_address()
    {
        Program gateway(*m_display, kAnyPort + QStringList{QStringLiteral("--no-gui")});
        QTRY_VERIFY2(!gateway.url().isEmpty(), gateway.log().constData());
        Program program(*m_display, {QStringLiteral("--connect=") + gateway.url()});
        const QByteArray title = "Cairn — " + gateway.url().mid(7).toUtf8();
        QTRY_VERIFY_WITH_TIMEOUT(m_display->mapped(title), 20000);
        QCOMPARE(m_display->titleOf(*m_display->mapped(title)), title);
        m_display->askToClose(*m_display->mapped(title));
        QCOMPARE(program.code(), 0);
        QCOMPARE(gateway.process().state(), QProcess::Running); // is not ours to end
        gateway.process().terminate();
        QCOMPARE(gateway.code(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRealWindow)
#include "tst_real_window.moc"
