// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/rule.h"

namespace cairn::ui {

/// The text of one rule, cut at its keys: read as far as one line each says it, right or wrong, and changed key by key,
/// so that comments and the writing of all else stay.
class RuleBlock {
public:
    explicit RuleBlock(const QString& body = {}); ///< from the dash on

    /// Values as they are written. What is not understood is missing, and isWhole() says so.
    [[nodiscard]] Rule rule() const;
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] QString keyAt(int line) const; ///< of a line of the body, from 0; may be empty
    /// Makes it say this. What is not whole is written anew, with the dash `indent` blanks in.
    void change(const Rule& rule, int indent);
    [[nodiscard]] QString text() const;

private:
    struct Entry {
        QString key;
        QStringList items; // of a list
        QString line; // "mode: min # why", without what stands before it
        qsizetype end = 0; // of the value in it
        QString below; // further lines, each with its line feed
    };
    void read(const QStringList& lines);
    void readKey(const QString& line);
    void readBelow(Entry& entry);
    void put(const RuleField& field);
    [[nodiscard]] int find(const QString& key) const;
    [[nodiscard]] QString wordOf(const char* key) const;
    [[nodiscard]] QStringList listOf(const char* key) const;

    QString m_lead; // the dash, and what stands before the first key
    int m_column = 4; // of the keys
    QList<Entry> m_entries;
    bool m_isWhole = true;
    bool m_isEnded = true; // by a line feed
};

} // namespace cairn::ui
