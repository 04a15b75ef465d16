// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/models/push_model.h"
#include "ui/window/page.h"

#include <functional>

class QLabel;
class QPushButton;
class QSplitter;
class QTableView;

namespace cairn::ui {

class FirstSteps;
class PushDetail;
class PushFilter;
class Session;
class TableActions;
struct TableSubject;

/// What just happened, and why: the live log of pushes, newest on top.
class PushesPage final : public Page {
    Q_OBJECT

public:
    explicit PushesPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void setPaused(bool paused) override;
    void setFilter(const QString& text) override;
    void open(const QString& what) override; ///< a push's id
    [[nodiscard]] bool stepBack() override;
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] ApiCall question() const;
    void take(const ApiReply& reply);
    void startOver();
    void hold();
    void showHeld();
    void showSelected();
    void showWhatThereIs();
    void keepOutgrown(int first);
    void watchRefusals();
    void openDetail(bool open);
    void foldDetail();
    void showColumns();
    QWidget* makeList();
    void addActions();
    [[nodiscard]] TableSubject subject();
    [[nodiscard]] QString filterOf(const QModelIndex& cell) const;
    /// Asks for the bodies of these pushes, one after the other, and hands on their texts; those that were not kept are
    /// passed over.
    void collect(QList<int> rows, const std::function<QString(const QJsonObject&)>& text,
        const std::function<void(const QString&)>& done, const QString& soFar = {});
    void proposeReset();

    Session& m_session;
    PushModel* m_model;
    QTableView* m_table;
    PushDetail* m_detail;
    QSplitter* m_splitter;
    QWidget* m_list;
    PushFilter* m_choice;
    QLabel* m_state;
    QPushButton* m_showHeld;
    QLabel* m_empty; // the filter lets nothing through
    FirstSteps* m_steps; // there is nothing
    Poller m_poller;
    TableActions* m_copies;
    QList<QAction*> m_actions;
    QString m_filter;
    double m_seenRefusals = -1;
    bool m_isPaused = false;
    bool m_isActive = false;
    bool m_isKeeping = false; // the selection goes, what is shown stays
    bool m_isLaidOut = false;
    bool m_isDetailOpen = false; // matters where there is room for one alone
    qint64 m_wanted = 0; // to be selected once it is known
};

} // namespace cairn::ui
