// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tone.h"
#include "ui/window/page.h"

class QLabel;
class QToolButton;

namespace cairn::ui {

class Banner;
class FilterBar;

/// Above every page: what is shown of it, and whether it lives or is paused.
class PageBar final : public QWidget {
    Q_OBJECT

public:
    /// `trouble` stands beside the filter, which makes room for it: nothing below moves when it comes.
    explicit PageBar(Banner* trouble, QWidget* parent = nullptr);

    void setHint(const QString& hint); ///< empty: no filter here
    void setState(const FilterState& state);
    void setPaused(bool paused);
    void setLive(Tone tone, const QString& text); ///< the dot and what is beside it
    void keepRoomFor(const QStringList& liveTexts); ///< none of them moves what stands beside it
    [[nodiscard]] FilterBar& filter() { return *m_filter; }
    [[nodiscard]] bool hasFilterFocus() const;

Q_SIGNALS:
    void pauseAsked(bool paused);

private:
    void dress();
    void share(); ///< the row, among the filter and the trouble

    Banner* m_trouble;
    FilterBar* m_filter;
    QLabel* m_live;
    QToolButton* m_pause;
    bool m_isPaused = false;
    Tone m_liveTone = Tone::Good;
    QString m_liveText;
    QStringList m_liveTexts;
};

} // namespace cairn::ui
