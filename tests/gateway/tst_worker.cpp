// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/worker.h"

#include <QTest>

#include <algorithm>
#include <future>
#include <memory>
#include <stdexcept>
#include <vector>

using namespace cairn;

class TestWorker : public QObject {
    Q_OBJECT

private slots:
    void runsInOrderOnOneThreadOfItsOwn();
    void takesNoMoreThanMayWait();
    void letsGoOfWhatWaitsAtItsEnd();
    void outlivesAThrow();
};

namespace {

/// Keeps a worker at one task until it is opened. It is made before the worker, whose thread speaks to it to the last.
class Gate {
public:
    void close(Worker& worker)
    {
        const bool posted = worker.post([this] {
            entered.set_value();
            opened.get_future().wait();
        });
        QVERIFY(posted);
        entered.get_future().wait();
    }
    void open() { opened.set_value(); }

private:
    std::promise<void> entered;
    std::promise<void> opened;
};

} // namespace

void TestWorker::runsInOrderOnOneThreadOfItsOwn()
{
    Worker worker("test", 100);
    std::vector<std::thread::id> threads;
    std::promise<void> done;
    for (int i = 0; i < 50; ++i)
        QVERIFY(worker.post([&threads] { threads.push_back(std::this_thread::get_id()); }));
    QVERIFY(worker.post([&done] { done.set_value(); }));
    done.get_future().wait();
    QCOMPARE(threads.size(), std::size_t(50));
    QCOMPARE(std::count(threads.begin(), threads.end(), threads.front()), 50);
    QVERIFY(threads.front() != std::this_thread::get_id());
}

void TestWorker::takesNoMoreThanMayWait()
{
    Gate gate;
    Worker worker("test", 2);
    gate.close(worker);
    QVERIFY(worker.post([] {}));
    QVERIFY(worker.post([] {}));
    QVERIFY(!worker.post([] {}));
    gate.open();
    bool taken = false;
    QTRY_VERIFY(taken = taken || worker.post([] {})); // room comes back
}

void TestWorker::letsGoOfWhatWaitsAtItsEnd()
{
    const auto held = std::make_shared<int>(0);
    {
        Gate gate;
        Worker worker("test", 2);
        gate.close(worker);
        QVERIFY(worker.post([held] { ++*held; }));
        gate.open();
    }
    QCOMPARE(held.use_count(), 1L);
}

void TestWorker::outlivesAThrow()
{
    Worker worker("test", 2);
    std::promise<void> done;
    QVERIFY(worker.post([] { throw std::runtime_error("broken"); }));
    QVERIFY(worker.post([&done] { done.set_value(); }));
    done.get_future().wait();
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
