// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/saved_connection.h"

#include <QSettings>

namespace cairn::ui {

namespace {

constexpr auto kArray = "connections";
constexpr int kUsualPort = 9091;

// Older settings know production alone, and no colour.
void readPlace(const QSettings& settings, SavedConnection& one)
{
    const bool wasProduction = settings.value(QStringLiteral("production")).toBool();
    one.environment
        = settings.value(QStringLiteral("environment"), wasProduction ? usualEnvironments().first() : QString())
              .toString();
    const QVariant color = settings.value(QStringLiteral("color"));
    one.color = color.isValid() ? markFromName(color.toString()) : usualColor(one.environment);
}

} // namespace

QList<SavedConnection> readConnections(QSettings& settings)
{
    QList<SavedConnection> connections;
    const int count = settings.beginReadArray(QString::fromLatin1(kArray));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        SavedConnection one;
        one.id = settings.value(QStringLiteral("id"), QString::number(i)).toString();
        one.name = settings.value(QStringLiteral("name")).toString();
        one.url = settings.value(QStringLiteral("url")).toUrl();
        readPlace(settings, one);
        one.user = settings.value(QStringLiteral("user")).toString();
        one.hasSecret = settings.value(QStringLiteral("hasSecret")).toBool();
        connections.append(one);
    }
    settings.endArray();
    return connections;
}

void writeConnections(QSettings& settings, const QList<SavedConnection>& connections)
{
    settings.remove(QString::fromLatin1(kArray));
    settings.beginWriteArray(QString::fromLatin1(kArray), static_cast<int>(connections.size()));
    for (int i = 0; i < connections.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("id"), connections[i].id);
        settings.setValue(QStringLiteral("name"), connections[i].name);
        settings.setValue(QStringLiteral("url"), connections[i].url);
        settings.setValue(QStringLiteral("environment"), connections[i].environment);
        settings.setValue(QStringLiteral("color"), markName(connections[i].color));
        settings.setValue(QStringLiteral("user"), connections[i].user);
        settings.setValue(QStringLiteral("hasSecret"), connections[i].hasSecret);
    }
    settings.endArray();
}

QUrl urlFromAddress(const QString& address)
{
    const QString text = address.trimmed();
    if (text.isEmpty())
        return {};
    const bool hasScheme = text.contains(QStringLiteral("://"));
    QUrl url(hasScheme ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.hasQuery())
        return {};
    if (!hasScheme && url.port() < 0)
        url.setPort(kUsualPort);
    return url.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

// QUrl keeps the slash of an empty path.
bool isSamePlace(const QUrl& one, const QUrl& other)
{
    const auto folded = [](const QUrl& url) {
        return url.path() == u"/" ? url.adjusted(QUrl::RemovePath) : url.adjusted(QUrl::StripTrailingSlash);
    };
    return folded(one) == folded(other);
}

} // namespace cairn::ui
