// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connection.h"

#include <QStatusBar>

class QToolButton;

namespace cairn::ui {

/// The line at the bottom: where we are, how it goes; each part opens its page.
class StatusStrip final : public QStatusBar {
    Q_OBJECT

public:
    StatusStrip(Connection& connection, QWidget* parent);
    void setPlace(const QString& name); ///< `this computer`, `prod`

Q_SIGNALS:
    void pageAsked(const QString& id);

private:
    QToolButton* addPart(const QString& name, const QString& page, const QString& tip);
    void showConnection();
    void showNumbers();

    Connection& m_connection;
    QString m_place;
    QToolButton* m_where;
    QToolButton* m_pushes;
    QToolButton* m_series;
    QToolButton* m_refused;
    QToolButton* m_scraped;
};

} // namespace cairn::ui
