// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/try/try_request.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace cairn::ui {

class CodeEditor;
class CopyButton;
class ElidedLabel;
class ExpositionHighlighter;
class PushReportView;
struct TableSubject;
class Session;

/// One push: what it merged into what and why, what was sent, or the line it was refused for.
class PushDetail final : public QWidget {
    Q_OBJECT

public:
    explicit PushDetail(Session& session, QWidget* parent = nullptr);

    void show(const Push& push);
    void clear();
    /// The list has no room for it any more; what is shown stays, and says so.
    void setOutgrown();
    void focusContent(); ///< the report, or the body
    [[nodiscard]] qint64 id() const { return m_push.id; }
    [[nodiscard]] TableSubject reportSubject();
    [[nodiscard]] QAction* saveAction() const { return m_save; } ///< writes to a file what was pushed
    [[nodiscard]] QString curlOf(const QJsonObject& detail) const; ///< empty: its body was not kept
    [[nodiscard]] QString curlDelete(const QString& groupPath) const; ///< what deletes that group

private:
    void addActions();
    void ask();
    void take(const QJsonObject& detail);
    void showBody(const QJsonObject& body);
    void showHead();
    void showActions();
    void showSide(bool isBody);
    void pushAgain();
    void save();
    void writeTo(const QString& path);
    [[nodiscard]] QString facts() const;
    [[nodiscard]] QString noteWithoutReport() const;
    [[nodiscard]] QString pushPath() const;

    Session& m_session;
    Push m_push;
    std::optional<TryRequest> m_request; // to be sent again, if its body was kept whole
    bool m_hasBody = false;
    ElidedLabel* m_title;
    ElidedLabel* m_facts;
    QLabel* m_refusal;
    QLabel* m_outgrown;
    QStackedWidget* m_stack;
    PushReportView* m_report;
    CodeEditor* m_body;
    ExpositionHighlighter* m_colors;
    CopyButton* m_curl;
    QPushButton* m_side;
    QPushButton* m_again;
    QPushButton* m_try;
    QAction* m_save;
};

} // namespace cairn::ui
