// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace cairn::ui {

class Session;

/// Where nothing is left of what was chosen: since when, why, and how it comes back. Hidden while there is something.
class FamiliesGone final : public QWidget {
    Q_OBJECT

public:
    explicit FamiliesGone(Session& session, QWidget* parent = nullptr);

    /// Nothing is there of that family, or of the one series of it; asks the gateway which reset took it.
    void tell(const QString& family, const QString& labelsText = {});
    void clear(); ///< it is there, or something else is looked at

private:
    void showReset(const QJsonObject& reset);

    Session& m_session;
    QString m_what; // as it is named in sentences; empty: nothing is gone
    qint64 m_reset = 0; // that can be undone; 0: none
    QLabel* m_text;
    QPushButton* m_undo;
};

} // namespace cairn::ui
