// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace cairn::app {

/// The process's signals as Qt signals on the thread that made this. One object at a time. SIGPIPE is ignored. A second
/// SIGTERM or SIGINT ends the process at once with exit code 1. Several of one kind may arrive as one; an end comes
/// before a reload, and nothing is reloaded after it.
class Signals final : public QObject {
    Q_OBJECT

public:
    explicit Signals(QObject* parent = nullptr);
    ~Signals() override; ///< gives the signals back to the system's defaults

signals:
    void terminated(); ///< SIGTERM or SIGINT, the first
    void hungUp(); ///< SIGHUP: reload
    void reportAsked(); ///< SIGUSR1: say in the log how full everything is

private:
    void drain();
    int m_read = -1;
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace cairn::app
