// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/desktop.h"
#include "ui/window/session.h"

#include <QUrl>

#include <memory>

namespace cairn::ui {

class LocalGateway;
class MainWindow;

/// The window and what it needs, over a gateway of its own process or one elsewhere. Needs a QApplication.
class ControlRoom final : public QObject {
    Q_OBJECT

public:
    /// `local` may be null and outlives this. With `remote`, the window begins there; without, at the connection that
    /// was opened last, or here.
    ControlRoom(LocalGateway* local, const QUrl& remote, const Desktop& desktop = {}, QObject* parent = nullptr);
    ~ControlRoom() override;

    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] Session& session() { return m_session; }
    void show();
    void connectHere(); ///< to the gateway of this process

Q_SIGNALS:
    void quitAsked();

private:
    void connectTo(const ApiTarget& target, const Place& place);
    void connectToSaved(const SavedConnection& saved);
    void connectToLast();
    void unlock(const SavedConnection& saved);
    void noticeLast(const SavedConnection& saved);
    void followEdit(const SavedConnection& saved);
    void connectToAddress(const QUrl& url);
    void followLocal();

    LocalGateway* m_local;
    bool m_isHere = false;
    QString m_there; // the saved connection that is open, by id
    Session m_session;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace cairn::ui
