// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_reply.h"
#include "ui/models/push_report.h"
#include "ui/pages/draft_file.h"
#include "ui/pages/try/try_request.h"
#include "ui/window/page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;

namespace cairn::ui {

class CodeEditor;
class CopyButton;
class ElidedLabel;
class ExpositionHighlighter;
class LabelChips;
class PushReportView;
class Session;

/// What would happen if: an exposition as it is typed, and the merge report of it. Nothing is merged until it is
/// pushed.
class TryPage final : public Page {
    Q_OBJECT

public:
    explicit TryPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] PageInfo info() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override { tryNow(); }
    void open(const QString& what) override; ///< a push's id, or an exposition to begin with
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }

private:
    [[nodiscard]] TryRequest request() const;
    [[nodiscard]] QString pushPath() const;
    void changed();
    void tryNow();
    void take(const ApiReply& reply);
    void showReport(const PushReport& report);
    void showPushable(int samples);
    void showCurl();
    void push();
    void load(qint64 pushId);
    void setRequest(const TryRequest& request);
    void setFormat(const QString& format);
    void changeFormat();
    [[nodiscard]] QString format() const;
    [[nodiscard]] QString formatFor(const QString& text) const;
    void restoreDraft();
    void keepDraft();
    QWidget* makeEditor();

    Session& m_session;
    LabelChips* m_chips;
    ElidedLabel* m_curl;
    CopyButton* m_copy;
    QComboBox* m_format;
    CodeEditor* m_editor;
    ExpositionHighlighter* m_colors;
    PushReportView* m_report;
    QPushButton* m_push;
    QLabel* m_note;
    QAction* m_pushAction;
    QList<QAction*> m_actions;
    DraftFile m_draft; // what is typed here outlives a crash
    QTimer m_wait;
    TryRequest m_seen; // as it was last edited
    bool m_isActive = false;
};

} // namespace cairn::ui
