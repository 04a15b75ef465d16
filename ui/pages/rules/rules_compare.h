// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/line_pairs.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace cairn::ui {

class CodeEditor;
class ElidedLabel;

/// Two versions of the rules beside each other, line by line, with what differs marked; and what can be done about it.
class RulesCompare final : public QWidget {
    Q_OBJECT

public:
    explicit RulesCompare(QWidget* parent = nullptr);

    void setTexts(const QString& mine, const QString& theirs);
    void setTitle(const QString& ofTheirs); ///< since when they are in force, and by whom
    [[nodiscard]] const QString& theirs() const { return m_theirText; }
    [[nodiscard]] int places() const { return static_cast<int>(m_places.size()); } ///< that differ

Q_SIGNALS:
    void keepMineAsked();
    void takeTheirsAsked();
    void editAsked(); ///< neither, for now

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeSide(QWidget* title, CodeEditor* editor);
    void fill(CodeEditor& editor, const QStringList& lines, int LinePair::*side);
    void findPlaces();
    void goTo(int place);

    CodeEditor* m_mine;
    CodeEditor* m_theirs;
    ElidedLabel* m_title;
    QLabel* m_count;
    QToolButton* m_previous;
    QToolButton* m_next;
    QPushButton* m_keep;
    QString m_theirText;
    QList<LinePair> m_pairs;
    QList<int> m_places; // first rows of runs that differ
    int m_place = -1;
};

} // namespace cairn::ui
