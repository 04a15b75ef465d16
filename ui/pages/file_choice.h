// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace cairn::ui {

using FileChosen = std::function<void(const QString& path)>;
using FileChooser = std::function<void(
    QWidget* parent, const QString& title, const QString& suggested, const QString& filters, const FileChosen& chosen)>;

/// Asks where to write to. The window goes on meanwhile; without a choice, `chosen` is never called.
void chooseFileToWrite(
    QWidget* parent, const QString& title, const QString& suggested, const QString& filters, const FileChosen& chosen);
/// Tests choose without a dialog.
void setFileChooser(FileChooser chooser);

} // namespace cairn::ui
