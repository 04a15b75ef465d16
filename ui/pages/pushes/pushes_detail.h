// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/try/try_request.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace cairn::ui {

class CodeEditor;
class CopyButton;
class ElidedLabel;
class PushReportView;
struct TableSubject;
class Session;

/// One push: what it merged into what and why, or the line it was refused for.
class PushDetail final : public QWidget {
    Q_OBJECT

public:
    explicit PushDetail(Session& session, QWidget* parent = nullptr);

    void show(const Push& push);
    void clear();
    [[nodiscard]] qint64 id() const { return m_push.id; }
    [[nodiscard]] TableSubject reportSubject();
    [[nodiscard]] QString curlOf(const QJsonObject& detail) const; ///< empty: its body was not kept
    [[nodiscard]] QString curlDelete(const QString& groupPath) const; ///< what deletes that group

private:
    void ask();
    void take(const QJsonObject& detail);
    void showBody(const QJsonObject& body);
    void showHead();
    void pushAgain();
    [[nodiscard]] QString noteWithoutReport() const;
    [[nodiscard]] QString pushPath() const;

    Session& m_session;
    Push m_push;
    TryRequest m_request; // the body again, if it was kept whole
    bool m_hasWholeBody = false;
    ElidedLabel* m_title;
    ElidedLabel* m_facts;
    QLabel* m_refusal;
    QStackedWidget* m_stack;
    PushReportView* m_report;
    CodeEditor* m_body;
    CopyButton* m_curl;
    QPushButton* m_again;
    QPushButton* m_try;
};

} // namespace cairn::ui
