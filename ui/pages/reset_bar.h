// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/client/api_reply.h"
#include "ui/window/session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cairn::ui {

class CopyButton;
class ElidedLabel;

/// Before something is reset: how many series of what it would take, and the call that does it. While it is done it
/// says so; then the undo bar takes over. Hidden while nothing is to be reset. It belongs to the page that proposed it.
class ResetBar final : public QFrame {
    Q_OBJECT

public:
    explicit ResetBar(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] bool stepBack(); ///< Esc: nothing is reset; false where it was not open
    void withdraw(); ///< another page is shown: nothing is reset, unless that is on its way already
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void propose(const ResetProposal& proposal);
    void showTaken(const ApiReply& reply);
    void reset();
    void setResetting(bool isResetting);
    void takeReset(const ResetProposal& what, const ApiReply& reply);
    [[nodiscard]] ApiCall call(bool isDry) const;
    [[nodiscard]] QString callLine() const;
    [[nodiscard]] QString curl() const;

    Session& m_session;
    ResetProposal m_proposal;
    ElidedLabel* m_text;
    QLabel* m_warning;
    ElidedLabel* m_call;
    CopyButton* m_copy;
    QPushButton* m_reset;
    QPushButton* m_cancel;
    QPointer<QWidget> m_focusBefore;
    bool m_isResetting = false;
};

} // namespace cairn::ui
