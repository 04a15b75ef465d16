// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/connection.h"
#include "ui/widgets/banner.h"

namespace cairn::ui {

class LocalGateway;

/// Tells the banner what is wrong with the gateway, since when, and does the one thing that may help.
class TroubleBanner final : public QObject {
    Q_OBJECT

public:
    TroubleBanner(Banner& banner, Connection& connection, LocalGateway* local, QObject* parent);

    void setLocal(bool isLocal); ///< the window looks at the gateway of its own process

private:
    void tell();
    void act();
    [[nodiscard]] bool isHomeDown() const;
    [[nodiscard]] QString trouble() const;
    [[nodiscard]] QString localTrouble() const;

    Banner& m_banner;
    Connection& m_connection;
    LocalGateway* m_local;
    bool m_isLocal = false;
};

} // namespace cairn::ui
