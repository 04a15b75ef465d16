// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>

namespace cairn::ui {

/// Keeps tokens and passwords, by key. Answers come from the event loop, unless `context` is gone by then; `problem` is
/// why not, in a few words, and empty where all went well.
class SecretStore {
public:
    using Read = std::function<void(const QByteArray& secret, const QString& problem)>;
    using Done = std::function<void(const QString& problem)>;

    virtual ~SecretStore() = default;

    [[nodiscard]] virtual bool isLasting() const = 0; ///< false: what it keeps is gone with the window
    virtual void read(const QString& key, QObject* context, Read heard) = 0; ///< empty where nothing was kept
    virtual void write(const QString& key, const QByteArray& secret, QObject* context, Done done) = 0;
    virtual void forget(const QString& key) = 0;
};

} // namespace cairn::ui
