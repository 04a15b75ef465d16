// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/draft_file.h"
#include "ui/pages/rules/rules_saved.h"

namespace cairn::ui {

class Banner;

/// Unsaved edits outlive a crash, and a turn to another gateway: they are kept in a file for each gateway and offered
/// at the next start. Nothing is written over them before somebody has decided.
class RulesDraft final : public QObject {
    Q_OBJECT

public:
    explicit RulesDraft(Banner& banner, QObject* parent = nullptr);

    void forget(); ///< another gateway
    void offer(const QString& gateway, const SavedRules& inForce); ///< once for each gateway; nothing without one
    void keep(const QString& text, const SavedRules& inForce); ///< the text in force is no edit

Q_SIGNALS:
    void restored(const QString& text);
    void discarded();

private:
    DraftFile m_file;
    Banner& m_banner;
    QString m_offered; // while nobody has decided
    bool m_hasOffered = false; // before, the file is another gateway's, or unread
};

} // namespace cairn::ui
