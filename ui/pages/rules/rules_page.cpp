// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_page.h"

#include "ui/models/rule_model.h"
#include "ui/pages/rules/rules_check.h"
#include "ui/pages/rules/rules_compare.h"
#include "ui/pages/rules/rules_conflict.h"
#include "ui/pages/rules/rules_draft.h"
#include "ui/pages/rules/rules_editing.h"
#include "ui/pages/rules/rules_form.h"
#include "ui/pages/rules/rules_list.h"
#include "ui/pages/rules/rules_preview.h"
#include "ui/pages/rules/rules_undo_keys.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/yaml_highlighter.h"
#include "ui/window/session.h"

#include <QAction>
#include <QApplication>
#include <QJsonDocument>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace cairn::ui {

namespace {

ApiCall putCall(const QString& yaml, const QByteArray& etag)
{
    ApiCall call = ApiCall::get({QStringLiteral("rules")});
    call.verb = "PUT";
    call.body = yaml.toUtf8();
    call.contentType = "application/yaml";
    call.headers.append({"If-Match", etag});
    return call;
}

Rule newRule()
{
    Rule rule;
    rule.match = QStringLiteral("my_family");
    return rule;
}

} // namespace

RulesPage::RulesPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_banner(new Banner)
    , m_draftBanner(new Banner)
    , m_list(new RulesList(session))
    , m_form(new RuleForm)
    , m_editor(new CodeEditor)
    , m_compare(new RulesCompare)
    , m_preview(new RulesPreview(session))
    , m_save(new QPushButton(tr("Save rules")))
    , m_revert(new QPushButton(tr("Revert")))
    , m_saveAction(new QAction(tr("Save rules"), this))
    , m_parts(makeParts())
    , m_editing(new RulesEditing(*m_list, *m_form, *m_editor, this))
    , m_check(new RulesCheck(session.client(), this))
    , m_conflict(new RulesConflict(session, *m_banner, *m_compare, this))
    , m_draft(new RulesDraft(*m_draftBanner, this))
{
    nameParts();
    build();
    addActions();
    connectParts();
    connectAnswers();
    showState();
}

void RulesPage::nameParts()
{
    m_save->setObjectName(QStringLiteral("rulesSave"));
    m_save->setProperty("primary", true);
    m_revert->setObjectName(QStringLiteral("rulesRevert"));
    m_revert->setToolTip(tr("Back to the rules in force"));
    m_editor->setObjectName(QStringLiteral("rulesEditor"));
    m_editor->setAccessibleName(tr("Rule file"));
    m_editor->setPlaceholderText(tr("rules:\n  - name: pods fold into one series\n    match: http_requests_total\n    "
                                    "mode: increase\n    per: [pod]"));
    new YamlHighlighter(m_editor->document());
}

QWidget* RulesPage::makeParts()
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields have it
    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("rulesSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_list, scroll, m_editor})
        splitter->addWidget(part);
    splitter->setSizes({226, 290, 590});
    splitter->setStretchFactor(2, 1);
    return splitter;
}

void RulesPage::build()
{
    m_compare->hide();
    m_preview->addButton(m_revert);
    m_preview->addButton(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_draftBanner);
    column->addWidget(m_parts, 1);
    column->addWidget(m_compare, 1);
    column->addWidget(m_preview);
    setHome(m_editor);
}

void RulesPage::addActions()
{
    m_saveAction->setShortcut(QKeySequence::Save);
    auto* undo = new QAction(tr("Undo edit"), this);
    auto* redo = new QAction(tr("Redo edit"), this);
    connect(undo, &QAction::triggered, m_editing, &RulesEditing::undo);
    connect(redo, &QAction::triggered, m_editing, &RulesEditing::redo);
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(m_editor, &QPlainTextEdit::undoAvailable, undo, &QAction::setEnabled);
    connect(m_editor, &QPlainTextEdit::redoAvailable, redo, &QAction::setEnabled);
    m_actions = QList<QAction*>{m_saveAction, undo, redo} + m_list->actions();
    const auto unlessComparing = [this](void (RulesEditing::*step)()) {
        return [this, step] {
            if (!m_conflict->isComparing())
                (m_editing->*step)();
        };
    };
    new UndoKeys(*this, unlessComparing(&RulesEditing::undo), unlessComparing(&RulesEditing::redo));
}

void RulesPage::connectParts()
{
    connect(m_editing, &RulesEditing::edited, this, &RulesPage::textEdited);
    connect(m_editing, &RulesEditing::moved, this,
        [this](int row) { m_session.announce(tr("Rule %1 of %2").arg(row + 1).arg(m_list->model().rowCount())); });
    connect(m_list, &RulesList::addAsked, this, &RulesPage::addRule);
    connect(m_save, &QPushButton::clicked, this, &RulesPage::save);
    connect(m_saveAction, &QAction::triggered, this, &RulesPage::save);
    connect(m_revert, &QPushButton::clicked, this, &RulesPage::revert);
    connect(m_draft, &RulesDraft::restored, m_editing, &RulesEditing::setText);
    connect(m_draft, &RulesDraft::discarded, this, [this] { m_draft->keep(m_editing->text(), m_base); });
    connect(m_conflict, &RulesConflict::settled, this, &RulesPage::settle);
    connect(
        m_conflict, &RulesConflict::compareAsked, this, [this] { m_conflict->ask(m_editing->text(), m_base, false); });
    connect(m_conflict, &RulesConflict::comparing, this, [this](bool isComparing) {
        m_compare->setVisible(isComparing); // before the other goes: the focus stays on the page
        m_parts->setVisible(!isComparing);
        m_preview->setVisible(!isComparing);
        if (!isComparing && m_place != nullptr)
            m_place->setFocus();
        showState();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { keepPlace(now); });
}

void RulesPage::connectAnswers()
{
    connect(m_check, &RulesCheck::validated, this, &RulesPage::takeValidation);
    connect(m_check, &RulesCheck::previewed, this, &RulesPage::takePreview);
    connect(m_check, &RulesCheck::failed, this, [this](const QString& why) {
        if (isDirty())
            m_preview->setNote(tr("What they would change is not known: %1").arg(why));
    });
    connect(&m_session.connection(), &Connection::restarted, this, [this] { m_etagBefore.clear(); });
    connect(&m_session.connection(), &Connection::statusChanged, this, &RulesPage::watchOthers);
    connect(&m_session.client(), &ApiClient::targetChanged, this, &RulesPage::forget);
}

PageInfo RulesPage::info() const
{
    return {QStringLiteral("rules"), tr("Rules"), QStringLiteral("rules"), {}};
}

void RulesPage::activate()
{
    m_isActive = true;
    refresh(); // what they decide for has moved on
}

void RulesPage::refresh()
{
    if (m_conflict->isComparing())
        m_conflict->ask(m_editing->text(), m_base, false);
    else if (isDirty() && m_isLoaded)
        m_check->now(m_editing->text());
    else
        load();
}

bool RulesPage::stepBack()
{
    const bool wasComparing = m_conflict->isComparing();
    m_conflict->goOn();
    return wasComparing;
}

void RulesPage::open(const QString& what)
{
    bool isNumber = false;
    const int number = what.toInt(&isNumber);
    m_wantedRow = isNumber ? number - 1 : -1;
    if (isNumber && number >= 1 && number <= m_list->model().rowCount())
        m_list->choose(number - 1);
    const QJsonObject json = QJsonDocument::fromJson(what.toUtf8()).object();
    if (!isNumber && json.contains(u"match")) {
        m_wanted = ruleOf(json);
        m_wantedRow = 0; // the first that matches decides
        addWanted();
    }
}

QString RulesPage::unsavedWork() const
{
    return isDirty() ? tr("The rules are changed and not saved. The edits are kept for the next start.") : QString();
}

bool RulesPage::isDirty() const
{
    return m_editing->text() != m_base.yaml;
}

QString RulesPage::place() const
{
    return m_session.client().target().base.toString();
}

// Another gateway's rules are not this one's, nor are edits of them: those are in their draft.
void RulesPage::forget()
{
    m_draft->keep(m_editing->text(), m_base);
    m_isLoaded = m_isLoading = false;
    m_base = {};
    m_etagBefore.clear();
    m_draft->forget();
    beginAnew();
    m_editing->begin({});
    showCount(0);
    m_check->stop();
    showState();
    if (m_isActive)
        load();
}

void RulesPage::load()
{
    m_isLoading = true;
    m_session.client().send(
        ApiCall::get({QStringLiteral("rules")}).in(QStringLiteral("rules")), this, [this](const ApiReply& reply) {
            m_isLoading = false;
            if (!reply.ok())
                return m_preview->setNote(tr("The rules are not known: %1").arg(reply.error->message));
            const SavedRules saved = SavedRules::of(reply);
            if (!isDirty() || saved.yaml == m_editing->text())
                takeSaved(saved);
            else
                keepTyped(saved);
        });
}

// Typed before the rules were known, or while their answer was under way.
void RulesPage::keepTyped(const SavedRules& inForce)
{
    m_isLoaded = true;
    const bool wasSeen = !m_base.etag.isEmpty();
    if (inForce.etag == m_base.etag || inForce.yaml == m_base.yaml) {
        m_base.etag = inForce.etag;
        m_base.rules = inForce.rules;
    } else {
        if (!wasSeen)
            m_base.etag = SavedRules::quoted({}); // matches nothing: saving asks, until somebody has decided
        m_conflict->compare(m_editing->text(), inForce, wasSeen);
    }
    m_draft->keep(m_editing->text(), m_base);
    showState();
    m_check->now(m_editing->text());
}

void RulesPage::takeSaved(const SavedRules& saved)
{
    const bool isFirst = !m_isLoaded && !isDirty();
    m_etagBefore = m_base.etag;
    m_base = saved;
    m_isLoaded = true;
    beginAnew();
    m_draft->offer(place(), m_base); // before a change of the text would drop it
    if (isFirst)
        m_editing->begin(m_base.yaml);
    else
        m_editing->setText(m_base.yaml);
    m_base.yaml = m_editing->text(); // as the editor shows it: line ends
    m_check->stop();
    m_draft->keep(m_editing->text(), m_base);
    m_editing->takeRules(m_base.rules);
    showCount(m_base.rules.size());
    if (m_wantedRow >= 0)
        m_list->choose(std::exchange(m_wantedRow, -1));
    showInForce();
    showState();
    addWanted();
}

void RulesPage::showInForce()
{
    if (!m_base.fileErrors.isEmpty())
        m_preview->setNote(tr("These rules are in force, but the file is another by now, and wrong: %1")
                               .arg(m_base.fileErrors.first()));
    else if (m_base.rules.isEmpty())
        m_preview->setNote(tr("No rules: every series is merged as the profile says, unless the push says otherwise."));
    else
        m_preview->setNote(m_base.source == QStringLiteral("memory")
                ? tr("These rules live until the gateway ends: it was started without --rules.file.")
                : tr("These are the rules in force."));
}

void RulesPage::textEdited()
{
    if (isDirty()) {
        m_draft->offer(place(), m_base); // it would be written over
        m_preview->setLooking();
    } else if (m_isLoaded) {
        showInForce();
    }
    m_draft->keep(m_editing->text(), m_base);
    showState();
    m_check->later(m_editing->text());
}

void RulesPage::takeValidation(const QJsonObject& answer)
{
    if (answer[u"valid"].toBool()) {
        m_editing->takeRules(rulesOf(answer[u"rules"].toArray()));
        addWanted();
    } else {
        m_editing->takeErrors(answer[u"errors"].toArray());
        m_preview->setNote(
            tr("Not valid yet, %1. What it would change shows once it is.").arg(m_editing->firstError()));
        addWanted();
    }
    showState();
}

void RulesPage::takePreview(const QJsonObject& preview)
{
    if (!isDirty())
        return m_editing->takeCounts(m_base.rules); // of these more is known
    QList<Rule> rules = rulesOf(preview[u"rules"].toArray());
    for (Rule& rule : rules)
        rule.isShadowKnown = false; // a preview does not look for what takes all from a rule
    m_editing->takeCounts(rules);
    m_preview->setPreview(preview, differenceOf(m_base.rules, rules));
}

void RulesPage::addRule()
{
    m_wanted = newRule();
    m_wantedRow = m_list->row() + 1;
    if (m_isLoaded && !m_editing->isChecked())
        m_check->now(m_editing->text()); // it is added when the text is found to be right
    addWanted();
}

// Into a text that is right, and nowhere else: what is half typed would be torn apart.
void RulesPage::addWanted()
{
    if (!m_isLoaded || !m_wanted || !m_editing->isChecked() || m_conflict->isComparing())
        return;
    if (!m_editing->isValid()) {
        m_wanted.reset();
        m_editing->showFirstError();
        return m_session.announce(tr("First this, then a rule can be added: %1").arg(m_editing->firstError()));
    }
    m_editing->add(*std::exchange(m_wanted, std::nullopt), std::exchange(m_wantedRow, -1));
    m_form->focusMatch();
}

void RulesPage::save()
{
    if (!m_save->isEnabled())
        return;
    m_isSaving = true;
    m_isLoading = false;
    m_session.client().cancel(this, QStringLiteral("rules")); // what was in force before is of no use after
    showState();
    m_session.client().send(putCall(m_editing->text(), m_base.etag), this,
        [this, sent = m_editing->text()](const ApiReply& reply) { takeAnswer(sent, reply); });
}

void RulesPage::takeAnswer(const QString& sent, const ApiReply& reply)
{
    m_isSaving = false;
    if (!reply.ok())
        return refused(*reply.error);
    m_session.announce(
        reply.warnings.isEmpty() ? tr("Rules saved: the next push goes by them") : reply.warnings.first());
    const SavedRules saved = SavedRules::of(reply);
    if (m_editing->text() == sent)
        return takeSaved(saved);
    m_etagBefore = m_base.etag; // typed on meanwhile: nothing of it is lost
    m_base = saved;
    m_base.yaml = sent;
    beginAnew();
    showState();
}

void RulesPage::refused(const ApiError& error)
{
    showState();
    if (error.status == 412)
        return m_conflict->ask(m_editing->text(), m_base, true);
    if (error.body.contains(u"errors"))
        m_editing->takeErrors(error.body[u"errors"].toArray());
    m_banner->say(tr("The rules are not saved: %1").arg(error.message), {}, ColorRole::Bad);
}

// Nothing is lost by it, so nothing is asked: a line offers the edits, and the editor's undo has them, too.
void RulesPage::revert()
{
    const QString edits = m_editing->text();
    m_check->stop();
    m_editing->setText(m_base.yaml);
    const QPointer<RulesPage> page(this);
    m_session.notify({tr("Back to the rules in force."), tr("Bring my edits back"), [page, edits, where = place()] {
                          if (page == nullptr || page->place() != where)
                              return;
                          page->m_session.openPage(QStringLiteral("rules"));
                          page->m_editing->setText(edits);
                          page->m_session.notify({});
                      }});
    load();
}

void RulesPage::settle(bool keepsMine)
{
    m_etagBefore = m_base.etag;
    m_base = m_conflict->inForce();
    if (!keepsMine) {
        m_editing->setText(m_base.yaml);
        return takeSaved(SavedRules(m_base));
    }
    beginAnew();
    m_draft->keep(m_editing->text(), m_base);
    m_check->now(m_editing->text());
    showState();
    m_save->setFocus();
}

void RulesPage::watchOthers()
{
    const GatewayStatus& status = m_session.connection().status();
    const QByteArray now = SavedRules::quoted(status.rulesEtag);
    const bool isTold = !status.rulesEtag.isEmpty() && now != m_etagBefore && !m_isSaving;
    if (isTold)
        showCount(status.ruleCount);
    if (m_isLoading)
        return;
    if (!m_isLoaded)
        return m_isActive ? load() : void(); // the gateway did not answer before; it does now
    if (now == m_base.etag) {
        m_conflict->noteStart();
        m_etagBefore.clear(); // from here on it would be news
    }
    if (!isTold)
        return;
    if (isDirty())
        watchEdited(now);
    else if (now != m_base.etag)
        m_isActive ? load() : void(m_isLoaded = false);
}

void RulesPage::watchEdited(const QByteArray& etag)
{
    const QByteArray shown = m_conflict->inForce().etag;
    const bool isBack = etag == m_base.etag;
    const bool wasTold = isBack && !std::exchange(m_toldOf, {}).isEmpty();
    if (m_conflict->isComparing()) {
        if (etag != shown)
            m_conflict->ask(m_editing->text(), m_base, false);
    } else if (isBack) {
        if (wasTold)
            m_conflict->comeBack();
    } else if (etag != shown && std::exchange(m_toldOf, etag) != etag) {
        m_conflict->tell();
    }
}

void RulesPage::beginAnew()
{
    m_toldOf.clear();
    m_conflict->begin();
}

void RulesPage::showCount(qsizetype rules)
{
    Q_EMIT badgeChanged(rules == 0 ? QString() : QString::number(rules));
}

void RulesPage::keepPlace(QWidget* focus)
{
    const bool isField
        = focus != nullptr && (m_form->isAncestorOf(focus) || focus == m_editor || focus == &m_list->view());
    if (isField)
        m_place = focus;
}

// The focus does not fall out of the page with a button that has done its work.
void RulesPage::allow(QPushButton* button, bool isAllowed)
{
    if (!isAllowed && button->hasFocus())
        (m_place != nullptr && m_place->isVisible() ? m_place.data() : m_editor)->setFocus();
    button->setEnabled(isAllowed);
}

void RulesPage::showState()
{
    const bool isDecided = m_isLoaded && !m_conflict->isComparing();
    allow(m_save, isDecided && isDirty() && m_editing->isValid() && !m_isSaving);
    allow(m_revert, isDecided && isDirty());
    m_saveAction->setEnabled(m_save->isEnabled());
}

} // namespace cairn::ui
