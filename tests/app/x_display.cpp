// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "x_display.h"

#include <cstdlib>
#include <memory>
#include <span>

namespace cairn::app_testing {

namespace {

struct Free {
    void operator()(void* reply) const { std::free(reply); }
};
template <typename T>
std::unique_ptr<T, Free> owned(T* reply)
{
    return std::unique_ptr<T, Free>(reply);
}

} // namespace

XDisplay::XDisplay()
{
    m_server.start(QStringLiteral("Xvfb"),
        {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
            QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    while (!m_name.endsWith('\n') && m_server.waitForReadyRead()) // it says its number when it is ready
        m_name += m_server.readAllStandardOutput();
    m_name = ':' + m_name.trimmed();
    xcb_connection_t* connection = xcb_connect(m_name.constData(), nullptr);
    if (m_name.size() < 2 || xcb_connection_has_error(connection) != 0) {
        xcb_disconnect(connection);
        return;
    }
    m_connection = connection;
    m_root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
}

XDisplay::~XDisplay()
{
    if (m_connection != nullptr)
        xcb_disconnect(m_connection);
    m_server.terminate();
    m_server.waitForFinished();
}

std::optional<xcb_window_t> XDisplay::mapped(const QByteArray& title) const
{
    const auto tree = owned(xcb_query_tree_reply(m_connection, xcb_query_tree(m_connection, m_root), nullptr));
    if (!tree)
        return {};
    const int count = xcb_query_tree_children_length(tree.get());
    for (const xcb_window_t window : std::span(xcb_query_tree_children(tree.get()), static_cast<std::size_t>(count))) {
        const auto attributes = owned(
            xcb_get_window_attributes_reply(m_connection, xcb_get_window_attributes(m_connection, window), nullptr));
        if (attributes && attributes->map_state == XCB_MAP_STATE_VIEWABLE && titleOf(window).startsWith(title))
            return window;
    }
    return {};
}

QImage XDisplay::picture(xcb_window_t window) const
{
    const auto size = owned(xcb_get_geometry_reply(m_connection, xcb_get_geometry(m_connection, window), nullptr));
    if (!size)
        return {};
    const auto image = owned(xcb_get_image_reply(m_connection,
        xcb_get_image(m_connection, XCB_IMAGE_FORMAT_Z_PIXMAP, window, 0, 0, size->width, size->height, ~0U), nullptr));
    if (!image)
        return {};
    return QImage(xcb_get_image_data(image.get()), size->width, size->height, QImage::Format_RGB32).copy();
}

void XDisplay::askToClose(xcb_window_t window)
{
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 32;
    event.window = window;
    event.type = atom("WM_PROTOCOLS");
    event.data.data32[0] = atom("WM_DELETE_WINDOW");
    event.data.data32[1] = XCB_CURRENT_TIME;
    xcb_send_event(m_connection, 0, window, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<const char*>(&event));
    xcb_flush(m_connection);
}

xcb_atom_t XDisplay::atom(const char* name) const
{
    const auto reply = owned(xcb_intern_atom_reply(
        m_connection, xcb_intern_atom(m_connection, 0, static_cast<uint16_t>(qstrlen(name)), name), nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

QByteArray XDisplay::titleOf(xcb_window_t window) const
{
    const auto reply = owned(xcb_get_property_reply(
        m_connection, xcb_get_property(m_connection, 0, window, atom("_NET_WM_NAME"), XCB_ATOM_ANY, 0, 256), nullptr));
    if (!reply)
        return {};
    return {static_cast<const char*>(xcb_get_property_value(reply.get())), xcb_get_property_value_length(reply.get())};
}

} // namespace cairn::app_testing
