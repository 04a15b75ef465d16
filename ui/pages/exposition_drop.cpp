// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/exposition_drop.h"

#include "ui/format/number_text.h"
#include "ui/window/session.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QWidget>

namespace cairn::ui {

ExpositionDrop::ExpositionDrop(Session& session, QWidget* target)
    : QObject(target), m_session(session), m_paste(new QAction(tr("Try what is in the clipboard"), this))
{
    m_paste->setShortcut(QKeySequence::Paste);
    connect(m_paste, &QAction::triggered, this, [this] { take(*QGuiApplication::clipboard()->mimeData()); });
    target->setAcceptDrops(true);
    target->installEventFilter(this);
}

bool ExpositionDrop::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    const QMimeData& data = *drop->mimeData();
    if (event->type() == QEvent::DragEnter && !data.hasUrls() && !data.hasText())
        return false;
    drop->setDropAction(Qt::CopyAction); // what is dragged stays where it was
    drop->accept();
    if (event->type() == QEvent::Drop)
        take(data);
    return true;
}

void ExpositionDrop::take(const QMimeData& data)
{
    if (const QList<QUrl> urls = data.urls(); !urls.isEmpty() && urls.first().isLocalFile())
        return takeFile(urls.first().toLocalFile());
    if (data.text().trimmed().isEmpty())
        return m_session.announce(tr("There is no text to try"));
    m_session.openPage(QStringLiteral("try"), data.text());
}

void ExpositionDrop::takeFile(const QString& path)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (file.size() > kMostBytes)
        return m_session.notify({tr("%1 is longer than %2: push it with curl --data-binary @%1")
                                     .arg(name, bytesText(static_cast<double>(kMostBytes))),
            {}, {}, true});
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return m_session.notify({tr("%1 cannot be read: %2").arg(name, file.errorString()), {}, {}, true});
    m_session.openPage(QStringLiteral("try"), QString::fromUtf8(file.readAll()));
}

} // namespace cairn::ui
