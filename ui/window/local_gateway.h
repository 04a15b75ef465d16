// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUrl>

namespace cairn::ui {

/// The gateway that lives in the window's own process, as far as the window may command it. What it holds is asked over
/// HTTP, like any other gateway's.
class LocalGateway : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual bool isRunning() const = 0;
    [[nodiscard]] virtual QUrl
    url() const = 0; ///< where it answers, with its route prefix; empty while it does not run
    [[nodiscard]] virtual QString address() const = 0; ///< to listen on, or listened on: `127.0.0.1:9091`
    [[nodiscard]] virtual QString
    complaint() const = 0; ///< why it does not run, or did not move; empty where all is as wanted

    virtual void start(const QString& address) = 0; ///< answers at once: see isRunning() and complaint()
    /// Listens there instead, with all that it holds; where it cannot, it stays: see address() and complaint() after
    /// changed().
    virtual void moveTo(const QString& address) = 0;
    virtual void stop() = 0; ///< lets requests in flight finish, then says so by changed()

Q_SIGNALS:
    void changed(); ///< it runs, has stopped or moved, or could not
};

} // namespace cairn::ui
