// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/rules/rules_page.h"

#include "ui/models/rule_model.h"
#include "ui/pages/rules/rules_form.h"
#include "ui/pages/rules/rules_list_delegate.h"
#include "ui/pages/rules/rules_preview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/yaml_highlighter.h"
#include "ui/window/session.h"

#include <QAction>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <QSplitter>
#include <QTextBlock>
#include <QToolButton>

namespace cairn::ui {

namespace {

constexpr int kWaitMilliseconds = 300;

ApiCall yamlCall(std::initializer_list<QString> segments, const QByteArray& verb, const QString& yaml)
{
    ApiCall call = ApiCall::get(segments);
    call.verb = verb;
    call.body = yaml.toUtf8();
    call.contentType = "application/yaml";
    return call;
}

QByteArray quoted(const QString& etag)
{
    return etag.startsWith(u'"') ? etag.toUtf8() : '"' + etag.toUtf8() + '"';
}

QByteArray etagOf(const ApiReply& reply)
{
    return reply.etag.isEmpty() ? quoted(reply.data[u"etag"].toString()) : reply.etag;
}

QString keyOfLine(const QString& line)
{
    static const QRegularExpression key(QStringLiteral("^\\s*(?:-\\s+)?([a-z_]+)\\s*:"));
    return key.match(line).captured(1);
}

} // namespace

RulesPage::RulesPage(Session& session, QWidget* parent)
    : Page(parent)
    , m_session(session)
    , m_model(new RuleModel(this))
    , m_list(new QListView)
    , m_form(new RuleForm)
    , m_editor(new CodeEditor)
    , m_preview(new RulesPreview)
    , m_banner(new Banner)
    , m_draftBanner(new Banner)
    , m_theirsPanel(makeTheirs())
    , m_save(new QPushButton(tr("Save rules")))
    , m_revert(new QPushButton(tr("Revert")))
    , m_remove(new QToolButton)
    , m_saveAction(new QAction(tr("Save rules"), this))
{
    m_saveAction->setShortcut(QKeySequence::Save);
    m_save->setObjectName(QStringLiteral("rulesSave"));
    m_save->setProperty("primary", true);
    m_revert->setObjectName(QStringLiteral("rulesRevert"));
    m_revert->setToolTip(tr("Back to the rules in force"));
    m_editor->setObjectName(QStringLiteral("rulesEditor"));
    m_editor->setAccessibleName(tr("Rule file"));
    m_editor->setPlaceholderText(tr("rules:\n  - name: pods fold into one series\n    match: http_requests_total\n    "
                                    "mode: increase\n    per: [pod]"));
    new YamlHighlighter(m_editor->document());

    auto* scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields have it
    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("rulesSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    for (QWidget* part : std::initializer_list<QWidget*>{makeList(), scroll, m_editor, m_theirsPanel})
        splitter->addWidget(part);
    splitter->setSizes({230, 340, 440, 400});
    splitter->setStretchFactor(2, 1);
    m_preview->addButton(m_revert);
    m_preview->addButton(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_draftBanner);
    column->addWidget(splitter, 1);
    column->addWidget(m_preview);

    m_wait.setSingleShot(true);
    m_wait.setInterval(kWaitMilliseconds);
    connect(&m_wait, &QTimer::timeout, this, &RulesPage::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &RulesPage::textEdited);
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, &RulesPage::followCursor);
    connect(m_form, &RuleForm::edited, this, &RulesPage::formEdited);
    connect(m_model, &RuleModel::moveWanted, this, &RulesPage::moveRule);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RulesPage::ruleSelected);
    connect(m_save, &QPushButton::clicked, this, &RulesPage::save);
    connect(m_saveAction, &QAction::triggered, m_save, &QPushButton::click);
    connect(m_revert, &QPushButton::clicked, this, &RulesPage::revert);
    connect(m_banner, &Banner::actionAsked, this, &RulesPage::askForTheirs);
    connect(m_draftBanner, &Banner::actionAsked, this, &RulesPage::restoreDraft);
    connect(m_draftBanner, &Banner::otherAsked, this, [this] {
        m_offered.clear();
        m_draftBanner->clear();
        keepDraft();
    });
    connect(&session.connection(), &Connection::statusChanged, this, &RulesPage::watchOthers);
    connect(&session.client(), &ApiClient::targetChanged, this, &RulesPage::forget);
    showState();
}

QWidget* RulesPage::makeList()
{
    m_list->setObjectName(QStringLiteral("rulesList"));
    m_list->setAccessibleName(tr("Rules, the first that matches decides"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RuleListDelegate(this));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setMouseTracking(true);
    m_list->setMinimumWidth(220);
    auto* add = new QToolButton;
    add->setObjectName(QStringLiteral("rulesAdd"));
    add->setText(tr("Add rule"));
    m_remove->setObjectName(QStringLiteral("rulesRemove"));
    m_remove->setText(tr("Remove"));
    connect(add, &QToolButton::clicked, this, [this] {
        Rule rule;
        rule.match = QStringLiteral("my_family");
        addRule(rule, currentRow() + 1);
        m_form->focusMatch();
    });
    connect(m_remove, &QToolButton::clicked, this, &RulesPage::removeRule);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->addWidget(add);
    bar->addWidget(m_remove);
    bar->addStretch(1);
    // The keyboard moves rules, too.
    for (const int step : {-1, 1}) {
        auto* action = new QAction(step < 0 ? tr("Move rule up") : tr("Move rule down"), m_list);
        action->setShortcut(QKeySequence(Qt::ALT | (step < 0 ? Qt::Key_Up : Qt::Key_Down)));
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
        connect(action, &QAction::triggered, this, [this, step] { moveRule(currentRow(), currentRow() + step); });
    }
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_list, 1);
    return panel;
}

QWidget* RulesPage::makeTheirs()
{
    m_theirs = new CodeEditor;
    m_theirs->setObjectName(QStringLiteral("rulesTheirs"));
    m_theirs->setAccessibleName(tr("What somebody else saved"));
    m_theirs->setReadOnly(true);
    new YamlHighlighter(m_theirs->document());
    auto* mine = new QPushButton(tr("Keep mine"));
    auto* theirs = new QPushButton(tr("Take theirs"));
    mine->setObjectName(QStringLiteral("rulesKeepMine"));
    theirs->setObjectName(QStringLiteral("rulesTakeTheirs"));
    mine->setToolTip(tr("Saving then replaces what they saved"));
    connect(mine, &QPushButton::clicked, this, [this] { settleConflict(false); });
    connect(theirs, &QPushButton::clicked, this, [this] { settleConflict(true); });
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 4);
    bar->addWidget(new QLabel(tr("In force, saved by somebody else")), 1);
    bar->addWidget(mine);
    bar->addWidget(theirs);
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_theirs, 1);
    panel->hide();
    return panel;
}

PageInfo RulesPage::info() const
{
    return {QStringLiteral("rules"), tr("Rules"), QStringLiteral("rules"), {}};
}

void RulesPage::activate()
{
    m_isActive = true;
    if (!m_isLoaded)
        load();
    else
        check(); // what they decide for has moved on
}

void RulesPage::refresh()
{
    if (isDirty() && m_isLoaded)
        check();
    else
        load();
}

void RulesPage::open(const QString& what)
{
    bool isNumber = false;
    const int number = what.toInt(&isNumber);
    m_wantedRow = isNumber ? number - 1 : -1;
    if (isNumber && number >= 1 && number <= m_model->rowCount())
        m_list->setCurrentIndex(m_model->index(number - 1));
    const QJsonObject json = QJsonDocument::fromJson(what.toUtf8()).object();
    if (!isNumber && json.contains(u"match")) {
        m_wanted = ruleOf(json);
        addWanted();
    }
}

// First of all: the first that matches decides.
void RulesPage::addWanted()
{
    if (!m_isLoaded || !m_wanted)
        return;
    addRule(*std::exchange(m_wanted, std::nullopt), 0);
    m_form->focusMatch();
}

void RulesPage::offerDraft()
{
    if (m_hasOffered || m_session.client().target().base.isEmpty())
        return;
    m_hasOffered = true;
    m_draft.setPlace(QStringLiteral("rules"), m_session.client().target().base.toString());
    const auto draft = m_draft.read();
    if (!draft || draft->what.value(u"text").toString() == m_base.yaml)
        return;
    m_offered = draft->what.value(u"text").toString();
    const QString when = draft->time.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    const bool isOlder = !m_base.etag.isEmpty() && draft->what.value(u"etag").toString().toUtf8() != m_base.etag;
    m_draftBanner->say(isOlder
            ? tr("There are unsaved edits of %1, of rules that somebody has changed since.").arg(when)
            : tr("There are unsaved edits of %1.").arg(when),
        tr("Restore"), ColorRole::Accent);
    m_draftBanner->offerOther(tr("Discard"));
}

void RulesPage::restoreDraft()
{
    m_draftBanner->clear();
    setYaml(std::exchange(m_offered, {}));
}

void RulesPage::keepDraft()
{
    if (!m_hasOffered)
        return; // the file is still another gateway's, or unread
    if (isDirty())
        m_draft.keep({{QLatin1String("text"), m_editor->toPlainText()},
            {QLatin1String("etag"), QString::fromUtf8(m_base.etag)}});
    else if (m_offered.isEmpty())
        m_draft.drop();
}

QString RulesPage::unsavedWork() const
{
    return isDirty() ? tr("The rules are changed and not saved. The edits are kept for the next start.") : QString();
}

bool RulesPage::isDirty() const
{
    return m_editor->toPlainText() != m_base.yaml;
}

int RulesPage::currentRow() const
{
    return m_list->currentIndex().row();
}

// Another gateway's rules are not this one's, nor are edits of them: those are in their draft.
void RulesPage::forget()
{
    keepDraft();
    m_isLoaded = m_isLoading = m_hasOffered = false;
    m_base = m_other = {};
    m_etagBefore.clear();
    m_offered.clear();
    m_draftBanner->clear();
    m_banner->clear();
    m_theirsPanel->hide();
    setYaml({});
    m_wait.stop();
    m_model->setRules({});
    showErrors({});
    ruleSelected();
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
            const QString yaml = reply.data[u"yaml"].toString();
            if (!isDirty() || yaml == m_editor->toPlainText())
                takeSaved(reply);
            else
                keepTyped({yaml, etagOf(reply)});
        });
}

// Typed before the rules were known, or while their answer was under way.
void RulesPage::keepTyped(const Saved& inForce)
{
    m_isLoaded = true;
    if (inForce.etag == m_base.etag || inForce.yaml == m_base.yaml) {
        m_base.etag = inForce.etag;
    } else if (!m_base.etag.isEmpty()) {
        showTheirs(inForce);
    } else {
        m_base.etag = quoted({}); // matches nothing: saving asks, until somebody has decided
        showTheirs(inForce);
        m_banner->say(tr("The rules were not known yet when you began. Yours are at the left, those in force at the "
                         "right."),
            {}, ColorRole::Warning);
    }
    keepDraft();
    showState();
    check();
}

void RulesPage::takeSaved(const ApiReply& reply)
{
    m_etagBefore = m_base.etag;
    m_base = {reply.data[u"yaml"].toString(), etagOf(reply)};
    m_isLoaded = true;
    m_isValid = true;
    m_banner->clear();
    m_theirsPanel->hide();
    offerDraft(); // before a change of the text would drop it
    setYaml(m_base.yaml);
    m_base.yaml = m_editor->toPlainText(); // as the editor shows it: line ends
    keepDraft();
    m_model->setRules(rulesOf(reply.data[u"rules"].toArray()));
    showErrors({});
    Q_EMIT badgeChanged(m_model->rowCount() > 0 ? QString::number(m_model->rowCount()) : QString());
    if (currentRow() < 0 || m_wantedRow >= 0)
        m_list->setCurrentIndex(m_model->index(qMax(0, m_wantedRow)));
    m_wantedRow = -1;
    ruleSelected();
    if (m_model->rowCount() == 0)
        m_preview->setNote(tr("No rules: every series is merged as the profile says, unless the push says otherwise."));
    else
        m_preview->setNote(reply.data[u"source"] == QStringLiteral("memory")
                ? tr("These rules live until the gateway ends: it was started without --rules.file.")
                : tr("These are the rules in force."));
    showState();
    addWanted();
}

void RulesPage::textEdited()
{
    const QString text = m_editor->toPlainText();
    if (text == m_known)
        return;
    m_known = text;
    m_text = RuleText(text);
    if (isDirty())
        offerDraft(); // it would be written over
    keepDraft();
    showState();
    m_wait.start();
}

void RulesPage::check()
{
    m_wait.stop();
    const ApiCall call = yamlCall({QStringLiteral("rules"), QStringLiteral("validate")}, "POST", m_known);
    m_session.client().send(
        ApiCall(call).in(QStringLiteral("validate")), this, [this, asked = m_known](const ApiReply& reply) {
            if (reply.ok() && asked == m_known) // of what stands there now
                takeValidation(reply.data);
        });
}

void RulesPage::takeValidation(const QJsonObject& answer)
{
    m_isValid = answer[u"valid"].toBool();
    showErrors(answer[u"errors"].toArray());
    if (m_isValid) {
        takeCounts(rulesOf(answer[u"rules"].toArray()));
        preview();
        addWanted();
    } else {
        m_preview->setNote(tr("What they would change shows once they are right."));
    }
    showState();
}

// Rules without counts keep those that are known of the same place, until the preview has new ones.
void RulesPage::takeCounts(const QList<Rule>& rules)
{
    QList<Rule> merged = rules;
    for (int i = 0; i < merged.size() && i < m_model->rowCount(); ++i) {
        if (merged.at(i).series)
            continue;
        merged[i].families = m_model->rule(i).families;
        merged[i].series = m_model->rule(i).series;
        merged[i].shadowedBy = m_model->rule(i).shadowedBy;
    }
    m_model->setRules(merged);
    if (currentRow() < 0 && m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    ruleSelected();
}

void RulesPage::showErrors(const QJsonArray& errors)
{
    QMap<int, QString> byLine;
    m_errors.clear();
    for (const QJsonValue& one : errors) {
        const int line = one.toObject()[u"line"].toInt();
        const QString message = one.toObject()[u"message"].toString();
        if (!byLine.contains(line))
            byLine[line] = message;
        if (const int rule = m_text.ruleAt(line); rule >= 0)
            m_errors[rule][keyOfLine(m_editor->document()->findBlockByNumber(line - 1).text())] = message;
    }
    m_editor->setErrors(byLine);
    const QList<int> rows = m_errors.keys();
    m_model->setErrors(QSet<int>(rows.begin(), rows.end()));
    showFormErrors();
}

void RulesPage::showFormErrors()
{
    m_form->setErrors(m_errors.value(currentRow()));
}

void RulesPage::preview()
{
    const ApiCall call = yamlCall({QStringLiteral("rules"), QStringLiteral("preview")}, "POST", m_known);
    m_session.client().send(
        ApiCall(call).in(QStringLiteral("preview")), this, [this, asked = m_known](const ApiReply& reply) {
            if (asked != m_known)
                return; // typed on: the next answer is of that
            if (!reply.ok())
                return m_preview->setNote(tr("No preview: %1").arg(reply.error->message));
            if (const QList<Rule> rules = rulesOf(reply.data[u"rules"].toArray()); rules.size() == m_model->rowCount())
                takeCounts(rules);
            if (isDirty())
                m_preview->setPreview(reply.data);
        });
}

void RulesPage::formEdited()
{
    const int row = currentRow();
    if (row < 0)
        return;
    normalise();
    const Rule rule = m_form->rule();
    QList<Rule> rules;
    for (int i = 0; i < m_model->rowCount(); ++i)
        rules << (i == row ? rule : m_model->rule(i));
    m_model->setRules(rules);
    m_text.replace(row, rule);
    setYaml(m_text.text());
}

void RulesPage::ruleSelected()
{
    const int row = currentRow();
    m_form->setRule(row >= 0 ? m_model->rule(row) : Rule());
    showFormErrors();
    showState();
    if (row >= 0 && row < m_text.count() && m_list->hasFocus())
        m_editor->showLine(m_text.lineOf(row));
}

void RulesPage::followCursor()
{
    if (!m_editor->hasFocus() || m_text.count() != m_model->rowCount())
        return;
    if (const int row = m_text.ruleAt(m_editor->cursorLine()); row >= 0 && row != currentRow())
        m_list->setCurrentIndex(m_model->index(row));
}

void RulesPage::moveRule(int from, int to)
{
    if (from < 0 || to < 0 || to >= m_model->rowCount() || !m_list->dragEnabled())
        return;
    normalise();
    m_text.move(from, to);
    m_model->moveRule(from, to);
    setYaml(m_text.text());
}

void RulesPage::addRule(const Rule& rule, int row)
{
    normalise();
    QList<Rule> rules;
    for (int i = 0; i < m_model->rowCount(); ++i)
        rules << m_model->rule(i);
    rules.insert(row, rule);
    m_text.insert(row, rule);
    m_model->setRules(rules);
    setYaml(m_text.text());
    m_list->setCurrentIndex(m_model->index(row));
}

void RulesPage::removeRule()
{
    const int row = currentRow();
    if (row < 0)
        return;
    normalise();
    QList<Rule> rules;
    for (int i = 0; i < m_model->rowCount(); ++i)
        if (i != row)
            rules << m_model->rule(i);
    m_text.remove(row);
    m_model->setRules(rules);
    setYaml(m_text.text());
    ruleSelected();
}

// A list that is not written with a dash per line cannot be changed in part: it is written anew.
void RulesPage::normalise()
{
    if (m_text.count() == m_model->rowCount())
        return;
    m_text = RuleText();
    for (int i = 0; i < m_model->rowCount(); ++i)
        m_text.insert(i, m_model->rule(i));
}

// Only what differs is put in, so that the editor's undo goes back step by step.
void RulesPage::setYaml(const QString& yaml)
{
    const QString old = m_editor->toPlainText();
    qsizetype same = 0;
    while (same < old.size() && same < yaml.size() && old.at(same) == yaml.at(same))
        ++same;
    qsizetype tail = 0;
    while (tail < old.size() - same && tail < yaml.size() - same
        && old.at(old.size() - 1 - tail) == yaml.at(yaml.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(old.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(yaml.mid(same, yaml.size() - same - tail));
}

void RulesPage::save()
{
    if (!isDirty() || !m_isLoaded || m_isSaving)
        return;
    m_isSaving = true;
    m_isLoading = false;
    m_session.client().cancel(this, QStringLiteral("rules")); // what was in force before is of no use after
    showState();
    ApiCall call = yamlCall({QStringLiteral("rules")}, "PUT", m_known);
    call.headers.append({"If-Match", m_base.etag});
    m_session.client().send(call, this, [this, sent = m_known](const ApiReply& reply) {
        m_isSaving = false;
        if (!reply.ok())
            return refused(*reply.error);
        m_session.announce(
            reply.warnings.isEmpty() ? tr("Rules saved: the next push goes by them") : reply.warnings.first());
        if (m_known == sent)
            return takeSaved(reply);
        m_etagBefore = m_base.etag; // typed on meanwhile: nothing of it is lost
        m_base = {sent, etagOf(reply)};
        showState();
    });
}

void RulesPage::refused(const ApiError& error)
{
    showState();
    if (error.status == 412)
        return askForTheirs();
    if (error.body.contains(u"errors"))
        showErrors(error.body[u"errors"].toArray());
    m_banner->say(tr("The rules are not saved: %1").arg(error.message), {}, ColorRole::Bad);
}

void RulesPage::revert()
{
    m_wait.stop();
    setYaml(m_base.yaml);
    load();
}

void RulesPage::askForTheirs()
{
    m_session.client().send(
        ApiCall::get({QStringLiteral("rules")}).in(QStringLiteral("theirs")), this, [this](const ApiReply& reply) {
            if (reply.ok())
                showTheirs({reply.data[u"yaml"].toString(), etagOf(reply)});
        });
}

void RulesPage::showTheirs(const Saved& theirs)
{
    m_other = theirs;
    m_theirs->setPlainText(theirs.yaml);
    m_theirsPanel->show();
    m_banner->say(tr("Somebody else saved the rules since you began. Yours are at the left, theirs at the right."), {},
        ColorRole::Warning);
}

void RulesPage::settleConflict(bool takeTheirs)
{
    m_theirsPanel->hide();
    m_banner->clear();
    m_etagBefore = m_base.etag;
    m_base = m_other;
    if (takeTheirs)
        setYaml(m_other.yaml);
    m_base.yaml = takeTheirs ? m_editor->toPlainText() : m_other.yaml;
    check();
    showState();
}

void RulesPage::watchOthers()
{
    if (m_isLoading)
        return;
    if (!m_isLoaded)
        return m_isActive ? load() : void(); // the gateway did not answer before; it does now
    const QString etag = m_session.connection().status().rulesEtag;
    const QByteArray now = quoted(etag);
    const bool isOld = etag.isEmpty() || now == m_base.etag || now == m_etagBefore || now == m_other.etag;
    if (isOld || m_isSaving)
        return;
    if (!isDirty())
        return m_isActive ? load() : void(m_isLoaded = false);
    m_banner->say(tr("Somebody else saved the rules since you began."), tr("Compare"), ColorRole::Warning);
}

void RulesPage::showState()
{
    const bool dirty = m_isLoaded && isDirty();
    m_save->setEnabled(dirty && m_isValid && !m_isSaving);
    m_saveAction->setEnabled(m_save->isEnabled());
    m_revert->setEnabled(dirty);
    // While the text is not understood and rules came or went, fields would not know where to write.
    const bool fits = m_isValid || m_text.count() == m_model->rowCount();
    m_form->setEnabled(fits && currentRow() >= 0);
    m_remove->setEnabled(fits && currentRow() >= 0);
    m_list->setDragEnabled(fits);
}

} // namespace cairn::ui
