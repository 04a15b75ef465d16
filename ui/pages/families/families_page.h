// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/models/family_model.h"
#include "ui/window/page.h"

#include <QTimer>

#include <functional>

class QSplitter;
class QStackedWidget;
class QTableView;

namespace cairn::ui {

class FamiliesDetail;
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
    void addActions();
    [[nodiscard]] ApiCall listCall() const; ///< all that is listed
    [[nodiscard]] ApiCall pageCall(int offset, int limit) const;
    [[nodiscard]] ApiCall question();
    void take(const ApiReply& reply);
    void takeError(const ApiError& error);
    void askForSeen();
    void restart(); ///< another filter or order
    void leave(); ///< for another gateway
    void choose(const QModelIndex& row);
    void showChosen();
    void keepCurrent(int row);
    void askChosen();
    void openDetail(bool open);
    void placeDetail();
    void runDetail();
    void proposeReset();
    void proposeResetOfDetail();
    void proposeResetOf(const QStringList& names);
    void proposeRule();
    void copyLines(const QList<int>& rows, const std::function<void(const QString&)>& done);
    [[nodiscard]] TableSubject subject();
    [[nodiscard]] QStringList selectedNames() const;
    [[nodiscard]] QString scrapePath() const;

    Session& m_session;
    FamilyModel* m_model;
    Poller m_poller;
    QStackedWidget* m_stack;
    QWidget* m_empty;
    QSplitter* m_splitter;
    QWidget* m_left;
    QTableView* m_view;
    FamiliesDetail* m_detail;
    TableActions* m_copies;
    QList<QAction*> m_actions;
    QString m_filter;
    QTimer m_soon; // while somebody scrolls
    QString m_wanted; // a family to choose as soon as it is there
    QString m_chosen; // by a person: stays, whatever becomes of its row
    bool m_isTaking = false; // rows come and go: whatever row is current then was not chosen
    bool m_isActive = false;
    bool m_isPaused = false;
    bool m_isDetailOpen = false;
};

} // namespace cairn::ui
