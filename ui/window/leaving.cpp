// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/leaving.h"

#include "ui/theme/theme.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace cairn::ui {

namespace {

constexpr auto kKey = "onClose";
constexpr int kIcon = 48;

} // namespace

Leaving::Leaving(QWidget& window, std::function<bool()> mayStay, std::function<QStringList()> unsaved)
    : QObject(&window), m_window(window), m_mayStay(std::move(mayStay)), m_unsaved(std::move(unsaved))
{
}

Leaving::Habit Leaving::habit() const
{
    const QString kept = QSettings().value(QString::fromLatin1(kKey)).toString();
    if (kept == u"quit")
        return Habit::Quit;
    return kept == u"stay" ? Habit::Stay : Habit::Ask;
}

void Leaving::setHabit(Habit habit)
{
    QSettings settings;
    if (habit == Habit::Ask)
        settings.remove(QString::fromLatin1(kKey));
    else
        settings.setValue(
            QString::fromLatin1(kKey), habit == Habit::Quit ? QStringLiteral("quit") : QStringLiteral("stay"));
    emit habitChanged();
}

void Leaving::close()
{
    if (!m_mayStay() || habit() == Habit::Quit)
        return quit();
    if (habit() == Habit::Stay)
        emit stayAgreed();
    else
        askHabit();
}

void Leaving::quit()
{
    if (const QStringList sentences = m_unsaved(); !sentences.isEmpty())
        askUnsaved(sentences);
    else
        emit quitAgreed();
}

void Leaving::askHabit()
{
    QMessageBox* box = makeBox(QStringLiteral("leaveQuestion"), tr("Close Cairn"),
        tr("Quit, or stay in the tray? In the tray, the gateway keeps taking pushes."));
    box->setInformativeText(tr("The answer is remembered; the Gateway menu changes it."));
    QPushButton* stay = box->addButton(tr("Stay in the tray"), QMessageBox::AcceptRole);
    const QPushButton* quitButton = box->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    connect(box, &QMessageBox::buttonClicked, this, [this, stay, quitButton](const QAbstractButton* clicked) {
        if (clicked == stay) {
            setHabit(Habit::Stay);
            emit stayAgreed();
        } else if (clicked == quitButton) {
            setHabit(Habit::Quit);
            quit();
        }
    });
    box->open();
}

void Leaving::askUnsaved(const QStringList& sentences)
{
    m_window.show(); // what is asked about can be looked at
    QMessageBox* box = makeBox(QStringLiteral("unsavedQuestion"), tr("Quit Cairn"), sentences.join(u'\n'));
    const QPushButton* leave = box->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    QPushButton* back = box->addButton(tr("Back"), QMessageBox::RejectRole);
    box->setDefaultButton(back);
    connect(box, &QMessageBox::buttonClicked, this, [this, leave](const QAbstractButton* clicked) {
        if (clicked == leave)
            emit quitAgreed();
    });
    box->open();
}

QMessageBox* Leaving::makeBox(const QString& name, const QString& title, const QString& text)
{
    delete m_box;
    m_box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::NoButton, &m_window);
    m_box->setIconPixmap(programIcon().pixmap(kIcon, kIcon)); // the style's own is of another age
    m_box->setObjectName(name);
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    return m_box;
}

} // namespace cairn::ui
