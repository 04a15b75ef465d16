// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/push.h"
#include "ui/models/row_flash.h"
#include "ui/models/row_model.h"

namespace cairn::ui {

/// The live log, newest first. Bounded: the oldest rows go. While paused, what arrives is held back and counted.
class PushModel final : public RowModel<Push> {
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        GroupColumn,
        FromColumn,
        FormatColumn,
        SamplesColumn,
        BytesColumn,
        ResultColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole, IdRole, RefusedRole };
    static constexpr int kMaxRows = 2000;

    explicit PushModel(QObject* parent = nullptr);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Takes rows newer than those it has; `pushes` is newest first. Known ids are passed over.
    void addNewest(const QList<Push>& pushes);
    void clear();

    bool isPaused() const { return m_isPaused; }
    int held() const { return static_cast<int>(m_held.size()); }
    /// The newest id that was taken or is held back; 0 for none.
    qint64 newestId() const;

public Q_SLOTS:
    void setPaused(bool paused);

Q_SIGNALS:
    void outgrown(int first); ///< rows from here on are about to go: newer ones need their room
    void heldChanged(int held);
    void pausedChanged(bool paused);

private:
    void show(const QList<Push>& pushes);
    void light(const QList<Push>& pushes);
    void fade();
    QString display(const Push& push, int column) const;

    QList<Push> m_held; // newest first
    RowFlash<qint64> m_flash; // by id
    int m_unlit = 0; // that came at once and were too many to show: the header says how many
    bool m_isPaused = false;
};

} // namespace cairn::ui
