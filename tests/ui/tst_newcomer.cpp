// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody does who has never seen Cairn, from the empty page to the undone reset; without the manual.
#include "tests/ui/fresh_home.h"
#include "tests/ui/living_gateway.h"
#include "ui/models/rule_model.h"
#include "ui/pages/first_steps.h"
#include "ui/pages/reset_bar.h"
#include "ui/pages/rules/rules_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/undo_bar.h"
#include "ui/window/control_room.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTableView>
#include <QTcpSocket>
#include <QTest>

using namespace cairn::ui;
using cairn::ui_testing::LivingGateway;

class TestNewcomer : public QObject {
    Q_OBJECT

private:
    template <typename Widget>
    Widget* find(const char* name)
    {
        return m_room->window().findChild<Widget*>(QString::fromLatin1(name));
    }
    /// Does what the line does that is to be copied: `echo '…' | curl --data-binary @- http://…`.
    QByteArray runCurl(const QString& line)
    {
        static const QRegularExpression parts(
            QStringLiteral("\\Aecho '(.+)' \\| curl --data-binary @- http://([^:]+):(\\d+)(/\\S+)\\z"));
        const QRegularExpressionMatch match = parts.match(line);
        if (!match.hasMatch())
            qFatal("not a line that curl would take: %s", qPrintable(line));
        const QByteArray body = match.captured(1).toUtf8() + '\n';
        QTcpSocket socket;
        socket.connectToHost(match.captured(2), match.captured(3).toUShort());
        socket.write("POST " + match.captured(4).toUtf8() + " HTTP/1.1\r\nHost: " + match.captured(2).toUtf8()
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        const auto isAnswered
            = [&] { return socket.state() == QAbstractSocket::UnconnectedState && socket.bytesAvailable() > 0; };
        return QTest::qWaitFor(isAnswered) ? socket.readAll() : QByteArray();
    }
    QString cell(int column) { return m_table->model()->index(0, column).data().toString(); }
    QAction* action(const char* name) { return find<QAction>(name); }

    std::unique_ptr<LivingGateway> m_gateway;
    std::unique_ptr<ControlRoom> m_room;
    QTableView* m_table = nullptr;

private slots:
    void initTestCase()
    {
        cairn::ui_testing::freshHome();
        m_gateway = std::make_unique<LivingGateway>();
        m_room = std::make_unique<ControlRoom>(&m_gateway->gateway(), QUrl());
        m_room->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_room->window()));
        m_table = find<QTableView>("families");
    }
    void cleanupTestCase()
    {
        m_room.reset();
        m_gateway.reset();
    }

    void the_empty_page_shows_a_line_and_what_it_pushes_appears()
    {
        action("page.families")->trigger();
        auto* steps = m_room->window().currentPage()->findChild<FirstSteps*>();
        QTRY_VERIFY(steps->isVisible());
        auto* curl = steps->findChild<QPlainTextEdit*>(QStringLiteral("firstCurl"));
        QTRY_VERIFY(!curl->toPlainText().contains(QStringLiteral(":0/")));
        QVERIFY(runCurl(curl->toPlainText()).startsWith("HTTP/1.1 202"));
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(cell(0), QStringLiteral("backup_bytes_total"));
        m_line = curl->toPlainText();
    }

    void a_click_opens_it_and_says_why_it_is_merged_so()
    {
        QTest::mouseClick(
            m_table->viewport(), Qt::LeftButton, {}, m_table->visualRect(m_table->model()->index(0, 0)).center());
        auto* sides = find<QTabWidget>("familySides");
        QTRY_VERIFY(sides->isVisible());
        sides->setCurrentIndex(3);
        auto* why = find<QLabel>("why");
        QTRY_VERIFY(why->text().contains(QStringLiteral("Σ sum")));
        QVERIFY(why->text().contains(QStringLiteral("profile")));
    }

    void a_rule_is_made_for_it_and_saved()
    {
        QList<QAction*> actions = m_room->window().currentPage()->pageActions();
        const auto make = std::find_if(actions.begin(), actions.end(),
            [](const QAction* one) { return one->text().startsWith(QStringLiteral("Make a rule")); });
        QVERIFY(make != actions.end());
        (*make)->trigger();
        QCOMPARE(m_room->window().currentPage()->info().id, QStringLiteral("rules"));
        QTRY_COMPARE(find<QLineEdit>("rule_match")->text(), QStringLiteral("backup_bytes_total"));
        auto* mode = find<QComboBox>("rule_mode")->lineEdit();
        mode->selectAll();
        QTest::keyClicks(mode, QStringLiteral("replace"));
        QTRY_COMPARE(find<ElidedLabel>("rulesPreview")->text(), QStringLiteral("Would change 1 family, 1 series"));
        QTest::mouseClick(find<QPushButton>("rulesSave"), Qt::LeftButton);
        QTRY_VERIFY(m_room->window().currentPage()->unsavedWork().isEmpty());
    }

    void the_next_push_goes_by_the_rule()
    {
        action("page.families")->trigger();
        QVERIFY(runCurl(m_line).startsWith("HTTP/1.1 202"));
        QTRY_VERIFY(cell(2).contains(QStringLiteral("last")));
        auto* why = find<QLabel>("why");
        QTRY_VERIFY(why->text().contains(QStringLiteral("rule 1")));
    }

    // Both came while other pages were open.
    void each_push_is_explained()
    {
        action("page.pushes")->trigger();
        auto* pushes = find<QTableView>("pushesTable");
        QTRY_COMPARE(pushes->model()->rowCount(), 2);
        auto* report = m_room->window().currentPage()->findChild<QTableView*>(QStringLiteral("reportTable"));
        for (const int row : {0, 1}) {
            pushes->selectRow(row);
            QTRY_VERIFY(report->isVisible() && report->model()->rowCount() == 1);
            const QString outcome = row == 0 ? QStringLiteral("replaced") : QStringLiteral("new");
            QTRY_VERIFY(report->model()->index(0, 0).data().toString().contains(outcome));
        }
        action("page.families")->trigger();
    }

    void it_is_reset_and_brought_back()
    {
        m_table->setFocus();
        m_table->selectRow(0);
        QTest::keyClick(m_table, Qt::Key_Delete);
        auto* bar = find<ResetBar>("resetBar");
        QTRY_VERIFY(bar->isVisible());
        QTest::mouseClick(find<QPushButton>("resetAccept"), Qt::LeftButton);
        QTRY_COMPARE(m_table->model()->rowCount(), 0);
        QTRY_VERIFY(find<UndoBar>("undoBar")->isVisible());
        QTest::keyClick(&m_room->window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(cell(0), QStringLiteral("backup_bytes_total"));
    }

private:
    QString m_line;
};

QTEST_MAIN(TestNewcomer)
#include "tst_newcomer.moc"
