// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/family_series.h"
#include "ui/pages/families/families_tab.h"

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace cairn::ui {

class CodeEditor;
class DistributionChart;
class TimeChart;

/// Value and rate of the family, or of the series that is selected, over ten minutes.
class FamiliesOverTimeTab final : public FamiliesTab {
    Q_OBJECT

public:
    explicit FamiliesOverTimeTab(Session& session, QWidget* parent = nullptr);

protected:
    [[nodiscard]] ApiCall question() const override;
    void take(const ApiReply& reply) override;
    void forget() override;

private:
    QLabel* m_title;
    TimeChart* m_value;
    TimeChart* m_rate;
};

/// The buckets of one series: of the one that is selected, else of the first.
class FamiliesDistributionTab final : public FamiliesTab {
    Q_OBJECT

public:
    explicit FamiliesDistributionTab(Session& session, QWidget* parent = nullptr);

protected:
    [[nodiscard]] ApiCall question() const override;
    void take(const ApiReply& reply) override;
    void forget() override;

private:
    QLabel* m_title;
    DistributionChart* m_chart;
    QLabel* m_numbers;
};

/// The chain that was asked for the mode, in order, up to what decides.
class FamiliesWhyTab final : public FamiliesTab {
    Q_OBJECT

public:
    explicit FamiliesWhyTab(Session& session, QWidget* parent = nullptr);

protected:
    [[nodiscard]] ApiCall question() const override;
    void take(const ApiReply& reply) override;
    void forget() override;

private:
    void addStep(const QJsonObject& step, int number);
    void proposeRule();

    QLabel* m_sentence;
    QVBoxLayout* m_steps;
    QWidget* m_offer; // of a rule, where none decides
    QString m_next; // mode of the next push
    QJsonObject m_shown; // the answer that stands there: the same is not built again
};

/// The family's lines as Prometheus gets them.
class FamiliesScrapedTab final : public FamiliesTab {
    Q_OBJECT

public:
    explicit FamiliesScrapedTab(Session& session, QWidget* parent = nullptr);

protected:
    [[nodiscard]] ApiCall question() const override;
    void take(const ApiReply& reply) override;
    void forget() override;

private:
    CodeEditor* m_text;
};

} // namespace cairn::ui
