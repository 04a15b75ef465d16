// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

class QTableView;
class QTableWidget;

namespace cairn::ui {

/// A short list of the overview: name and number, each row a link. Shows whole rows only, as many as there is room for.
class OverviewList final : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString text;
        QString number;
        QString tip;
        QString link; ///< empty: it leads nowhere
        QString exact = {}; ///< the number for other programs
        QString selector = {}; ///< in PromQL; empty: it is none
        QJsonObject json = {}; ///< as the gateway told it
    };
    /// `what` and `numbers` are the heads of the columns, as they are copied.
    OverviewList(const QString& name, const QString& title, const QString& what, const QString& numbers,
        QWidget* parent = nullptr);
    void setEntries(const QList<Entry>& entries); ///< the selection stays with its link
    void setNumbersAct(); ///< what stands at the right of a row is a thing to do, not a number
    void setSmall(); ///< no higher than its rows
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }
    [[nodiscard]] QTableView* view() const;
    void openCurrent();

Q_SIGNALS:
    void opened(const QString& link);
    void acted(const QString& link);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void open(int row, int column);
    void showEntry(int row, const Entry& entry);
    void keepSelection(const QString& link);
    void fit();

    QTableWidget* m_table;
    QList<Entry> m_entries;
    bool m_doNumbersAct = false;
    bool m_isSmall = false;
};

} // namespace cairn::ui
