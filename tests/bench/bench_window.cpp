// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a gateway elsewhere, for so many seconds: how long its event loop was kept, how often it painted,
// what memory it holds. usage: bench_window URL PAGE SECONDS
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <unistd.h>

using namespace cairn::ui;

namespace {

constexpr int kTick = 5; // milliseconds
constexpr int kSettling = 2000; // before anything counts: pages are made and asked for

double secondsSinceStart()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = stat.readAll();
    const QByteArray begun = text.mid(text.lastIndexOf(')') + 2).split(' ').value(19);
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9
        - begun.toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double residentMegabytes()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return statm.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Sees when the window paints, and how late a timer comes.
class Meter final : public QObject {
public:
    explicit Meter(QWidget& window) : m_window(window)
    {
        qApp->installEventFilter(this);
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(kTick);
        connect(&m_tick, &QTimer::timeout, this, [this] {
            const qint64 late = m_sinceTick.restart() - kTick;
            if (m_isCounting && late > m_longest)
                m_longest = late;
        });
        m_sinceTick.start();
        m_tick.start();
    }
    void begin()
    {
        m_isCounting = true;
        m_whole.start();
    }
    void tell() const
    {
        const double seconds = static_cast<double>(m_whole.elapsed()) / 1000;
        std::printf("window %.3f %lld %.2f %.1f\n", m_firstPicture, static_cast<long long>(m_longest),
            m_paints / seconds, residentMegabytes());
        std::fflush(stdout);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool isPicture = event->type() == QEvent::UpdateRequest || event->type() == QEvent::Expose;
        if (isPicture && m_firstPicture == 0 && m_window.isVisible())
            QTimer::singleShot(0, this, [this] { // it is painted by now
                if (m_firstPicture > 0)
                    return;
                m_firstPicture = secondsSinceStart();
                std::printf("shown\n");
                std::fflush(stdout);
            });
        if (event->type() == QEvent::UpdateRequest && watched == &m_window && m_isCounting)
            ++m_paints;
        return false;
    }

private:
    QWidget& m_window;
    QTimer m_tick;
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_whole;
    qint64 m_longest = 0;
    double m_firstPicture = 0;
    double m_paints = 0;
    bool m_isCounting = false;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc != 4)
        return 2;
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("cairn-bench"));
    QCoreApplication::setApplicationName(QStringLiteral("cairn-bench-window"));
    QSettings().clear();
    ControlRoom room(nullptr, QUrl(QString::fromLocal8Bit(argv[1])));
    Meter meter(room.window());
    room.window().openPage(QString::fromLocal8Bit(argv[2]));
    room.show();
    QTimer::singleShot(kSettling, &meter, [&meter] { meter.begin(); });
    QTimer::singleShot(kSettling + static_cast<int>(QByteArray(argv[3]).toDouble() * 1000), &application, [&meter] {
        meter.tell();
        QCoreApplication::exit();
    });
    return QApplication::exec();
}
