// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push_outcome.h"

#include <QCoreApplication>

namespace cairn::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("cairn::ui", text);
}

} // namespace

ModeText outcomeText(MergeOutcome outcome)
{
    switch (outcome) {
    case MergeOutcome::Created: return {QStringLiteral("+"), tr("new")};
    case MergeOutcome::Added: return {QStringLiteral("Σ"), tr("added")};
    case MergeOutcome::Replaced: return {QStringLiteral("⇥"), tr("replaced")};
    case MergeOutcome::Kept: return {QStringLiteral("="), tr("kept")};
    case MergeOutcome::FamilyReplaced: return {QStringLiteral("≡"), tr("family replaced")};
    case MergeOutcome::Dropped: return {QStringLiteral("∅"), tr("dropped")};
    case MergeOutcome::Refused: break;
    }
    return {QStringLiteral("✕"), tr("refused")};
}

} // namespace cairn::ui
