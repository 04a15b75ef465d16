// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/page.h"

#include <QListWidget>

namespace cairn::ui {

/// The pages at the left: icon, title and badge; folded, icons alone.
class NavList final : public QListWidget {
    Q_OBJECT

public:
    explicit NavList(QWidget* parent = nullptr);

    void addPage(const PageInfo& info);
    void setBadge(int row, const QString& text);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return m_isFolded; }
    [[nodiscard]] QSize sizeHint() const override;

private:
    void dress();

    bool m_isFolded = false;
};

} // namespace cairn::ui
