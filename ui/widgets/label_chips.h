// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace cairn::ui {

/// Labels as chips that are edited where they stand: `job=api`. Empty ones go; the button at the end adds one.
class LabelChips final : public QWidget {
    Q_OBJECT

public:
    using Labels = QList<std::pair<QString, QString>>;

    explicit LabelChips(QWidget* parent = nullptr);

    void setLabels(const Labels& labels);
    /// Without those that are not `name=value` yet.
    [[nodiscard]] Labels labels() const;
    /// The first chip that is not `name=value`, or that names a label a second time; empty if all are fine.
    [[nodiscard]] QString complaint() const;

Q_SIGNALS:
    void labelsChanged();

private:
    class FlowLayout;

    QLineEdit* addChip(const QString& text);
    void removeChip(QLineEdit* chip);
    void fit(QLineEdit* chip);
    void mark();

    QList<QLineEdit*> m_chips;
    QToolButton* m_add;
    FlowLayout* m_row;
};

} // namespace cairn::ui
