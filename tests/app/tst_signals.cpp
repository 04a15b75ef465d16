// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using cairn::app::Signals;

class TestSignals final : public QObject {
    Q_OBJECT

private slots:
    void signals_arrive_on_the_event_loop_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("signal");
        QTest::newRow("SIGTERM ends") << SIGTERM << QByteArray(SIGNAL(terminated()));
        QTest::newRow("SIGINT ends") << SIGINT << QByteArray(SIGNAL(terminated()));
        QTest::newRow("SIGHUP reloads") << SIGHUP << QByteArray(SIGNAL(hungUp()));
        QTest::newRow("SIGUSR1 reports") << SIGUSR1 << QByteArray(SIGNAL(reportAsked()));
    }
    void signals_arrive_on_the_event_loop()
    {
        QFETCH(int, number);
        QFETCH(QByteArray, signal);
        const Signals watched;
        QSignalSpy spy(&watched, signal.constData());
        QVERIFY(raise(number) == 0);
        QCOMPARE(spy.count(), 0); // not in the handler
        QTRY_COMPARE(spy.count(), 1);
    }

    void a_storm_of_reloads_is_one_reload()
    {
        const Signals watched;
        QSignalSpy reloads(&watched, &Signals::hungUp);
        QSignalSpy reports(&watched, &Signals::reportAsked);
        for (int i = 0; i < 100'000; ++i) // more than a pipe holds
            raise(SIGHUP);
        raise(SIGUSR1);
        QTRY_COMPARE(reports.count(), 1);
        QCOMPARE(reloads.count(), 1);
        raise(SIGHUP);
        QTRY_COMPARE(reloads.count(), 2);
    }

    void an_end_comes_before_reloads_and_is_never_lost()
    {
        const Signals watched;
        QSignalSpy reloads(&watched, &Signals::hungUp);
        QSignalSpy ends(&watched, &Signals::terminated);
        for (int i = 0; i < 100'000; ++i)
            raise(SIGHUP);
        raise(SIGTERM);
        QTRY_COMPARE(ends.count(), 1);
        QCOMPARE(reloads.count(), 0);
    }

    void a_pipe_without_reader_ends_nobody()
    {
        const Signals watched;
        QVERIFY(raise(SIGPIPE) == 0);
    }

    void a_second_request_to_end_is_obeyed_at_once()
    {
        const pid_t child = fork();
        if (child == 0) {
            const Signals watched;
            raise(SIGTERM);
            raise(SIGINT);
            _exit(7);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 1);
    }
};

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"
