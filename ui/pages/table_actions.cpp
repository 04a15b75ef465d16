// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/table_actions.h"

#include "ui/pages/file_choice.h"
#include "ui/pages/table_columns.h"
#include "ui/pages/table_export.h"
#include "ui/window/session.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QMenu>
#include <QTableView>

#include <algorithm>
#include <array>

namespace cairn::ui {

namespace {

struct FileKind {
    RowFormat format;
    const char* suffix;
    const char* filter;
};
constexpr std::array kFileKinds{FileKind{RowFormat::Csv, "csv", QT_TRANSLATE_NOOP("cairn::ui::TableActions", "CSV")},
    FileKind{RowFormat::Json, "json", QT_TRANSLATE_NOOP("cairn::ui::TableActions", "JSON")},
    FileKind{RowFormat::Exposition, "prom", QT_TRANSLATE_NOOP("cairn::ui::TableActions", "Exposition")}};

constexpr int kMostCopied = 10'000; // rows; more belongs into a file

} // namespace

TableActions::TableActions(Session& session, QWidget* page)
    : QObject(page)
    , m_session(session)
    , m_page(page)
    , m_filter(new QAction(tr("Filter by this value"), this))
    , m_exportAction(new QAction(tr("Export…"), this))
{
    addCopy(RowFormat::Exposition, tr("Copy as exposition lines"), QKeySequence::Copy);
    addCopy(RowFormat::Yaml, tr("Copy as YAML"));
    addCopy(RowFormat::Selector, tr("Copy as PromQL"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    addCopy(RowFormat::Json, tr("Copy as JSON"));
    addCopy(RowFormat::Csv, tr("Copy as CSV"));
    addCopy(RowFormat::Markdown, tr("Copy as Markdown"));
    addCopy(RowFormat::Curl, tr("Copy as curl"));
    addCopy(RowFormat::CurlDelete, tr("Copy curl that deletes the group"));
    m_filter->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    m_exportAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    connect(m_filter, &QAction::triggered, this, &TableActions::filterByCell);
    connect(m_exportAction, &QAction::triggered, this, &TableActions::askWhere);
}

void TableActions::addCopy(RowFormat format, const QString& text, const QKeySequence& key)
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, [this, format] { copy(format); });
    m_copies.insert(format, action);
}

void TableActions::add(const TableSubject& subject)
{
    m_subjects.append(subject);
    QAbstractItemView* view = subject.view;
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    view->installEventFilter(this);
    connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint& at) {
        view->setFocus();
        showMenu(view->viewport()->mapToGlobal(at));
    });
    showKnown();
}

QList<QAction*> TableActions::actions() const
{
    QList<QAction*> actions = m_copies.values();
    return actions << m_filter << m_exportAction;
}

bool TableActions::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        for (qsizetype i = 0; i < m_subjects.size(); ++i)
            if (m_subjects[i].view == watched)
                m_current = i;
        showKnown();
    }
    return QObject::eventFilter(watched, event);
}

const TableSubject& TableActions::subject() const
{
    return m_subjects[m_current];
}

bool TableActions::knows(const TableSubject& subject, RowFormat format)
{
    const bool isOfTables = format == RowFormat::Csv || format == RowFormat::Markdown;
    return subject.texts.contains(format) || (isOfTables && qobject_cast<QTableView*>(subject.view) != nullptr);
}

void TableActions::showKnown()
{
    for (auto copy = m_copies.begin(); copy != m_copies.end(); ++copy) {
        copy.value()->setVisible(std::any_of(
            m_subjects.begin(), m_subjects.end(), [&](const TableSubject& one) { return knows(one, copy.key()); }));
        copy.value()->setEnabled(knows(subject(), copy.key()));
    }
    const auto any = [this](auto has) { return std::any_of(m_subjects.begin(), m_subjects.end(), has); };
    m_filter->setVisible(any([](const TableSubject& one) { return static_cast<bool>(one.filterOf); }));
    m_filter->setEnabled(static_cast<bool>(subject().filterOf));
    m_exportAction->setVisible(any([](const TableSubject& one) { return !one.exports.isEmpty(); }));
    m_exportAction->setEnabled(!subject().exports.isEmpty());
}

void TableActions::copy(RowFormat format)
{
    const QList<int> rows = selectedRowsOf(*subject().view);
    if (rows.isEmpty())
        return m_session.announce(tr("Select rows to copy them"));
    const auto& isHeld = subject().isHeld;
    if (rows.size() > kMostCopied || (isHeld && !std::all_of(rows.begin(), rows.end(), isHeld)))
        return m_session.announce(tr("These are too many rows for the clipboard: export them"));
    const auto done = [this, count = rows.size()](const QString& text) {
        if (text.isEmpty())
            return m_session.announce(tr("There is nothing to copy"));
        QGuiApplication::clipboard()->setText(text);
        m_session.announce(count == 1 ? tr("Copied 1 row") : tr("Copied %1 rows").arg(count));
    };
    if (const auto own = subject().texts.constFind(format); own != subject().texts.constEnd())
        (*own)(rows, done);
    else if (const auto* table = qobject_cast<const QTableView*>(subject().view))
        done(format == RowFormat::Csv ? csvOf(*table, rows) : markdownOf(*table, rows));
}

void TableActions::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("tableMenu"));
    for (QAction* action : subject().more)
        menu->addAction(action);
    if (!subject().more.isEmpty())
        menu->addSeparator();
    auto* copies = menu->addMenu(tr("Copy as"));
    copies->setObjectName(QStringLiteral("tableMenuCopy"));
    for (auto copy = m_copies.begin(); copy != m_copies.end(); ++copy)
        if (knows(subject(), copy.key()))
            copies->addAction(copy.value());
    if (subject().filterOf) {
        m_filter->setEnabled(!subject().filterOf(subject().view->currentIndex()).isEmpty());
        menu->addAction(m_filter);
    }
    if (!subject().exports.isEmpty())
        menu->addAction(m_exportAction);
    const auto* table = qobject_cast<const QTableView*>(subject().view);
    if (TableColumns* columns = table == nullptr ? nullptr : TableColumns::of(*table))
        columns->addTo(*menu->addMenu(tr("Columns")));
    connect(menu, &QMenu::aboutToHide, this, &TableActions::showKnown);
    menu->popup(at);
}

void TableActions::filterByCell()
{
    const QString filter = subject().filterOf ? subject().filterOf(subject().view->currentIndex()) : QString();
    if (filter.isEmpty())
        return m_session.announce(tr("Select a value to filter by"));
    subject().filterBy(filter);
}

void TableActions::askWhere()
{
    QStringList filters;
    QString suffix;
    for (const FileKind& kind : kFileKinds) {
        if (!subject().exports.contains(kind.format))
            continue;
        filters.append(tr(kind.filter) + QStringLiteral(" (*.") + QLatin1String(kind.suffix) + u')');
        suffix = suffix.isEmpty() ? QString::fromLatin1(kind.suffix) : suffix;
    }
    if (filters.isEmpty())
        return;
    chooseFileToWrite(m_page, tr("Export what is listed"), subject().name + u'.' + suffix,
        filters.join(QStringLiteral(";;")), [this](const QString& path) { exportTo(path); });
}

void TableActions::exportTo(const QString& path)
{
    if (m_export)
        return m_session.announce(tr("One export at a time"));
    RowFormat format = RowFormat::Csv;
    for (const FileKind& kind : kFileKinds)
        if (path.endsWith(u'.' + QLatin1String(kind.suffix), Qt::CaseInsensitive))
            format = kind.format;
    const auto plan = subject().exports.constFind(format);
    if (plan == subject().exports.constEnd())
        return m_session.notify({tr("Not exported: this list cannot be written as %1").arg(path), {}, {}, true});
    m_export = new TableExport(m_session, (*plan)(), path, this);
    m_export->start();
}

QString jsonText(const QList<QJsonObject>& rows)
{
    if (rows.size() == 1)
        return QString::fromUtf8(QJsonDocument(rows.first()).toJson());
    QJsonArray array;
    for (const QJsonObject& row : rows)
        array.append(row);
    return QString::fromUtf8(QJsonDocument(array).toJson());
}

} // namespace cairn::ui
