// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace cairn::ui {

class Session;

/// What an empty page shows: the three commands that fill it, with this gateway's real address.
class FirstSteps final : public QWidget {
    Q_OBJECT

public:
    explicit FirstSteps(Session& session, QWidget* parent = nullptr);
    FirstSteps(Session& session, const QString& title);

    /// The commands for a gateway at `base`: pure, for tests.
    [[nodiscard]] static QString curlText(const QUrl& base, const QString& pushPath);
    [[nodiscard]] static QString pythonText(const QUrl& base);
    [[nodiscard]] static QString scrapeText(const QUrl& base, const QString& scrapePath);

private:
    QPlainTextEdit* addStep(const QString& name, const QString& title, const QString& note);
    void fill();

    Session& m_session;
    QPlainTextEdit* m_curl;
    QPlainTextEdit* m_python;
    QPlainTextEdit* m_scrape;
};

} // namespace cairn::ui
