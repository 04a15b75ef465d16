// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_module.h"

#include "app/window_gateway.h"
#include "ui/window/control_room.h"
#include "ui/window/translation.h"

#include <QApplication>

#include <memory>

namespace cairn::app {

namespace {

class Window final : public WindowModule {
public:
    Window(int& argc, char** argv) : m_application(argc, argv)
    {
        // no display name: Qt would write it behind the title of each window
        QApplication::setDesktopFileName(QStringLiteral(CAIRN_DESKTOP_ID));
        ui::translateTo(QLocale::system());
        QApplication::setQuitOnLastWindowClosed(false); // what is under way in the gateway is finished first
    }

    void open(const WindowOrders& orders) override
    {
        if (orders.gateway != nullptr)
            m_gateway = std::make_unique<WindowGateway>(*orders.gateway);
        m_room = std::make_unique<ui::ControlRoom>(m_gateway.get(), orders.remote);
        QObject::connect(m_room.get(), &ui::ControlRoom::quitAsked, m_room.get(), orders.quit);
        m_room->show();
    }

    void close() override
    {
        m_room.reset();
        m_gateway.reset();
    }

private:
    QApplication m_application;
    std::unique_ptr<WindowGateway> m_gateway;
    std::unique_ptr<ui::ControlRoom> m_room;
};

} // namespace

} // namespace cairn::app

extern "C" {

Q_DECL_EXPORT const char* cairn_window_version()
{
    return CAIRN_VERSION;
}

Q_DECL_EXPORT cairn::app::WindowModule* cairn_make_window(int& argc, char** argv)
{
    return new cairn::app::Window(argc, argv);
}
}
