// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series_model.h"
#include "ui/pages/families/families_tab.h"
#include "ui/pages/table_actions.h"
#include "ui/window/session.h"

class QLineEdit;
class QTableView;

namespace cairn::ui {

class BadgeDelegate;
class ElidedLabel;

/// The family's series, one column per label that differs; those that do not stand once above. Sorted, filtered and
/// paged by the gateway: only rows around those that are seen are asked for.
class FamiliesSeriesTab final : public FamiliesTab {
    Q_OBJECT

public:
    static constexpr int kMostReset = 100; ///< rows at once: each is a selector of the API

    explicit FamiliesSeriesTab(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] TableSubject subject(); ///< of its table; the page adds what else can be done
    [[nodiscard]] ResetProposal resetProposal() const; ///< of the rows that are selected; no conditions: of none
    [[nodiscard]] QTableView& view() const { return *m_view; }
    [[nodiscard]] QString selectedRule() const; ///< the selector of the row that is current; empty: none

Q_SIGNALS:
    void seriesSelected(const QString& labelsText);
    void seriesGone(const QString& labelsText); ///< the one that is selected is not there any more
    void seriesFound(); ///< it is there

protected:
    [[nodiscard]] ApiCall question() const override;
    void take(const ApiReply& reply) override;
    void forget() override;

private:
    void build();
    void buildTable();
    void askLabels();
    void takeLabels(const FamilyLabels& labels);
    void arrangeColumns();
    void setSeriesFilter(const QString& text);
    void startOver();
    void keepCurrent();
    void askCurrent();
    void mark(int row);
    void showCount(qint64 total);
    void showProblem(const ApiError& error);
    [[nodiscard]] ApiCall listCall() const;
    [[nodiscard]] ApiCall scrapeCall() const;
    [[nodiscard]] QString selectorOf(int row) const;
    [[nodiscard]] QStringList exportHead() const;
    [[nodiscard]] QStringList exportCells(const QJsonObject& row) const;
    [[nodiscard]] QString filterOf(const QModelIndex& cell) const;
    [[nodiscard]] QString joined(const QList<int>& rows, const std::function<QString(int)>& text) const;

    FamilySeriesModel* m_model;
    QTableView* m_view;
    QLineEdit* m_filter;
    ElidedLabel* m_common;
    ElidedLabel* m_count;
    BadgeDelegate* m_badges;
    QTimer m_soon; // after the last key or step of the scroll bar
    FamilyLabels m_labels;
    QString m_current; // the labels of the row that is looked at, wherever it moves
    QString m_filterText; // that was asked for
    bool m_isTaking = false; // rows come and go: whatever row is current then was not chosen
    bool m_isGone = false; // the row that is looked at
    qint64 m_labelsOf = -1; // how many series there were when the labels were asked for
};

} // namespace cairn::ui
