// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/poller.h"
#include "ui/models/family.h"

#include <QWidget>

namespace cairn::ui {

class Session;

/// One side of the family that is looked at. Asks the gateway only while it is seen and has a family.
class FamiliesTab : public QWidget {
    Q_OBJECT

public:
    FamiliesTab(Session& session, QWidget* parent = nullptr);

    void setFamily(const Family& family); ///< each time it is heard anew; forgets the series where it is another
    void setSeries(const QString& labelsText); ///< one series of it; empty: all
    void setRunning(bool running);
    void askNow();

protected:
    [[nodiscard]] virtual ApiCall question() const = 0;
    virtual void take(const ApiReply& reply) = 0;
    virtual void forget() = 0; ///< what is shown is of another family

    [[nodiscard]] const Family& family() const { return m_family; }
    [[nodiscard]] const QString& series() const { return m_series; }
    [[nodiscard]] Session& session() { return m_session; }
    [[nodiscard]] const Session& session() const { return m_session; }

private:
    Session& m_session;
    Family m_family;
    QString m_series;
    Poller m_poller;
};

} // namespace cairn::ui
