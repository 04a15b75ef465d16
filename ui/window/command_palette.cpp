// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include "ui/models/series_text.h"
#include "ui/theme/theme.h"
#include "ui/window/palette_delegate.h"
#include "ui/window/session.h"

#include <QAction>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QSettings>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kRows = 12;
constexpr int kTop = 64; // of the window
constexpr int kWaitMilliseconds = 120;
constexpr int kMostAsked = 50; // of families, and of groups
constexpr int kMostShown = 100;
constexpr int kMostRecent = 20;
constexpr auto kRecent = "palette/recent";

QString nameOf(const QAction& action)
{
    QString name = action.text();
    return name.remove(u'&').remove(QStringLiteral("…"));
}

PaletteEntry entryOf(QAction* action)
{
    const QPointer<QAction> chosen = action;
    const QString id = action->objectName().isEmpty() ? action->text() : action->objectName();
    return {QStringLiteral("command/") + id, nameOf(*action), action->shortcut().toString(QKeySequence::NativeText),
        true, [chosen] {
            if (chosen)
                chosen->trigger();
        }};
}

QStringList recentOnes()
{
    return QSettings().value(QLatin1String(kRecent)).toStringList();
}

void remember(const QString& id)
{
    QStringList recent = recentOnes();
    recent.removeAll(id);
    recent.prepend(id);
    QSettings().setValue(QLatin1String(kRecent), recent.mid(0, kMostRecent));
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
    m_list->setAccessibleName(tr("What answers"));
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    m_edit->setAccessibleName(tr("Commands"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kWaitMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &CommandPalette::search);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::take);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::openWith(const QList<QAction*>& actions)
{
    m_commands.clear();
    for (QAction* action : actions) {
        if (action->isEnabled() && action->isVisible())
            m_commands.append(entryOf(action));
    }
    m_edit->clear();
    take({});
    const int height = m_edit->sizeHint().height() + kRows * Theme::instance().rowHeight() + 14;
    const QWidget* window = parentWidget();
    const QPoint corner = window->mapToGlobal(QPoint((window->width() - kWidth) / 2, kTop));
    setGeometry(QRect(corner, QSize(kWidth, height)));
    show();
    m_edit->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress || m_list->count() == 0)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Up && key != Qt::Key_PageDown && key != Qt::Key_PageUp)
        return QFrame::eventFilter(watched, event);
    step(key);
    return true;
}

// By one it goes round; by a page it ends at an end.
void CommandPalette::step(int key)
{
    m_isChosen = true;
    const int count = m_list->count();
    const int row = m_list->currentRow();
    switch (key) {
    case Qt::Key_Down: return m_list->setCurrentRow((row + 1) % count);
    case Qt::Key_Up: return m_list->setCurrentRow((row + count - 1) % count);
    case Qt::Key_PageDown: return m_list->setCurrentRow(qMin(row + kRows, count - 1));
    default: return m_list->setCurrentRow(qMax(row - kRows, 0));
    }
}

void CommandPalette::take(const QString& typed)
{
    m_found.clear();
    m_isChosen = false;
    fill();
    if (!typed.trimmed().isEmpty())
        m_soon.start();
}

void CommandPalette::fill()
{
    const int before = m_list->currentRow();
    const QString chosen = m_isChosen && before >= 0 && before < m_shown.size() ? m_shown[before].id : QString();
    m_shown = ranked(m_edit->text(), m_commands + m_found, recentOnes()).mid(0, kMostShown);
    m_list->clear();
    int current = 0;
    for (qsizetype row = 0; row < m_shown.size(); ++row) {
        const PaletteEntry& entry = m_shown[row];
        auto* item = new QListWidgetItem(entry.name, m_list);
        item->setData(PaletteDelegate::HintRole, entry.hint);
        item->setData(
            Qt::AccessibleTextRole, entry.hint.isEmpty() ? entry.name : entry.name + QStringLiteral(", ") + entry.hint);
        item->setToolTip(entry.name);
        if (entry.id == chosen)
            current = static_cast<int>(row);
    }
    m_list->setCurrentRow(current);
}

void CommandPalette::search()
{
    const QString typed = m_edit->text().trimmed();
    const auto ask = [this, typed](const QString& list, void (CommandPalette::*add)(const QJsonObject&)) {
        ApiCall call = ApiCall::get({list})
                           .with(QStringLiteral("search"), typed)
                           .with(QStringLiteral("limit"), QString::number(kMostAsked))
                           .in(list);
        m_session.client().send(call, this, [this, typed, list, add](const ApiReply& reply) {
            if (!reply.ok() || typed != m_edit->text().trimmed())
                return;
            const QJsonArray rows = reply.data.value(list).toArray();
            for (const QJsonValue& row : rows)
                (this->*add)(row.toObject());
            fill();
        });
    };
    ask(QStringLiteral("families"), &CommandPalette::addFamily);
    ask(QStringLiteral("groups"), &CommandPalette::addGroup);
}

void CommandPalette::addFamily(const QJsonObject& family)
{
    const QString name = family.value(u"name").toString();
    m_found.append({QStringLiteral("family/") + name, name, tr("family"), false,
        [this, name] { m_session.openPage(QStringLiteral("families"), name); }});
}

void CommandPalette::addGroup(const QJsonObject& row)
{
    const QJsonObject group = row.value(u"group").toObject();
    QMap<QString, QString> labels;
    const QJsonObject object = group.value(u"labels").toObject();
    for (auto label = object.begin(); label != object.end(); ++label)
        labels.insert(label.key(), label.value().toString());
    if (labels.isEmpty())
        return;
    const QString path = group.value(u"path").toString();
    m_found.append({QStringLiteral("group/") + path, path, tr("group"), false,
        [this, filter = selectorText(labels)] { m_session.openPage(QStringLiteral("families"), filter); }});
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_shown.size())
        return;
    const PaletteEntry entry = m_shown[row];
    remember(entry.id);
    hide();
    entry.act();
}

} // namespace cairn::ui
