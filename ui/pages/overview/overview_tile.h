// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <optional>

namespace cairn::ui {

/// One number of the overview: its name, the number, what is beside it, ten minutes of it, and how near a limit is.
class OverviewTile final : public QFrame {
    Q_OBJECT

public:
    OverviewTile(const QString& name, const QString& title, QWidget* parent = nullptr);

    void show(const QString& number, const QString& note = {});
    void setTrouble(bool trouble); ///< the number is one that should be zero
    void setPoints(const QList<double>& points);
    void setNearness(std::optional<double> ratio); ///< to the limit; nothing for no limit
    [[nodiscard]] QString number() const { return m_number; }
    [[nodiscard]] QSize sizeHint() const override { return {190, 96}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    QString m_number;
    QString m_note;
    QList<double> m_points;
    std::optional<double> m_ratio;
    bool m_isTrouble = false;
};

} // namespace cairn::ui
