// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QProcess>

#include <optional>
#include <xcb/xcb.h>

namespace cairn::app_testing {

/// An X server without a screen, and no window manager: what a window really looks like there, and how it is told to
/// close.
class XDisplay final {
public:
    XDisplay(); ///< starts Xvfb, on whatever number is free; see isThere()
    ~XDisplay();
    XDisplay(const XDisplay&) = delete;
    XDisplay& operator=(const XDisplay&) = delete;

    [[nodiscard]] bool isThere() const { return m_connection != nullptr; }
    [[nodiscard]] QByteArray name() const { return m_name; } ///< for DISPLAY
    [[nodiscard]] std::optional<xcb_window_t> mapped(const QByteArray& title) const; ///< that begins so
    [[nodiscard]] QByteArray titleOf(xcb_window_t window) const;
    [[nodiscard]] QImage picture(xcb_window_t window) const; ///< null where it cannot be had
    void askToClose(xcb_window_t window); ///< as a window manager does

private:
    [[nodiscard]] xcb_atom_t atom(const char* name) const;

    QProcess m_server;
    QByteArray m_name;
    xcb_connection_t* m_connection = nullptr;
    xcb_window_t m_root = 0;
};

} // namespace cairn::app_testing
