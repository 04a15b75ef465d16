// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/draft_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace cairn::ui {

namespace {

constexpr int kWaitMilliseconds = 500;
constexpr qint64 kMostBytes = 16 * 1024 * 1024;

} // namespace

QString DraftFile::folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/drafts");
}

DraftFile::~DraftFile()
{
    writeNow();
}

void DraftFile::setPlace(const QString& name, const QString& gateway)
{
    writeNow();
    const QByteArray hash = QCryptographicHash::hash(gateway.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    m_path = folder() + u'/' + name + u'-' + QString::fromLatin1(hash) + QStringLiteral(".json");
}

void DraftFile::keep(const QJsonObject& what)
{
    if (!m_isConnected) {
        m_isConnected = true;
        m_wait.setSingleShot(true);
        m_wait.setInterval(kWaitMilliseconds);
        connect(&m_wait, &QTimer::timeout, this, &DraftFile::writeNow);
    }
    m_due = what;
    m_wait.start();
}

void DraftFile::drop()
{
    m_due.reset();
    m_wait.stop();
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

std::optional<DraftFile::Draft> DraftFile::read() const
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject what = QJsonDocument::fromJson(file.read(kMostBytes)).object();
    if (what.isEmpty())
        return std::nullopt;
    return Draft{what, QFileInfo(file).lastModified()};
}

void DraftFile::writeNow()
{
    m_wait.stop();
    if (!m_due || m_path.isEmpty())
        return;
    QDir().mkpath(folder());
    QSaveFile file(m_path);
    const QByteArray bytes = QJsonDocument(*std::exchange(m_due, std::nullopt)).toJson(QJsonDocument::Compact);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(bytes);
        file.commit();
    }
}

} // namespace cairn::ui
