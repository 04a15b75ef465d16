// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/models/family_model.h"
#include "ui/window/page.h"

#include <QTimer>

#include <functional>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace cairn::ui {

class FamiliesSeriesTab;
class FamiliesTab;
class Session;
class TableActions;
struct TableSubject;

/// What do we have? All families, and every side of the one that is selected.
class FamiliesPage final : public Page {
    Q_OBJECT

public:
    explicit FamiliesPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void setPaused(bool paused) override;
    void setFilter(const QString& text) override;
    void open(const QString& name) override;
    [[nodiscard]] bool stepBack() override;
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }

    /// Whether a filter is a selector, which the gateway must understand, or letters to look for.
    [[nodiscard]] static bool isSelector(const QString& filter);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTable();
    void buildDetail();
    void addActions();
    [[nodiscard]] ApiCall listCall() const; ///< all that is listed
    [[nodiscard]] ApiCall pageCall(int offset, int limit) const;
    [[nodiscard]] ApiCall question();
    void take(const ApiReply& reply);
    void takeError(const ApiError& error);
    void askForSeen();
    void keepCurrent();
    void restart(); ///< another filter or order
    void select(const QModelIndex& row);
    void openDetail(bool open);
    void placeDetail();
    void runTabs();
    void proposeReset();
    void proposeRule();
    void copyLines(const QList<int>& rows, const std::function<void(const QString&)>& done);
    [[nodiscard]] TableSubject subject();
    [[nodiscard]] QStringList selectedNames() const;
    [[nodiscard]] QString selectedName() const; ///< of the row that the detail shows
    [[nodiscard]] QString scrapePath() const;

    Session& m_session;
    FamilyModel* m_model;
    Poller m_poller;
    QStackedWidget* m_stack;
    QWidget* m_empty;
    QSplitter* m_splitter;
    QWidget* m_left;
    QTableView* m_view;
    QWidget* m_detail;
    QLabel* m_title;
    QLabel* m_help;
    QTabWidget* m_tabs;
    FamiliesSeriesTab* m_series = nullptr;
    QList<FamiliesTab*> m_sides;
    TableActions* m_copies;
    QList<QAction*> m_actions;
    QString m_filter;
    QTimer m_soon; // while somebody scrolls
    QString m_current; // what the detail shows
    QString m_wanted; // a family to select as soon as it is there
    bool m_isActive = false;
    bool m_isPaused = false;
    bool m_isDetailOpen = false;
};

} // namespace cairn::ui
