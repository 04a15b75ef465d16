// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keyring/keyring.h"

#include <QCoreApplication>
#include <qt6keychain/keychain.h>

namespace cairn::ui {

namespace {

constexpr auto kServiceName = "cairn";

QString service()
{
    return QString::fromLatin1(kServiceName);
}

QString problemOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound: return {};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
    case QKeychain::CouldNotDeleteEntry: return job.errorString();
    default: break; // where no service runs, the library knows no better than "Unknown error"
    }
    return QCoreApplication::translate("cairn::ui", "no secret service answers (%1)").arg(job.errorString());
}

// Jobs delete themselves. They never fall back to a file: what the keyring does not take is not written anywhere.
class Keyring final : public SecretStore {
public:
    [[nodiscard]] bool isLasting() const override { return true; }

    void read(const QString& key, QObject* context, Read heard) override
    {
        auto* job = new QKeychain::ReadPasswordJob(service());
        job->setKey(key);
        QObject::connect(job, &QKeychain::Job::finished, context,
            [job, heard = std::move(heard)] { heard(job->binaryData(), problemOf(*job)); });
        job->start();
    }

    void write(const QString& key, const QByteArray& secret, QObject* context, Done done) override
    {
        auto* job = new QKeychain::WritePasswordJob(service());
        job->setKey(key);
        job->setBinaryData(secret);
        QObject::connect(
            job, &QKeychain::Job::finished, context, [job, done = std::move(done)] { done(problemOf(*job)); });
        job->start();
    }

    void forget(const QString& key) override
    {
        auto* job = new QKeychain::DeletePasswordJob(service());
        job->setKey(key);
        job->start();
    }
};

} // namespace

std::shared_ptr<SecretStore> systemKeyring()
{
    return std::make_shared<Keyring>();
}

} // namespace cairn::ui
