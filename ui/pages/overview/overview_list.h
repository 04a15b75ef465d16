// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTableWidget;

namespace cairn::ui {

/// A short list of the overview: name and number, each row a link.
class OverviewList final : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString text;
        QString number;
        QString tip;
        QString link;
    };
    OverviewList(const QString& name, const QString& title, QWidget* parent = nullptr);
    void setEntries(const QList<Entry>& entries);
    void setNumbersAct(); ///< what stands at the right of a row is a thing to do, not a number

Q_SIGNALS:
    void opened(const QString& link);
    void acted(const QString& link);

private:
    QTableWidget* m_table;
    QList<Entry> m_entries;
    bool m_doNumbersAct = false;
};

} // namespace cairn::ui
