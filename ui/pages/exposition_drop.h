// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMimeData;

namespace cairn::ui {

class Session;

/// Lets texts and files be dropped on a page, and pasted there: they open in the editor of *Try a push*, where nothing
/// is merged yet.
class ExpositionDrop final : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kMostBytes = 4 * 1024 * 1024; ///< that an editor should hold

    ExpositionDrop(Session& session, QWidget* target);
    [[nodiscard]] QAction* pasteAction() const { return m_paste; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QMimeData& data);
    void takeFile(const QString& path);

    Session& m_session;
    QAction* m_paste;
};

} // namespace cairn::ui
