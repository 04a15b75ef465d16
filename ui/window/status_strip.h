// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connection.h"
#include "ui/models/environment.h"

#include <QStatusBar>
#include <QTimer>

#include <chrono>

class QToolButton;

namespace cairn::ui {

class ElidedLabel;
class MarkTag;

/// The line at the bottom: where we are, how it goes; each part opens its page.
class StatusStrip final : public QStatusBar {
    Q_OBJECT

public:
    StatusStrip(Connection& connection, QWidget* parent);
    void setPlace(const Place& place); ///< its name, and somebody's mark on it
    /// Says it at the right for so long; what stands at the left stays. Newer words replace older ones.
    void announce(const QString& text, std::chrono::milliseconds time);

Q_SIGNALS:
    void pageAsked(const QString& id);

private:
    QToolButton* addPart(const QString& name, const QString& page, const QString& tip);
    void showConnection();
    void showNumbers();

    Connection& m_connection;
    Place m_place;
    MarkTag* m_mark;
    QToolButton* m_where;
    QToolButton* m_pushes;
    QToolButton* m_series;
    QToolButton* m_refused;
    QToolButton* m_scraped;
    ElidedLabel* m_said;
    QTimer m_silence; // ends what is said
};

} // namespace cairn::ui
