// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include "ui/models/series_text.h"
#include "ui/theme/theme.h"
#include "ui/window/session.h"

#include <QAction>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWidth = 480;
constexpr int kRows = 12;
constexpr int kWaitMilliseconds = 120;
constexpr int kMostFound = 8; // of families, and of groups

QString nameOf(const QAction& action)
{
    QString name = action.text();
    return name.remove(u'&').remove(QStringLiteral("…"));
}

} // namespace

CommandPalette::CommandPalette(Session& session, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_edit(new QLineEdit), m_list(new QListWidget), m_session(session)
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Commands"));
    m_edit->setObjectName(QStringLiteral("paletteFilter"));
    m_edit->setPlaceholderText(tr("An action, a page, a family, a group"));
    m_edit->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setObjectName(QStringLiteral("paletteList"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    m_edit->setAccessibleName(tr("Commands"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kWaitMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &CommandPalette::search);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::openWith(const QList<QAction*>& actions)
{
    m_actions = actions;
    m_edit->clear();
    fill();
    const int height = m_edit->sizeHint().height() + kRows * Theme::instance().rowHeight() + 24;
    const QWidget* window = parentWidget();
    const QPoint corner = window->mapToGlobal(QPoint((window->width() - kWidth) / 2, 64));
    setGeometry(QRect(corner, QSize(kWidth, height)));
    show();
    m_edit->setFocus();
}

bool CommandPalette::matches(const QString& typed, const QString& name)
{
    qsizetype at = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        at = name.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress || m_list->count() == 0)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return QFrame::eventFilter(watched, event);
    const int step = key == Qt::Key_Down ? 1 : m_list->count() - 1;
    m_list->setCurrentRow((m_list->currentRow() + step) % m_list->count());
    return true;
}

void CommandPalette::fill()
{
    m_list->clear();
    m_acts.clear();
    for (QAction* action : std::as_const(m_actions)) {
        if (!action->isEnabled() || !matches(m_edit->text(), nameOf(*action)))
            continue;
        const QPointer<QAction> chosen = action;
        add(action->shortcut().toString(QKeySequence::NativeText), nameOf(*action), [chosen] {
            if (chosen)
                chosen->trigger();
        });
    }
    m_list->setCurrentRow(0);
    if (!m_edit->text().trimmed().isEmpty())
        m_soon.start();
}

void CommandPalette::add(const QString& kind, const QString& name, std::function<void()> act)
{
    auto* item = new QListWidgetItem(kind.isEmpty() ? name : name + QStringLiteral("   ") + kind, m_list);
    item->setSizeHint({kWidth - 40, Theme::instance().rowHeight()});
    item->setToolTip(name);
    m_acts.append(std::move(act));
}

// What the gateway finds stands below what is known at once: rows do not move under the finger.
void CommandPalette::search()
{
    const QString typed = m_edit->text().trimmed();
    const auto ask = [this, typed](const QString& list, const std::function<void(const QJsonObject&)>& take) {
        ApiCall call = ApiCall::get({list})
                           .with(QStringLiteral("search"), typed)
                           .with(QStringLiteral("limit"), QString::number(kMostFound))
                           .in(list);
        m_session.client().send(call, this, [this, typed, list, take](const ApiReply& reply) {
            if (!reply.ok() || typed != m_edit->text().trimmed())
                return;
            const QJsonArray rows = reply.data.value(list).toArray();
            for (const QJsonValue& row : rows)
                take(row.toObject());
            if (m_list->currentRow() < 0)
                m_list->setCurrentRow(0);
        });
    };
    ask(QStringLiteral("families"), [this](const QJsonObject& family) {
        const QString name = family.value(u"name").toString();
        add(tr("family"), name, [this, name] { m_session.openPage(QStringLiteral("families"), name); });
    });
    ask(QStringLiteral("groups"), [this](const QJsonObject& row) {
        const QJsonObject group = row.value(u"group").toObject();
        QMap<QString, QString> labels;
        const QJsonObject object = group.value(u"labels").toObject();
        for (auto label = object.begin(); label != object.end(); ++label)
            labels.insert(label.key(), label.value().toString());
        if (!labels.isEmpty())
            add(tr("group"), group.value(u"path").toString(),
                [this, filter = selectorText(labels)] { m_session.openPage(QStringLiteral("families"), filter); });
    });
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_acts.size())
        return;
    const std::function<void()> act = m_acts[row];
    hide();
    act();
}

} // namespace cairn::ui
