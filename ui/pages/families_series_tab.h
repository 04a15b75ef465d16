// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series_model.h"
#include "ui/pages/families_tab.h"

class QTableView;

namespace cairn::ui {

class BadgeDelegate;
class ElidedLabel;

/// The family's series, one column per label that differs; those that do not stand once above.
class FamiliesSeriesTab final : public FamiliesTab {
    Q_OBJECT

public:
    explicit FamiliesSeriesTab(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void seriesSelected(const QString& labelsText);

protected:
    [[nodiscard]] ApiCall question() const override;
    void take(const ApiReply& reply) override;
    void forget() override;

private:
    void askLabels();
    void takeLabels(const FamilyLabels& labels);

    FamilySeriesModel* m_model;
    QTableView* m_view;
    ElidedLabel* m_common;
    ElidedLabel* m_count;
    BadgeDelegate* m_badges;
    qint64 m_labelsOf = -1; // how many series there were when the labels were asked for
};

} // namespace cairn::ui
