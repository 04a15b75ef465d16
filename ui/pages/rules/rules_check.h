// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QTimer>

namespace cairn::ui {

class ApiClient;

/// Asks the gateway what it makes of a text of rules: whether it is right, and if so, what it would change. Answers to
/// a text that is not the last one asked for are never heard.
class RulesCheck final : public QObject {
    Q_OBJECT

public:
    explicit RulesCheck(ApiClient& client, QObject* parent = nullptr);

    void later(const QString& yaml); ///< once nothing else came for 300 ms
    void now(const QString& yaml);
    void stop();
    [[nodiscard]] bool isUnderWay() const { return m_isUnderWay; } ///< not validated yet

Q_SIGNALS:
    void validated(const QJsonObject& answer);
    void previewed(const QJsonObject& answer); ///< after validated(), where it is right
    void failed(const QString& why);

private:
    void ask();
    void preview();

    ApiClient& m_client;
    QTimer m_wait;
    QString m_yaml;
    bool m_isUnderWay = false;
};

} // namespace cairn::ui
