// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_reply.h"
#include "ui/models/rule_text.h"
#include "ui/pages/draft_file.h"
#include "ui/window/page.h"

#include <QTimer>

class QListView;
class QPushButton;
class QToolButton;

namespace cairn::ui {

class Banner;
class CodeEditor;
class RuleForm;
class RuleModel;
class RulesPreview;
class Session;

/// Who decides: the rules in their order, each as a form and as text, with what they would change before they do.
/// The text is what is edited; list and form follow it, and change it.
class RulesPage final : public Page {
    Q_OBJECT

public:
    explicit RulesPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override { m_isActive = false; }
    void refresh() override;
    void open(const QString& what) override; ///< a rule's number, or the JSON of a new one, as the API has it
    [[nodiscard]] QList<QAction*> pageActions() const override { return {m_saveAction}; }
    [[nodiscard]] QString unsavedWork() const override;

private:
    struct Saved {
        QString yaml;
        QByteArray etag;
    };

    void forget();
    void load();
    void keepTyped(const Saved& inForce);
    void offerDraft();
    void restoreDraft();
    void keepDraft();
    void addWanted();
    void takeSaved(const ApiReply& reply);
    void textEdited();
    void check();
    void takeValidation(const QJsonObject& answer);
    void showErrors(const QJsonArray& errors);
    void showFormErrors();
    void preview();
    void takeCounts(const QList<Rule>& rules);
    void formEdited();
    void ruleSelected();
    void followCursor();
    void moveRule(int from, int to);
    void addRule(const Rule& rule, int row);
    void removeRule();
    void save();
    void refused(const ApiError& error);
    void revert();
    void askForTheirs();
    void showTheirs(const Saved& theirs);
    void settleConflict(bool takeTheirs);
    void watchOthers();
    void setYaml(const QString& yaml);
    void normalise();
    void showState();
    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] int currentRow() const;
    QWidget* makeList();
    QWidget* makeTheirs();

    Session& m_session;
    RuleModel* m_model;
    QListView* m_list;
    RuleForm* m_form;
    CodeEditor* m_editor;
    RulesPreview* m_preview;
    Banner* m_banner;
    Banner* m_draftBanner;
    QWidget* m_theirsPanel;
    CodeEditor* m_theirs;
    QPushButton* m_save;
    QPushButton* m_revert;
    QToolButton* m_remove;
    QAction* m_saveAction;
    QTimer m_wait;
    RuleText m_text;
    QString m_known; // the editor's text, as m_text was cut of it
    Saved m_base; // what the editor began with
    Saved m_other; // what somebody else saved since
    QByteArray m_etagBefore;
    QMap<int, QMap<QString, QString>> m_errors; // by rule and key
    bool m_isActive = false;
    bool m_isLoaded = false;
    bool m_isLoading = false; // asked, not answered
    bool m_isValid = true;
    bool m_isSaving = false;
    int m_wantedRow = -1;
    std::optional<Rule> m_wanted; // to be added as soon as the rules are known
    DraftFile m_draft; // unsaved edits outlive a crash
    QString m_offered; // what a draft of an earlier run says, while nobody has decided
    bool m_hasOffered = false; // once for each gateway
};

} // namespace cairn::ui
