// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/page.h"

class QLabel;
class QToolButton;

namespace cairn::ui {

class FilterBar;

/// Above every page: what is shown of it, and whether it lives or is paused.
class PageBar final : public QWidget {
    Q_OBJECT

public:
    explicit PageBar(QWidget* parent = nullptr);

    void setHint(const QString& hint); ///< empty: no filter here
    void setState(const FilterState& state);
    void setPaused(bool paused);
    void setLive(bool isLive, const QString& text); ///< the dot and what is beside it
    [[nodiscard]] FilterBar& filter() { return *m_filter; }
    [[nodiscard]] bool hasFilterFocus() const;

Q_SIGNALS:
    void pauseAsked(bool paused);

private:
    void dress();

    FilterBar* m_filter;
    QLabel* m_live;
    QToolButton* m_pause;
    bool m_isPaused = false;
    bool m_isLive = true;
    QString m_liveText;
};

} // namespace cairn::ui
