// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connection.h"
#include "ui/models/environment.h"

#include <QStatusBar>
#include <QTimer>

#include <chrono>

namespace cairn::ui {

class ElidedLabel;
class MarkTag;
class StatusPart;

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
    StatusPart* addPart(const QString& name, const QString& page, const QString& tip);
    void keepRoom();
    [[nodiscard]] static QString waitText(qint64 seconds);
    [[nodiscard]] QString stateText(Connection::State state, const QString& trip) const;
    void showConnection();
    void showNumbers();
    [[nodiscard]] static QString scrapedText(const GatewayStatus& status);

    Connection& m_connection;
    Connection::State m_told = Connection::State::Connecting; // to whoever listens
    Place m_place;
    MarkTag* m_mark;
    StatusPart* m_where;
    StatusPart* m_pushes;
    StatusPart* m_series;
    StatusPart* m_refused;
    StatusPart* m_scraped;
    ElidedLabel* m_said;
    QTimer m_silence; // ends what is said
};

} // namespace cairn::ui
