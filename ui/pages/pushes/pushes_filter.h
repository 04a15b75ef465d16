// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrlQuery>
#include <QWidget>

class QComboBox;

namespace cairn::ui {

/// Which pushes are listed, beside the filter bar's group or text: by what became of them, by what they were written
/// as.
class PushFilter final : public QWidget {
    Q_OBJECT

public:
    explicit PushFilter(QWidget* parent = nullptr);

    void addTo(QUrlQuery& query) const;
    [[nodiscard]] bool isOpen() const; ///< lets everything through
    void clear();

Q_SIGNALS:
    void changed();

private:
    QComboBox* m_result;
    QComboBox* m_format;
};

} // namespace cairn::ui
