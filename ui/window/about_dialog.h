// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QGridLayout;
class QLabel;

namespace cairn::ui {

class Session;

/// What this program is: versions of window and gateway, licence, where settings, drafts and secrets
/// are kept. Everything else goes on
/// beside it.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    AboutDialog(Session& session, QWidget* parent);

    /// Shows the window's only one, and makes it where there is none.
    static void openOver(Session& session, QWidget& window);
    [[nodiscard]] QString text() const; ///< all facts, for a report

protected:
    bool event(QEvent* event) override; ///< Escape is its own, not the window's

private:
    void addFact(const QString& name, QLabel* value);
    void tell();

    Session& m_session;
    QList<std::pair<QString, QLabel*>> m_facts;
    QGridLayout* m_grid;
    QLabel* m_gateway;
    QLabel* m_links;
};

} // namespace cairn::ui
