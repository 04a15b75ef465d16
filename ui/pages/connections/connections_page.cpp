// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connections_page.h"

#include "ui/keyring/secret_store.h"
#include "ui/pages/connections/connections_card.h"
#include "ui/pages/connections/connections_form.h"
#include "ui/pages/connections/connections_home.h"
#include "ui/theme/theme.h"
#include "ui/window/local_gateway.h"
#include "ui/window/session.h"

#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cairn::ui {

namespace {

QLabel* headOf(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(Theme::instance().font(2, true));
    return label;
}

} // namespace

ConnectionsPage::ConnectionsPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_home(new HomeCard(session))
    , m_cards(new QVBoxLayout)
    , m_form(new ConnectionForm(session.secrets().isLasting()))
{
    QSettings settings;
    m_saved = readConnections(settings);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(12);
    column->addWidget(headOf(tr("This computer")));
    column->addWidget(m_home);
    column->addSpacing(12);
    column->addWidget(headOf(tr("Elsewhere")));
    m_cards->setSpacing(8);
    column->addLayout(m_cards);
    column->addWidget(m_form);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields have it
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(m_form, &ConnectionForm::filled, this, &ConnectionsPage::take);
    connect(&session.client(), &ApiClient::targetChanged, this, &ConnectionsPage::noteOpen);
    noteOpen();
}

PageInfo ConnectionsPage::info() const
{
    return {QStringLiteral("connections"), tr("Connections"), QStringLiteral("connections"), {}};
}

void ConnectionsPage::showCards()
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        item->widget()->hide(); // the event loop deletes it, and it would be found until then
        item->widget()->setParent(nullptr);
        item->widget()->deleteLater();
        delete item;
    }
    if (!m_unsaved.isEmpty())
        m_cards->addWidget(unsavedCard());
    for (int i = 0; i < m_saved.size(); ++i)
        m_cards->addWidget(cardOf(i));
    QWidget* first = m_cards->isEmpty() ? m_form : m_cards->itemAt(0)->widget();
    setHome(m_session.local() != nullptr ? m_home : first);
}

// A gateway of this process that has just stopped is none elsewhere: what counts is when it was opened.
void ConnectionsPage::noteOpen()
{
    const QUrl open = m_session.client().target().base;
    const bool isHere = m_session.local() != nullptr && m_session.local()->url() == open;
    const bool isSaved = std::any_of(
        m_saved.begin(), m_saved.end(), [&](const SavedConnection& one) { return isSamePlace(one.url, open); });
    m_unsaved = isHere || isSaved ? QUrl() : open;
    showCards();
}

QWidget* ConnectionsPage::unsavedCard()
{
    SavedConnection open;
    open.url = m_unsaved;
    open.name = open.url.host();
    auto* card = new ConnectionCard(open, tr("Open now, and not saved yet."), ConnectionCard::Kind::Unsaved);
    connect(card, &ConnectionCard::saveAsked, this, [this, open] {
        m_edited = -1;
        m_form->propose(open);
    });
    return card;
}

QWidget* ConnectionsPage::cardOf(int index)
{
    auto* card = new ConnectionCard(m_saved[index], noteOn(m_saved[index]));
    connect(card, &ConnectionCard::openAsked, this, [this, id = m_saved[index].id] { open(id); });
    connect(card, &ConnectionCard::editAsked, this, [this, index] {
        m_edited = index;
        m_form->edit(m_saved[index]);
    });
    connect(card, &ConnectionCard::forgetAsked, this, [this, index] { forget(index); });
    return card;
}

QString ConnectionsPage::noteOn(const SavedConnection& saved) const
{
    const QString problem = m_problems.value(saved.id);
    if (!saved.secret.isEmpty() && !saved.hasSecret)
        return problem.isEmpty()
            ? tr("Its secret is kept until Cairn quits.")
            : tr("Its secret is kept until Cairn quits; the keyring did not take it: %1.").arg(problem);
    if (!problem.isEmpty())
        return tr("The keyring did not give its secret: %1. Edit it to type the secret again.").arg(problem);
    return saved.hasSecret ? tr("Its secret is in the system keyring.") : QString();
}

void ConnectionsPage::take(SavedConnection connection)
{
    const int edited = std::exchange(m_edited, -1);
    connection.id = edited < 0 ? QUuid::createUuid().toString(QUuid::WithoutBraces) : m_saved[edited].id;
    if (edited < 0) {
        m_saved.append(connection);
    } else {
        keepOldSecret(connection, m_saved[edited]);
        m_saved[edited] = connection;
        m_session.tellEdited(connection);
    }
    m_problems.remove(connection.id);
    if (!connection.hasSecret && !connection.secret.isEmpty() && m_session.secrets().isLasting())
        writeSecret(connection);
    const bool wasOpen = isSamePlace(connection.url, m_unsaved);
    save();
    if (wasOpen)
        m_session.goTo(connection); // it is open under its name from here on
}

// A secret is for who it was given to: under another address nobody is told it.
void ConnectionsPage::keepOldSecret(SavedConnection& connection, const SavedConnection& before)
{
    const bool isSameLogin = connection.url == before.url && connection.user == before.user;
    if (connection.secret.isEmpty() && isSameLogin) {
        connection.secret = before.secret;
        connection.hasSecret = before.hasSecret;
    } else if (before.hasSecret && connection.secret.isEmpty()) {
        m_session.secrets().forget(before.id);
    }
}

void ConnectionsPage::writeSecret(const SavedConnection& connection)
{
    const QString id = connection.id;
    m_session.secrets().write(id, connection.secret, this, [this, id](const QString& problem) {
        for (SavedConnection& saved : m_saved) {
            if (saved.id == id)
                saved.hasSecret = problem.isEmpty();
        }
        m_problems.insert(id, problem);
        save();
    });
}

void ConnectionsPage::open(const QString& id)
{
    const auto saved
        = std::find_if(m_saved.begin(), m_saved.end(), [&](const SavedConnection& one) { return one.id == id; });
    if (saved == m_saved.end())
        return;
    if (!saved->hasSecret || !saved->secret.isEmpty())
        return m_session.goTo(*saved);
    m_session.secrets().read(id, this, [this, id](const QByteArray& secret, const QString& problem) {
        m_problems.insert(id, secret.isEmpty() && problem.isEmpty() ? tr("it has none") : problem);
        for (SavedConnection& one : m_saved) {
            if (one.id != id)
                continue;
            one.secret = secret;
            m_session.goTo(one); // without a secret, too: the gateway says what it thinks of that
        }
        showCards();
    });
}

void ConnectionsPage::forget(int index)
{
    const SavedConnection saved = m_saved.takeAt(index);
    m_edited = -1;
    if (saved.hasSecret)
        m_session.secrets().forget(saved.id);
    save();
}

void ConnectionsPage::save()
{
    QSettings settings;
    writeConnections(settings, m_saved);
    noteOpen();
}

} // namespace cairn::ui
