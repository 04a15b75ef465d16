// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule_block.h"

namespace cairn::ui {

/// A rule file as text, cut at its rules so that one of them can be changed, moved or taken out while everything else,
/// comments included, stays letter by letter. Comments above a rule belong to it.
class RuleText {
public:
    RuleText() = default;
    explicit RuleText(const QString& yaml);

    QString text() const;
    /// How many rules were recognised; 0 also where the list is not written with a dash per line.
    int count() const { return static_cast<int>(m_blocks.size()); }

    /// The list is written with a dash per line, or is empty: what is said of its rules holds.
    bool isCut() const { return m_isCut; }
    RuleBlock block(int i) const { return RuleBlock(m_blocks.at(i).body); }
    /// Key that a line belongs to; empty outside of rules.
    QString keyAt(int line) const;
    /// Rules written anew below the whole lines of comment in a text that is not cut.
    static RuleText written(const QList<Rule>& rules, const QString& insteadOf);

    /// Changes the keys in which the rule differs; their comments stay.
    void replace(int i, const Rule& rule);
    void insert(int i, const Rule& rule);
    void remove(int i);
    void move(int from, int to);

    /// First line of a rule itself, behind its comments, from 1.
    int lineOf(int i) const;
    /// The rule that a line belongs to, or -1.
    int ruleAt(int line) const;

private:
    struct Block {
        QString comments; // and blank lines above
        QString body; // from the dash to the next rule's comments
    };

    QString m_head = QStringLiteral("rules:\n");
    QList<Block> m_blocks;
    QString m_tail;
    int m_indent = 2;
    bool m_isCut = true;
};

} // namespace cairn::ui
