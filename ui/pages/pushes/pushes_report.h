// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/push_report_model.h"
#include "ui/pages/table_actions.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace cairn::ui {

/// A merge report: a sentence, then a row per series with what was there, what came and what is there now.
class PushReportView final : public QWidget {
    Q_OBJECT

public:
    explicit PushReportView(QWidget* parent = nullptr);

    void setReport(const PushReport& report);
    /// Instead of a report: why there is none.
    void setNote(const QString& note);
    void clear() { setNote({}); }
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] TableSubject subject(); ///< of its table
    [[nodiscard]] const PushReportModel& model() const { return *m_model; }

Q_SIGNALS:
    void lineChosen(int line); ///< of the body; a row was activated

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    [[nodiscard]] int needOf(int column) const; ///< of its texts

    QLabel* m_sentence;
    QTableView* m_table;
    QLabel* m_cut;
    PushReportModel* m_model;
};

} // namespace cairn::ui
