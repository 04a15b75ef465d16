// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections_page.h"

#include "ui/format/number_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/window/local_gateway.h"
#include "ui/window/session.h"

#include <QCheckBox>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWidth = 720;

QLabel* headOf(const QString& text, int more = 0)
{
    auto* label = new QLabel(text);
    label->setFont(Theme::instance().font(more, true));
    return label;
}

QFrame* makeCard()
{
    auto* card = new QFrame;
    card->setProperty("tile", true);
    card->setMaximumWidth(kWidth);
    return card;
}

} // namespace

ConnectionsPage::ConnectionsPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_homeState(new QLabel)
    , m_homeAddress(new QLineEdit)
    , m_homeSwitch(new QPushButton)
    , m_homeOpen(new QPushButton(tr("Open")))
    , m_cards(new QVBoxLayout)
    , m_address(new QLineEdit)
    , m_name(new QLineEdit)
    , m_token(new QLineEdit)
    , m_production(new QCheckBox(tr("Production: the window gets a coloured edge")))
    , m_outcome(new QLabel)
{
    QSettings settings;
    m_saved = readConnections(settings);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(12);
    column->addWidget(headOf(tr("This computer"), 2));
    column->addWidget(buildHome());
    column->addSpacing(12);
    column->addWidget(headOf(tr("Elsewhere"), 2));
    m_cards->setSpacing(8);
    column->addLayout(m_cards);
    column->addWidget(buildForm());
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    if (session.local() != nullptr)
        connect(session.local(), &LocalGateway::changed, this, &ConnectionsPage::showHome);
    showHome();
    showCards();
}

PageInfo ConnectionsPage::info() const
{
    return {QStringLiteral("connections"), tr("Connections"), QStringLiteral("connections"), {}};
}

QWidget* ConnectionsPage::buildHome()
{
    m_homeState->setObjectName(QStringLiteral("homeState"));
    m_homeState->setWordWrap(true);
    m_homeAddress->setObjectName(QStringLiteral("homeAddress"));
    m_homeAddress->setAccessibleName(tr("Address to listen on"));
    m_homeAddress->setToolTip(tr("Where it listens: 127.0.0.1:9091 for this computer alone, :9091 for everybody"));
    m_homeSwitch->setObjectName(QStringLiteral("homeSwitch"));
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_homeState);
    auto* row = new QHBoxLayout;
    row->addWidget(m_homeAddress, 1);
    row->addWidget(m_homeSwitch);
    row->addWidget(m_homeOpen);
    layout->addLayout(row);
    connect(m_homeSwitch, &QPushButton::clicked, this, &ConnectionsPage::startOrStop);
    connect(m_homeOpen, &QPushButton::clicked, this, [this] { m_session.goHome(); });
    return card;
}

void ConnectionsPage::showHome()
{
    LocalGateway* local = m_session.local();
    for (QWidget* part : std::initializer_list<QWidget*>{m_homeAddress, m_homeSwitch, m_homeOpen})
        part->setVisible(local != nullptr);
    if (local == nullptr)
        return m_homeState->setText(tr("This window was opened for a gateway elsewhere and runs none of its own."));
    if (!m_homeAddress->hasFocus())
        m_homeAddress->setText(local->address());
    m_homeAddress->setEnabled(!local->isRunning());
    m_homeSwitch->setText(local->isRunning() ? tr("Stop") : tr("Start"));
    m_homeOpen->setEnabled(local->isRunning());
    if (local->isRunning())
        m_homeState->setText(tr("Running at %1. It ends with this window, and what it holds is in memory only.")
                                 .arg(local->url().toString()));
    else
        m_homeState->setText(
            local->complaint().isEmpty() ? tr("Stopped.") : tr("Did not start: %1.").arg(local->complaint()));
}

void ConnectionsPage::startOrStop()
{
    LocalGateway& local = *m_session.local();
    if (local.isRunning())
        local.stop();
    else
        local.start(m_homeAddress->text().trimmed());
}

void ConnectionsPage::showCards()
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < m_saved.size(); ++i)
        m_cards->addWidget(cardOf(i));
}

QWidget* ConnectionsPage::cardOf(int index)
{
    const SavedConnection& saved = m_saved[index];
    auto* card = makeCard();
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(16, 8, 12, 8);
    row->addWidget(headOf(saved.name));
    auto* where = new QLabel(saved.url.toString());
    setTone(where, Tone::Secondary);
    row->addWidget(where, 1);
    if (saved.isProduction) {
        auto* production = new QLabel(tr("production"));
        setTone(production, Tone::Warning);
        row->addWidget(production);
    }
    auto* open = new QPushButton(tr("Open"));
    auto* forget = new QPushButton(tr("Forget"));
    row->addWidget(open);
    row->addWidget(forget);
    connect(open, &QPushButton::clicked, this, [this, saved] { m_session.goTo(saved); });
    connect(forget, &QPushButton::clicked, this, [this, saved] {
        m_saved.removeOne(saved);
        QSettings settings;
        writeConnections(settings, m_saved);
        showCards();
    });
    return card;
}

QWidget* ConnectionsPage::buildForm()
{
    m_address->setObjectName(QStringLiteral("newAddress"));
    m_address->setPlaceholderText(tr("gateway.example:9091, or https://…"));
    m_name->setObjectName(QStringLiteral("newName"));
    m_name->setPlaceholderText(tr("like its host"));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("where it wants one; kept until the window closes"));
    m_outcome->setObjectName(QStringLiteral("testOutcome"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    auto* addButton = new QPushButton(tr("Add"));
    addButton->setObjectName(QStringLiteral("add"));
    addButton->setProperty("primary", true);
    auto* testButton = new QPushButton(tr("Test"));
    testButton->setObjectName(QStringLiteral("test"));
    auto* card = makeCard();
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(16, 12, 16, 12);
    const auto field = [grid](int row, const QString& name, QLineEdit* edit) {
        auto* label = new QLabel(name);
        label->setBuddy(edit);
        edit->setAccessibleName(name);
        grid->addWidget(label, row, 0);
        grid->addWidget(edit, row, 1, 1, 3);
    };
    field(0, tr("Address"), m_address);
    field(1, tr("Name"), m_name);
    field(2, tr("Token"), m_token);
    grid->addWidget(m_production, 3, 1);
    grid->addWidget(testButton, 3, 2);
    grid->addWidget(addButton, 3, 3);
    grid->addWidget(m_outcome, 4, 1, 1, 3);
    grid->setColumnStretch(1, 1);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectionsPage::add);
    connect(addButton, &QPushButton::clicked, this, &ConnectionsPage::add);
    connect(testButton, &QPushButton::clicked, this, &ConnectionsPage::test);
    return card;
}

void ConnectionsPage::add()
{
    const QUrl url = urlFromAddress(m_address->text());
    if (url.isEmpty()) {
        setTone(m_outcome, Tone::Bad);
        return m_outcome->setText(
            tr("That is no address: write host:port, or a URL that begins with http:// or https://."));
    }
    const QString name = m_name->text().trimmed();
    m_saved.append({name.isEmpty() ? url.host() : name, url, m_production->isChecked(), m_token->text().toUtf8()});
    QSettings settings;
    writeConnections(settings, m_saved);
    for (QLineEdit* edit : {m_address, m_name, m_token})
        edit->clear();
    m_outcome->clear();
    showCards();
}

void ConnectionsPage::test()
{
    const QUrl url = urlFromAddress(m_address->text());
    if (url.isEmpty())
        return add(); // says what is wrong
    auto* client = new ApiClient(this);
    client->setTarget({url, m_token->text().toUtf8()});
    setTone(m_outcome, Tone::Secondary);
    m_outcome->setText(tr("Asking %1 …").arg(url.toString()));
    client->send(ApiCall::get({QStringLiteral("status")}), this, [this, client](const ApiReply& reply) {
        takeTest(reply);
        client->deleteLater();
    });
}

void ConnectionsPage::takeTest(const ApiReply& reply)
{
    setTone(m_outcome, reply.ok() ? Tone::Good : Tone::Bad);
    if (reply.ok()) {
        const GatewayStatus status = GatewayStatus::read(reply.data);
        const QString rights = status.mayAdminister ? tr("administration allowed") : tr("no administration");
        return m_outcome->setText(
            tr("Found in %1: Cairn %2, profile %3, %4.")
                .arg(secondsText(reply.milliseconds / 1000), status.version, status.profile, rights));
    }
    switch (reply.error->kind) {
    case ApiError::Kind::Unreachable: return m_outcome->setText(tr("Not found: %1.").arg(reply.error->message));
    case ApiError::Kind::TimedOut: return m_outcome->setText(tr("Found nothing that answers in time."));
    case ApiError::Kind::Unauthorized:
        return m_outcome->setText(tr("Found, but it does not let this window in: %1.").arg(reply.error->message));
    default: return m_outcome->setText(tr("Found something, but not Cairn’s admin API: %1.").arg(reply.error->message));
    }
}

} // namespace cairn::ui
