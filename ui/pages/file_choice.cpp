// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/file_choice.h"

#include <QDir>
#include <QFileDialog>
#include <QSettings>

namespace cairn::ui {

namespace {

const QString kFolderKey = QStringLiteral("exportFolder");

void openDialog(
    QWidget* parent, const QString& title, const QString& suggested, const QString& filters, const FileChosen& chosen)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters.split(QStringLiteral(";;")));
    dialog->setDefaultSuffix(suggested.section(u'.', -1));
    dialog->setDirectory(QSettings().value(kFolderKey, QDir::homePath()).toString());
    dialog->selectFile(suggested);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), -1).section(u')', 0, 0));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [chosen](const QString& path) {
        QSettings().setValue(kFolderKey, QFileInfo(path).absolutePath());
        chosen(path);
    });
    dialog->open();
}

FileChooser& chooser()
{
    static FileChooser choose = openDialog;
    return choose;
}

} // namespace

void chooseFileToWrite(
    QWidget* parent, const QString& title, const QString& suggested, const QString& filters, const FileChosen& chosen)
{
    chooser()(parent, title, suggested, filters, chosen);
}

void setFileChooser(FileChooser choose)
{
    chooser() = std::move(choose);
}

} // namespace cairn::ui
