// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QAction;
class QLineEdit;

namespace cairn::ui {

class ElidedLabel;

/// Where a page is filtered. Says 150 ms after the last key what stands there; green where it is understood, red with
/// the reason where not. Up and Down go through what was used before.
class FilterBar final : public QFrame {
    Q_OBJECT

public:
    explicit FilterBar(QWidget* parent = nullptr);

    void setHint(const QString& hint); ///< while it is empty: `{job="api"}`
    [[nodiscard]] QString text() const;
    void setText(const QString& text); ///< at once, without waiting
    /// `message`: what is wrong, or what was found. From the character `column` on (from 1) it is marked as wrong. The
    /// field is as wide as before, whatever is said beside it.
    void setState(bool isValid, const QString& message, int column = 0);
    [[nodiscard]] QStringList history() const { return m_history; } ///< newest first
    void setHistory(const QStringList& history);
    void focusText();

Q_SIGNALS:
    void filterChanged(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void settle();
    void remember();
    void keep();
    void mark(int column);
    void recall(int step);
    void applyTheme();
    void showState();

    QLineEdit* m_edit;
    ElidedLabel* m_message;
    QAction* m_icon;
    QTimer m_wait;
    QStringList m_history;
    int m_recalled = -1; // place in the history; -1: what was typed
    QString m_typed;
    QString m_settled;
    bool m_isValid = true;
    bool m_isAnswered = true; // whether what is settled is understood has been said
    bool m_isToBeKept = false; // as soon as that is said
};

} // namespace cairn::ui
