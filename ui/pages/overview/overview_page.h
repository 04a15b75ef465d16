// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/pages/overview/overview_history.h"
#include "ui/window/page.h"

class QHBoxLayout;
class QStackedWidget;

namespace cairn::ui {

class OverviewList;
class OverviewTile;
class Session;
struct TableSubject;

/// Is it working? Six numbers, pushes and refusals over time, what is biggest and busiest, and what looks wrong.
class OverviewPage final : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void setPaused(bool paused) override;
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }

private:
    void build();
    void buildTiles(QHBoxLayout& row);
    void addActions();
    [[nodiscard]] TableSubject subjectOf(OverviewList& list);
    void run();
    void takeStatus();
    void showTiles(const GatewayStatus& status);
    void showHistory();
    void showScrapes(const GatewayStatus& status);
    void takeFamilies(const ApiReply& reply);
    void takeGroups(const ApiReply& reply);
    void takeHints(const ApiReply& reply);

    Session& m_session;
    Poller m_families;
    Poller m_groups;
    Poller m_hints;
    Poller m_told;
    OverviewHistory m_history;
    QStackedWidget* m_stack;
    OverviewTile* m_pushes;
    OverviewTile* m_samples;
    OverviewTile* m_refused;
    OverviewTile* m_series;
    OverviewTile* m_memory;
    OverviewTile* m_scrape;
    TimeChart* m_chart;
    TimeChart* m_refusalChart;
    OverviewList* m_biggest;
    OverviewList* m_busiest;
    OverviewList* m_mistakes;
    OverviewList* m_scrapes;
    QList<QAction*> m_actions;
    bool m_isActive = false;
    bool m_isPaused = false;
};

} // namespace cairn::ui
