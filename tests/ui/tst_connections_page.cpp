// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where secrets go, and where they never do.
#include "ui/keyring/keyring.h"
#include "ui/pages/connections/connections_card.h"
#include "ui/pages/connections/connections_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/mark_tag.h"
#include "ui/widgets/notice_bar.h"
#include "ui/window/control_room.h"
#include "ui/window/local_gateway.h"
#include "ui/window/main_window.h"
#include "ui/window/session.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <cmath>

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

/// The gateway of the window's process, as far as a window without one needs it.
class FakeHome final : public LocalGateway {
public:
    [[nodiscard]] bool isRunning() const override { return problem.isEmpty(); }
    [[nodiscard]] QUrl url() const override
    {
        return isRunning() ? QUrl(QStringLiteral("http://127.0.0.1:1")) : QUrl();
    }
    [[nodiscard]] QString address() const override { return QStringLiteral("127.0.0.1:1"); }
    [[nodiscard]] QString complaint() const override { return problem; }
    void start(const QString&) override { }
    void moveTo(const QString&) override { }
    void stop() override { }

    QString problem;
};

double luminance(const QColor& color)
{
    const auto linear
        = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return qMax(a, b) / qMin(a, b);
}

SavedConnection kept(const QString& name, const QString& environment, MarkColor color)
{
    SavedConnection one;
    one.id = QStringLiteral("id-") + name;
    one.name = name;
    one.url = QUrl(QStringLiteral("http://127.0.0.1:2"));
    one.environment = environment;
    one.color = color;
    return one;
}

void keep(const SavedConnection& one)
{
    QSettings settings;
    writeConnections(settings, {one});
}

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

    void settings_of_before_are_read_on_data()
    {
        QTest::addColumn<bool>("wasProduction");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<MarkColor>("color");
        QTest::newRow("production has its environment, and the usual colour")
            << true << QStringLiteral("production") << MarkColor::Red;
        QTest::newRow("any other has none") << false << QString() << MarkColor::None;
    }
    void settings_of_before_are_read_on()
    {
        QFETCH(bool, wasProduction);
        QSettings settings;
        settings.beginWriteArray(QStringLiteral("connections"), 1);
        settings.setArrayIndex(0);
        settings.setValue(QStringLiteral("name"), QStringLiteral("old"));
        settings.setValue(QStringLiteral("production"), wasProduction);
        settings.endArray();
        const QList<SavedConnection> read = readConnections(settings);
        QCOMPARE(read.size(), 1);
        QTEST(read[0].environment, "environment");
        QTEST(read[0].color, "color");
        writeConnections(settings, read);
        QCOMPARE(readConnections(settings), read);
    }

    void an_environment_brings_its_colour_until_one_is_chosen()
    {
        Session session;
        const ConnectionsPage page(session);
        auto* environment = page.findChild<QComboBox*>(QStringLiteral("newEnvironment"));
        auto* color = page.findChild<QComboBox*>(QStringLiteral("newColor"));
        const auto shown = [color] { return static_cast<MarkColor>(color->currentData().toInt()); };
        QCOMPARE(shown(), MarkColor::None);
        environment->setEditText(QStringLiteral("production"));
        QCOMPARE(shown(), MarkColor::Red);
        environment->setEditText(QStringLiteral("load tests"));
        QCOMPARE(shown(), MarkColor::Grey);
        color->setCurrentIndex(color->findData(static_cast<int>(MarkColor::Purple)));
        emit color->activated(color->currentIndex());
        environment->setEditText(QStringLiteral("Staging "));
        QCOMPARE(shown(), MarkColor::Purple);
        add(page, QStringLiteral("gw.example"), {});
        const auto* tag = page.findChild<ConnectionCard*>()->findChild<MarkTag*>();
        QCOMPARE(tag->text(), QStringLiteral("staging"));
        QCOMPARE(tag->color(), MarkColor::Purple);
        QCOMPARE(shown(), MarkColor::None); // the next one begins anew
        click(page, "edit");
        QCOMPARE(environment->currentText(), QStringLiteral("staging"));
        QCOMPARE(shown(), MarkColor::Purple);
        QSettings settings;
        QCOMPARE(readConnections(settings)[0].environment, QStringLiteral("staging"));
    }

    void every_colour_is_readable_in_light_and_dark()
    {
        Theme& theme = Theme::instance();
        for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            theme.setScheme(scheme);
            for (const MarkColor mark : allMarks().mid(1)) {
                for (const ColorRole ground : {ColorRole::Ground, ColorRole::Surface})
                    QVERIFY2(contrast(theme.color(mark), theme.color(ground)) >= 4.5, qPrintable(markName(mark)));
                QCOMPARE(markFromName(markName(mark)), mark);
            }
        }
        theme.setScheme(Theme::Scheme::System);
    }

    void a_place_is_marked_in_title_status_bar_and_window_data()
    {
        QTest::addColumn<Place>("place");
        QTest::addColumn<bool>("hasEdge");
        QTest::addColumn<bool>("hasStripe");
        const QString name = QStringLiteral("eu");
        QTest::newRow("production has an edge all round")
            << Place{name, QStringLiteral("production"), MarkColor::Red} << true << true;
        QTest::newRow("production without a colour, too")
            << Place{name, QStringLiteral("Prod"), MarkColor::None} << true << true;
        QTest::newRow("staging has a stripe")
            << Place{name, QStringLiteral("staging"), MarkColor::Orange} << false << true;
        QTest::newRow("a colour alone has a stripe") << Place{name, {}, MarkColor::Blue} << false << true;
        QTest::newRow("no mark, nothing") << Place{name, {}, MarkColor::None} << false << false;
    }
    void a_place_is_marked_in_title_status_bar_and_window()
    {
        QFETCH(Place, place);
        QFETCH(bool, hasEdge);
        QFETCH(bool, hasStripe);
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(nullptr, QUrl(QStringLiteral("http://127.0.0.1:1")), desktop);
        MainWindow& window = room.window();
        window.setPlace(place);
        room.show();
        const QMargins margins = window.contentsMargins();
        QCOMPARE(margins.left() > 0 && margins.bottom() > 0, hasEdge);
        QCOMPARE(margins.top() > 0, hasStripe);
        QVERIFY(window.windowTitle().contains(place.environment) && window.windowTitle().contains(place.name));
        const auto* tag = window.findChild<MarkTag*>(QStringLiteral("statusMark"));
        QCOMPARE(tag->isVisible(), hasStripe);
        QCOMPARE(tag->text(), place.environment);
        const MarkColor shown = place.color == MarkColor::None ? usualColor(place.environment) : place.color;
        if (hasStripe)
            QCOMPARE(window.grab().toImage().pixelColor(1, 1), Theme::instance().color(shown));
        window.setPlace({});
        QVERIFY(window.contentsMargins().isNull());
        QVERIFY(!tag->isVisible());
    }

    void an_open_gateway_that_nobody_saved_has_a_card_and_can_be_saved()
    {
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(nullptr, QUrl(QStringLiteral("http://127.0.0.1:1")), desktop);
        MainWindow& window = room.window();
        QCOMPARE(window.windowTitle(), QStringLiteral("Cairn — 127.0.0.1:1"));
        QCOMPARE(window.findChildren<ConnectionCard*>().size(), 1);
        click(window, "save");
        QCOMPARE(
            window.findChild<QLineEdit*>(QStringLiteral("newAddress"))->text(), QStringLiteral("http://127.0.0.1:1"));
        QCOMPARE(window.findChild<QLineEdit*>(QStringLiteral("newName"))->text(), QStringLiteral("127.0.0.1"));
        window.findChild<QLineEdit*>(QStringLiteral("newName"))->setText(QStringLiteral("shop"));
        click(window, "add");
        QCOMPARE(window.windowTitle(), QStringLiteral("Cairn — shop · 127.0.0.1:1"));
        QCOMPARE(window.findChildren<ConnectionCard*>().size(), 1);
        QVERIFY(window.findChild<QPushButton*>(QStringLiteral("save")) == nullptr);
    }

    void the_gateway_of_this_window_is_none_elsewhere()
    {
        FakeHome home;
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(&home, {}, desktop);
        QVERIFY(room.window().findChildren<ConnectionCard*>().isEmpty());
    }

    void last_used_opens_and_this_computer_when_that_was_last()
    {
        keep(kept(QStringLiteral("eu"), QStringLiteral("staging"), MarkColor::Orange));
        FakeHome home;
        Desktop desktop;
        desktop.secrets = m_keyring;
        const auto title = [&](ControlRoom& room) { return room.window().windowTitle(); };
        {
            ControlRoom room(&home, {}, desktop);
            QVERIFY2(title(room).contains("this computer"), qPrintable(title(room)));
            click(room.window(), "open"); // of the card
            QVERIFY2(title(room).contains("eu (staging)"), qPrintable(title(room)));
        }
        {
            ControlRoom room(&home, {}, desktop); // another day
            QVERIFY2(title(room).contains("eu (staging)"), qPrintable(title(room)));
            auto* notice = room.window().findChild<NoticeBar*>();
            QVERIFY2(
                notice->text().contains("eu") && notice->text().contains("127.0.0.1:1"), qPrintable(notice->text()));
            click(room.window(), "noticeAction");
            QVERIFY2(title(room).contains("this computer"), qPrintable(title(room)));
            QVERIFY(notice->isHidden());
        }
        ControlRoom room(&home, {}, desktop);
        QVERIFY2(title(room).contains("this computer"), qPrintable(title(room)));
    }

    void an_address_on_the_command_line_is_for_that_one_time()
    {
        keep(kept(QStringLiteral("eu"), {}, MarkColor::None));
        FakeHome home;
        Desktop desktop;
        desktop.secrets = m_keyring;
        {
            const ControlRoom room(nullptr, QUrl(QStringLiteral("http://127.0.0.1:2")), desktop);
        }
        ControlRoom room(&home, {}, desktop);
        QVERIFY(room.window().windowTitle().contains("this computer"));
    }

    void a_last_one_that_was_forgotten_is_not_missed()
    {
        QSettings().setValue(QStringLiteral("lastConnection"), QStringLiteral("gone"));
        FakeHome home;
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(&home, {}, desktop);
        QVERIFY(room.window().windowTitle().contains("this computer"));
        QVERIFY(room.window().findChild<NoticeBar*>()->isHidden());
    }

    void a_gateway_of_this_computer_that_did_not_start_is_said_while_elsewhere()
    {
        keep(kept(QStringLiteral("eu"), {}, MarkColor::None));
        QSettings().setValue(QStringLiteral("lastConnection"), QStringLiteral("id-eu"));
        FakeHome home;
        home.problem = QStringLiteral("listen 127.0.0.1:1: address already in use");
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(&home, {}, desktop);
        const auto* notice = room.window().findChild<NoticeBar*>();
        QVERIFY2(notice->text().contains(home.problem) && notice->isTrouble(), qPrintable(notice->text()));
    }

    void an_edit_of_the_open_connection_is_seen_at_once()
    {
        keep(kept(QStringLiteral("eu"), {}, MarkColor::None));
        FakeHome home;
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(&home, {}, desktop);
        click(room.window(), "open");
        QVERIFY(room.window().contentsMargins().isNull());
        click(room.window(), "edit");
        room.window()
            .findChild<QComboBox*>(QStringLiteral("newEnvironment"))
            ->setEditText(QStringLiteral("production"));
        click(room.window(), "add");
        QVERIFY(room.window().contentsMargins().bottom() > 0);
    }

    void a_saved_address_on_the_command_line_is_that_connection()
    {
        {
            Session session(nullptr, m_keyring);
            const ConnectionsPage page(session);
            page.findChild<QComboBox*>(QStringLiteral("newEnvironment"))->setEditText(QStringLiteral("Production"));
            add(page, QStringLiteral("https://gw.example:9091"), QString::fromLatin1(kSecret));
            QTRY_VERIFY(note(page).contains("system keyring"));
        }
        Desktop desktop;
        desktop.secrets = m_keyring;
        ControlRoom room(nullptr, QUrl(QStringLiteral("https://gw.example:9091/")), desktop);
        QVERIFY(room.window().contentsMargins().bottom() > 0); // its edge
        QVERIFY(room.window().windowTitle().contains("prod"));
        QTRY_COMPARE(room.session().client().target().token, QByteArray(kSecret));
    }
};

QTEST_MAIN(TestConnectionsPage)
#include "tst_connections_page.moc"
