// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QTabWidget;

namespace cairn::ui {

class FamiliesGone;
class FamiliesSeriesTab;
class FamiliesTab;
class Session;

/// Every side of the one family that was chosen. Stays with it, and with the series that was chosen of it, when nothing
/// is left of them: then it says since when, and offers to bring them back.
class FamiliesDetail final : public QWidget {
    Q_OBJECT

public:
    explicit FamiliesDetail(Session& session, QWidget* parent = nullptr);

    void tell(const Family& family); ///< each time it is heard anew
    void tellGone(const QString& name); ///< no series of it is there
    void setRunning(bool isRunning); ///< seen, and to be kept up to date
    void askNow();
    [[nodiscard]] FamiliesSeriesTab& series() { return *m_series; }

Q_SIGNALS:
    void closeAsked();
    void resetAsked(); ///< of the series that are selected of it, or of all

private:
    void buildHead(QBoxLayout& column);
    void buildHint(QBoxLayout& column);
    void buildSides();
    void showGoneSeries(const QString& labelsText);
    void showReset();
    void fitSides();
    void run();

    Session& m_session;
    Family m_family;
    QLabel* m_title;
    QLabel* m_help;
    QWidget* m_hint; // what looks like a mistake, and the rule that mends it
    QLabel* m_hintText;
    FamiliesGone* m_gone;
    QPushButton* m_reset;
    QTabWidget* m_tabs;
    FamiliesSeriesTab* m_series;
    QList<FamiliesTab*> m_sides;
    int m_wantedSide = 0; // that a person chose: there again with the next family that has it
    bool m_isFitting = false;
    bool m_isRunning = false;
};

} // namespace cairn::ui
