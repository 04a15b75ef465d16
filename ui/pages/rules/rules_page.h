// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/rules/rules_saved.h"
#include "ui/window/page.h"

#include <QPointer>

#include <optional>

class QPushButton;

namespace cairn::ui {

class Banner;
class CodeEditor;
class RuleForm;
class RulesCheck;
class RulesCompare;
class RulesConflict;
class RulesDraft;
class RulesEditing;
class RulesList;
class RulesPreview;
class Session;

/// Who decides: the rules in their order, each as a form and as text, with what they would change before they do. Reads
/// them, saves them, and tells its parts what the gateway says: RulesEditing is how they are changed, RulesCheck what
/// comes of it, RulesConflict when others are in force meanwhile, RulesDraft what outlives a crash.
class RulesPage final : public Page {
    Q_OBJECT

public:
    explicit RulesPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override { m_isActive = false; }
    void refresh() override;
    void open(const QString& what) override; ///< a rule's number, or the JSON of a new one, as the API has it
    [[nodiscard]] bool stepBack() override;
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }
    [[nodiscard]] QString unsavedWork() const override;

private:
    void build();
    QWidget* makeParts();
    void nameParts();
    void addActions();
    void connectParts();
    void connectAnswers();
    void forget();
    void load();
    void takeSaved(const SavedRules& saved);
    void keepTyped(const SavedRules& inForce);
    void textEdited();
    void showInForce();
    void takeValidation(const QJsonObject& answer);
    void takePreview(const QJsonObject& preview);
    void addRule();
    void addWanted();
    void save();
    void takeAnswer(const QString& sent, const ApiReply& reply);
    void refused(const ApiError& error);
    void revert();
    void settle(bool keepsMine);
    void watchOthers();
    void beginAnew();
    void watchEdited(const QByteArray& etag);
    void showCount(qsizetype rules);
    void showState();
    void keepPlace(QWidget* focus);
    void allow(QPushButton* button, bool isAllowed);
    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] QString place() const;

    Session& m_session;
    Banner* m_banner;
    Banner* m_draftBanner;
    RulesList* m_list;
    RuleForm* m_form;
    CodeEditor* m_editor;
    RulesCompare* m_compare;
    RulesPreview* m_preview;
    QPushButton* m_save;
    QPushButton* m_revert;
    QAction* m_saveAction;
    QWidget* m_parts; // list, form and text
    RulesEditing* m_editing;
    RulesCheck* m_check;
    RulesConflict* m_conflict;
    RulesDraft* m_draft;
    QList<QAction*> m_actions;
    QPointer<QWidget> m_place; // where one was editing
    SavedRules m_base; // what the editor began with
    QByteArray m_etagBefore; // of the rules before, which a late status may still name
    QByteArray m_toldOf; // of the rules that a line has told of
    int m_wantedRow = -1;
    std::optional<Rule> m_wanted; // to be added as soon as the text allows it
    bool m_isActive = false;
    bool m_isLoaded = false;
    bool m_isLoading = false; // asked, not answered
    bool m_isSaving = false;
};

} // namespace cairn::ui
