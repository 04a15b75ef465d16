// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about_dialog.h"

#include "ui/pages/draft_file.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/copy_button.h"
#include "ui/window/session.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSysInfo>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kIcon = 64;
constexpr int kValueWidth = 380;
constexpr QChar kMayBreak(0x200B);

QLabel* fact(const char* name, const QString& text = {})
{
    auto* label = new QLabel(text);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    label->setMinimumWidth(kValueWidth);
    return label;
}

QString link(const QString& url, const QString& text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(url.toHtmlEscaped(), text.toHtmlEscaped());
}

QString systemText()
{
    return QStringLiteral("%1, %2, Qt %3")
        .arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(), QGuiApplication::platformName());
}

// A label breaks lines at blanks alone, and a path has none.
QString breakable(const QString& path)
{
    return QString(path).replace(u'/', QStringLiteral("/") + kMayBreak);
}

} // namespace

AboutDialog::AboutDialog(Session& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_grid(new QGridLayout), m_gateway(fact("aboutGateway")), m_links(new QLabel)
{
    setObjectName(QStringLiteral("about"));
    setWindowTitle(tr("About Cairn"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* icon = new QLabel;
    icon->setPixmap(programIcon().pixmap(kIcon, kIcon));
    auto* what = new QLabel(tr("An aggregating push gateway for Prometheus, and its control room."));
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(icon);
    head->addWidget(what, 1);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    const QString revision = qApp->property("revision").toString(); // of whoever made the application
    const QString version = QStringLiteral("Cairn " CAIRN_VERSION);
    addFact(tr("This window"),
        fact("aboutVersion", revision.isEmpty() ? version : version + u'\n' + tr("revision %1").arg(revision)));
    addFact(tr("Gateway"), m_gateway);
    addFact(QStringLiteral("Qt"),
        fact("aboutQt", tr("%1, built with %2").arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR))));
    addFact(tr("System"), fact("aboutSystem", systemText()));
    addFact(tr("Settings"), fact("aboutSettings", breakable(QSettings().fileName())));
    addFact(tr("Drafts"), fact("aboutDrafts", breakable(DraftFile::folder())));
    addFact(tr("Secrets"),
        fact("aboutSecrets",
            session.secrets().isLasting()
                ? tr("Tokens and passwords are kept in the system keyring, never in a file of Cairn’s.")
                : tr("Tokens and passwords are kept in memory until Cairn quits, never in a file.")));
    addFact(tr("Licence"),
        fact("aboutLicence",
            tr("GNU General Public License, version 3 or later (GPL-3.0-or-later); without any warranty")));
    m_links->setObjectName(QStringLiteral("aboutLinks"));
    m_links->setOpenExternalLinks(true);
    m_links->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_grid->addWidget(m_links, m_grid->rowCount(), 1);
    auto* buttons = new QDialogButtonBox;
    auto* copy = new CopyButton(tr("Copy all of it, for a report"), [this] { return text(); });
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto* foot = new QHBoxLayout;
    foot->addWidget(copy);
    foot->addStretch(1);
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(head);
    layout->addLayout(m_grid);
    layout->addLayout(foot);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&session.connection(), &Connection::statusChanged, this, &AboutDialog::tell);
    connect(&session.client(), &ApiClient::targetChanged, this, &AboutDialog::tell);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_links->clear(); // links keep the colour that they were read in
        tell();
    });
    tell();
}

void AboutDialog::addFact(const QString& name, QLabel* value)
{
    auto* label = new QLabel(name);
    setTone(label, Tone::Secondary);
    label->setBuddy(value);
    value->setAccessibleName(name);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(value, row, 1);
    m_facts.append({name, value});
}

void AboutDialog::tell()
{
    const Connection& connection = m_session.connection();
    const GatewayStatus& status = connection.status();
    const QString url = m_session.client().target().base.toString();
    QString gateway = connection.isKnown() ? tr("Cairn %1, profile %2, at %3").arg(status.version, status.profile, url)
                                           : tr("not heard of yet");
    if (connection.isKnown() && !status.revision.isEmpty())
        gateway += u'\n' + tr("revision %1").arg(status.revision);
    m_gateway->setText(gateway);
    QStringList links{
        link(QStringLiteral("https://www.gnu.org/licenses/gpl-3.0.html"), tr("The licence in full")),
        link(QStringLiteral("https://prometheus.io/docs/instrumenting/exposition_formats/"),
            tr("Prometheus’ text format")),
    };
    if (!url.isEmpty())
        links.append(link(url + QStringLiteral("/api/v2/openapi.yaml"), tr("The API of this gateway")));
    m_links->setText(links.join(QStringLiteral("<br>")));
}

QString AboutDialog::text() const
{
    QStringList lines;
    for (const auto& [name, value] : m_facts)
        lines.append(
            name + QStringLiteral(": ") + value->text().replace(u'\n', QStringLiteral(", ")).remove(kMayBreak));
    return lines.join(u'\n') + u'\n';
}

// The window's own Escape backs out a step there.
bool AboutDialog::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QDialog::event(event);
}

void AboutDialog::openOver(Session& session, QWidget& window)
{
    auto* dialog = window.findChild<AboutDialog*>();
    if (dialog == nullptr)
        dialog = new AboutDialog(session, &window);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace cairn::ui
