// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QMessageBox;

namespace cairn::ui {

/// How the window is left: for good, or only into the tray. Asks about what is unsaved, and once what closing means.
/// Its questions are the only dialogs there are; they stop nothing while they are open.
class Leaving final : public QObject {
    Q_OBJECT

public:
    enum class Habit { Ask, Quit, Stay };

    /// `mayStay`: a tray is there, and something to stay for. `unsaved`: sentences on what would be lost.
    Leaving(QWidget& window, std::function<bool()> mayStay, std::function<QStringList()> unsaved);

    void close(); ///< the window's close button
    void quit(); ///< by menu, key or tray
    [[nodiscard]] Habit habit() const;
    void setHabit(Habit habit); ///< remembered

Q_SIGNALS:
    void quitAgreed();
    void stayAgreed();
    void habitChanged();

private:
    void askHabit();
    void askUnsaved(const QStringList& sentences);
    [[nodiscard]] QMessageBox* makeBox(const QString& name, const QString& title, const QString& text);

    QWidget& m_window;
    std::function<bool()> m_mayStay;
    std::function<QStringList()> m_unsaved;
    QPointer<QMessageBox> m_box; // one question at a time
};

} // namespace cairn::ui
