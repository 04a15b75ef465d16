// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connections_form.h"

#include "ui/client/api_client.h"
#include "ui/client/gateway_status.h"
#include "ui/format/number_text.h"
#include "ui/pages/connections/connections_card.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/mark_tag.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace cairn::ui {

ConnectionForm::ConnectionForm(bool keepsSecrets, QWidget* parent)
    : QFrame(parent)
    , m_address(new QLineEdit)
    , m_name(new QLineEdit)
    , m_user(new QLineEdit)
    , m_secret(new QLineEdit)
    , m_environment(new QComboBox)
    , m_color(new QComboBox)
    , m_submit(new QPushButton)
    , m_outcome(new QLabel)
{
    dressCard(*this);
    setFocusProxy(m_address);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(12);
    addField(*grid, tr("Address"), m_address, "newAddress", tr("gateway.example:9091, or https://…"));
    addField(*grid, tr("Name"), m_name, "newName", tr("like its host"));
    addMark(*grid);
    addField(*grid, tr("User"), m_user, "newUser", tr("of a password; none for a token"));
    addField(*grid, tr("Secret"), m_secret, "newSecret",
        keepsSecrets ? tr("token or password; goes to the system keyring")
                     : tr("token or password; kept until Cairn quits"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_outcome->setObjectName(QStringLiteral("testOutcome"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->hide();
    m_submit->setObjectName(QStringLiteral("add"));
    m_submit->setProperty("primary", true);
    auto* testButton = new QPushButton(tr("Test"));
    testButton->setObjectName(QStringLiteral("test"));
    grid->addWidget(testButton, grid->rowCount(), 2);
    grid->addWidget(m_submit, grid->rowCount() - 1, 3);
    grid->addWidget(m_outcome, grid->rowCount(), 1, 1, 3);
    grid->setColumnStretch(1, 1);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectionForm::submit);
    connect(m_submit, &QPushButton::clicked, this, &ConnectionForm::submit);
    connect(testButton, &QPushButton::clicked, this, &ConnectionForm::test);
    clear();
}

void ConnectionForm::addField(
    QGridLayout& grid, const QString& name, QLineEdit* edit, const char* objectName, const QString& hint)
{
    auto* label = new QLabel(name);
    label->setBuddy(edit);
    edit->setObjectName(QString::fromLatin1(objectName));
    edit->setAccessibleName(name);
    edit->setPlaceholderText(hint);
    const int row = grid.count() == 0 ? 0 : grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(edit, row, 1, 1, 3);
}

void ConnectionForm::addMark(QGridLayout& grid)
{
    m_environment->setObjectName(QStringLiteral("newEnvironment"));
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setToolTip(
        tr("One of these, or a word of your own; production gets an edge round the whole window"));
    m_environment->setEditable(true);
    for (const QString& usual : usualEnvironments())
        m_environment->addItem(environmentText(usual));
    m_environment->setInsertPolicy(QComboBox::NoInsert);
    m_environment->lineEdit()->setPlaceholderText(tr("none; or a word of your own"));
    m_color->setObjectName(QStringLiteral("newColor"));
    m_color->setAccessibleName(tr("Colour"));
    fillColors();
    auto* label = new QLabel(tr("Environment"));
    label->setBuddy(m_environment);
    auto* fields = new QHBoxLayout;
    fields->setSpacing(8);
    fields->addWidget(m_environment, 1);
    fields->addWidget(m_color);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addLayout(fields, row, 1, 1, 3);
    connect(m_environment, &QComboBox::currentTextChanged, this, &ConnectionForm::followEnvironment);
    connect(m_color, &QComboBox::activated, this, [this] { m_isColorChosen = true; });
    connect(&Theme::instance(), &Theme::changed, this, &ConnectionForm::fillColors); // other shades
}

void ConnectionForm::fillColors()
{
    const QList<MarkColor> marks = allMarks();
    for (int i = 0; i < marks.size(); ++i) {
        if (i >= m_color->count())
            m_color->addItem(markText(marks[i]), static_cast<int>(marks[i]));
        m_color->setItemIcon(i, markIcon(marks[i]));
    }
}

void ConnectionForm::showColor(MarkColor color)
{
    m_color->setCurrentIndex(m_color->findData(static_cast<int>(color)));
}

void ConnectionForm::followEnvironment()
{
    if (!m_isColorChosen)
        showColor(usualColor(environmentFromText(m_environment->currentText())));
}

void ConnectionForm::propose(const SavedConnection& found)
{
    edit(found);
    m_name->setFocus(); // the address is right
    m_name->selectAll();
}

void ConnectionForm::edit(const SavedConnection& saved)
{
    clear();
    m_address->setText(saved.url.toString());
    m_name->setText(saved.name);
    m_user->setText(saved.user);
    m_isColorChosen = saved.color != usualColor(saved.environment);
    m_environment->setEditText(environmentText(saved.environment));
    showColor(saved.color);
    m_submit->setText(tr("Save"));
    m_address->setFocus();
}

void ConnectionForm::clear()
{
    for (QLineEdit* edit : {m_address, m_name, m_user, m_secret})
        edit->clear();
    m_isColorChosen = false;
    m_environment->setCurrentIndex(-1);
    m_environment->clearEditText();
    showColor(MarkColor::None);
    m_submit->setText(tr("Add"));
    m_outcome->hide();
}

SavedConnection ConnectionForm::typed() const
{
    SavedConnection connection;
    connection.url = urlFromAddress(m_address->text());
    const QString name = m_name->text().trimmed();
    connection.name = name.isEmpty() ? connection.url.host() : name;
    connection.user = m_user->text().trimmed();
    connection.secret = m_secret->text().toUtf8();
    connection.environment = environmentFromText(m_environment->currentText());
    connection.color = static_cast<MarkColor>(m_color->currentData().toInt());
    return connection;
}

void ConnectionForm::submit()
{
    const SavedConnection connection = typed();
    if (connection.url.isEmpty())
        return say({tr("That is no address: write host:port, or a URL that begins with http:// or https://.")}, false);
    clear();
    emit filled(connection);
}

void ConnectionForm::test()
{
    const SavedConnection connection = typed();
    if (connection.url.isEmpty())
        return submit(); // says what is wrong
    auto* client = new ApiClient(this);
    client->setTarget({connection.url, connection.secret, connection.user});
    say({tr("Asking %1 …").arg(connection.url.toString())}, true);
    setTone(m_outcome, Tone::Secondary);
    const bool isEncrypted = connection.url.scheme() == u"https";
    client->send(ApiCall::get({QStringLiteral("status")}), this, [this, client, isEncrypted](const ApiReply& reply) {
        takeTest(reply, isEncrypted);
        client->deleteLater();
    });
}

void ConnectionForm::takeTest(const ApiReply& reply, bool isEncrypted)
{
    const QString found = QStringLiteral("✓ ") + tr("Found, in %1.").arg(secondsText(reply.milliseconds / 1000));
    const QString channel
        = isEncrypted ? QStringLiteral("✓ ") + tr("Encrypted.") : QStringLiteral("– ") + tr("Not encrypted.");
    const QString cross = QStringLiteral("✕ ");
    if (reply.ok()) {
        const GatewayStatus status = GatewayStatus::read(reply.data);
        const QString rights = status.mayAdminister
            ? QStringLiteral("✓ ") + tr("You may change rules and reset series.")
            : QStringLiteral("– ") + tr("You may look, and change nothing.");
        const QString version
            = QStringLiteral("✓ ") + tr("Let in: Cairn %1, profile %2.").arg(status.version, status.profile);
        return say({found, channel, version, rights}, true);
    }
    const QString& why = reply.error->message;
    switch (reply.error->kind) {
    case ApiError::Kind::Unreachable: return say({cross + tr("Not found: %1.").arg(why)}, false);
    case ApiError::Kind::TimedOut: return say({cross + tr("Found nothing that answers in time.")}, false);
    case ApiError::Kind::Unauthorized: return say({found, channel, cross + tr("Not let in: %1.").arg(why)}, false);
    default: return say({found, channel, cross + tr("It does not speak Cairn’s admin API: %1.").arg(why)}, false);
    }
}

void ConnectionForm::say(const QStringList& steps, bool isGood)
{
    setTone(m_outcome, isGood ? Tone::Good : Tone::Bad);
    m_outcome->setText(steps.join(u'\n'));
    m_outcome->show();
}

} // namespace cairn::ui
