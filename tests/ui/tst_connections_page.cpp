// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where secrets go, and where they never do.
#include "ui/keyring/keyring.h"
#include "ui/pages/connections_card.h"
#include "ui/pages/connections_page.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"
#include "ui/window/session.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

using namespace cairn::ui;

namespace {

constexpr auto kSecret = "hunter2-in-the-open";

/// A keyring in memory that may refuse; it outlives the windows that use it.
class FakeKeyring final : public SecretStore {
public:
    [[nodiscard]] bool isLasting() const override { return true; }
    void read(const QString& key, QObject* context, Read heard) override
    {
        ++reads;
        QTimer::singleShot(0, context, [this, key, heard = std::move(heard)] {
            heard(problem.isEmpty() ? secrets.value(key) : QByteArray(), problem);
        });
    }
    void write(const QString& key, const QByteArray& secret, QObject* context, Done done) override
    {
        if (problem.isEmpty())
            secrets.insert(key, secret);
        QTimer::singleShot(0, context, [this, done = std::move(done)] { done(problem); });
    }
    void forget(const QString& key) override { secrets.remove(key); }

    QHash<QString, QByteArray> secrets;
    QString problem;
    int reads = 0;
};

void type(const QWidget& page, const char* field, const QString& text)
{
    page.findChild<QLineEdit*>(QString::fromLatin1(field))->setText(text);
}

void click(const QWidget& page, const char* button)
{
    page.findChild<QPushButton*>(QString::fromLatin1(button))->click();
}

QString note(const QWidget& page)
{
    const auto* label = page.findChild<QLabel*>(QStringLiteral("secretNote"));
    return label == nullptr ? QString() : label->text();
}

void add(const QWidget& page, const QString& address, const QString& secret)
{
    type(page, "newAddress", address);
    type(page, "newName", QStringLiteral("prod"));
    type(page, "newSecret", secret);
    click(page, "add");
}

} // namespace

class TestConnectionsPage : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeKeyring> m_keyring;

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("cairn-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cairn-test-connections"));
    }
    void init()
    {
        QSettings().clear();
        m_keyring = std::make_shared<FakeKeyring>();
    }

    void a_secret_goes_to_the_keyring_and_never_into_settings()
    {
        {
            Session session(nullptr, m_keyring);
            const ConnectionsPage page(session);
            type(page, "newUser", QStringLiteral("ann"));
            add(page, QStringLiteral("https://gw.example"), QString::fromLatin1(kSecret));
            QTRY_COMPARE(note(page), QStringLiteral("Its secret is in the system keyring."));
            QCOMPARE(m_keyring->secrets.values(), QList<QByteArray>{kSecret});
        }
        QSettings settings;
        settings.sync();
        QFile file(settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.contains("gw.example") && kept.contains("ann"));
        QVERIFY(!kept.contains(kSecret));
        QVERIFY(!kept.contains(QByteArray(kSecret).toBase64()));

        Session session(nullptr, m_keyring); // another day
        const ConnectionsPage page(session);
        QSignalSpy asked(&session, &Session::connectionAsked);
        QCOMPARE(m_keyring->reads, 0); // nobody is asked to unlock anything before it is needed
        click(page, "open");
        QTRY_COMPARE(asked.count(), 1);
        const auto opened = asked[0][0].value<SavedConnection>();
        QCOMPARE(opened.secret, QByteArray(kSecret));
        QCOMPARE(opened.user, QStringLiteral("ann"));
    }

    void a_keyring_that_refuses_is_said_and_the_secret_serves_until_the_end()
    {
        m_keyring->problem = QStringLiteral("no secret service");
        Session session(nullptr, m_keyring);
        const ConnectionsPage page(session);
        add(page, QStringLiteral("gw.example"), QString::fromLatin1(kSecret));
        QTRY_VERIFY2(note(page).contains("until Cairn quits") && note(page).contains("no secret service"),
            qPrintable(note(page)));
        QSignalSpy asked(&session, &Session::connectionAsked);
        click(page, "open");
        QTRY_COMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].value<SavedConnection>().secret, QByteArray(kSecret));
    }

    void a_locked_keyring_is_said_and_the_gateway_opened_without()
    {
        Session session(nullptr, m_keyring);
        {
            const ConnectionsPage page(session);
            add(page, QStringLiteral("gw.example"), QString::fromLatin1(kSecret));
            QTRY_COMPARE(m_keyring->secrets.count(), 1);
            QTRY_VERIFY(note(page).contains("system keyring"));
        }
        m_keyring->problem = QStringLiteral("it is locked");
        const ConnectionsPage page(session);
        QSignalSpy asked(&session, &Session::connectionAsked);
        click(page, "open");
        QTRY_COMPARE(asked.count(), 1);
        QVERIFY(asked[0][0].value<SavedConnection>().secret.isEmpty());
        QVERIFY2(note(page).contains("it is locked"), qPrintable(note(page)));
    }

    void without_a_keyring_the_card_says_how_long_a_secret_lasts()
    {
        Session session;
        const ConnectionsPage page(session);
        add(page, QStringLiteral("gw.example"), QString::fromLatin1(kSecret));
        QCOMPARE(note(page), QStringLiteral("Its secret is kept until Cairn quits."));
    }

    void an_edit_keeps_the_secret_unless_the_address_changes_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("a new name") << QStringLiteral("https://gw.example") << true;
        QTest::newRow("another gateway is not told the secret of this one")
            << QStringLiteral("https://elsewhere") << false;
        QTest::newRow("nor is it told in the clear") << QStringLiteral("http://gw.example") << false;
    }
    void an_edit_keeps_the_secret_unless_the_address_changes()
    {
        QFETCH(QString, address);
        QFETCH(bool, isKept);
        Session session(nullptr, m_keyring);
        const ConnectionsPage page(session);
        add(page, QStringLiteral("https://gw.example"), QString::fromLatin1(kSecret));
        QTRY_VERIFY(note(page).contains("system keyring"));
        click(page, "edit");
        QCOMPARE(page.findChild<QLineEdit*>(QStringLiteral("newSecret"))->text(), QString()); // is not shown again
        type(page, "newAddress", address);
        type(page, "newName", QStringLiteral("renamed"));
        click(page, "add");
        QCOMPARE(m_keyring->secrets.count(), isKept ? 1 : 0);
        QCOMPARE(note(page).isEmpty(), !isKept);
        QCOMPARE(page.findChildren<ConnectionCard*>().count(), 1);
    }

    void a_system_without_a_secret_service_says_so()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/there/is/none");
        const std::shared_ptr<SecretStore> keyring = systemKeyring();
        if (!keyring->isLasting())
            QSKIP("this build has no keyring");
        QString problem;
        keyring->write(QStringLiteral("cairn-test"), kSecret, this, [&](const QString& said) { problem = said; });
        QTRY_VERIFY(!problem.isEmpty());
        qInfo("%s", qPrintable(problem));
    }

    void who_is_forgotten_leaves_nothing_behind()
    {
        Session session(nullptr, m_keyring);
        const ConnectionsPage page(session);
        add(page, QStringLiteral("gw.example"), QString::fromLatin1(kSecret));
        QTRY_VERIFY(note(page).contains("system keyring"));
        click(page, "forget");
        QVERIFY(m_keyring->secrets.isEmpty());
        QSettings settings;
        QVERIFY(readConnections(settings).isEmpty());
    }

    void a_saved_address_on_the_command_line_is_that_connection()
    {
        {
            Session session(nullptr, m_keyring);
            const ConnectionsPage page(session);
            page.findChild<QCheckBox*>(QStringLiteral("newProduction"))->setChecked(true);
            add(page, QStringLiteral("https://gw.example:9091"), QString::fromLatin1(kSecret));
            QTRY_VERIFY(note(page).contains("system keyring"));
        }
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(nullptr, QUrl(QStringLiteral("https://gw.example:9091/")), desktop);
        QVERIFY(room.window().property("production").toBool());
        QVERIFY(room.window().windowTitle().contains("prod"));
        QTRY_COMPARE(room.session().client().target().token, QByteArray(kSecret));
    }
};

QTEST_MAIN(TestConnectionsPage)
#include "tst_connections_page.moc"
