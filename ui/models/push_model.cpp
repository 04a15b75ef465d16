// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/push_model.h"

#include "ui/format/number_text.h"
#include "ui/models/row_roles.h"

#include <QDateTime>

namespace cairn::ui {

namespace {

QString countText(const std::optional<qint64>& count)
{
    return count ? fullNumber(static_cast<double>(*count)) : QStringLiteral("–");
}

QDateTime timeOf(const Push& push)
{
    return QDateTime::fromMSecsSinceEpoch(qRound64(push.time * 1000));
}

bool isNumber(int column)
{
    return column == PushModel::SamplesColumn || column == PushModel::BytesColumn;
}

QVariant sortKey(const Push& push, int column, const QString& text)
{
    switch (column) {
    case PushModel::TimeColumn: return push.time;
    case PushModel::SamplesColumn: return push.samples.value_or(-1);
    case PushModel::BytesColumn: return push.bytes;
    }
    return text;
}

QVariant exact(const Push& push, int column)
{
    switch (column) {
    case PushModel::TimeColumn: return timeOf(push).toUTC().toString(Qt::ISODateWithMs);
    case PushModel::GroupColumn: return push.groupPath;
    case PushModel::SamplesColumn: return push.samples ? QString::number(*push.samples) : QString();
    case PushModel::BytesColumn: return QString::number(push.bytes);
    }
    return {};
}

QString formatText(const Push& push)
{
    const QString format = formatName(push.format);
    return push.coding.isEmpty() ? format : format + QStringLiteral(", ") + push.coding;
}

} // namespace

PushModel::PushModel(QObject* parent) : RowModel(parent)
{
    connect(&m_flash.timer(), &QTimer::timeout, this, &PushModel::fade);
}

QVariant PushModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Push& push = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(push, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TimeColumn)
            return timeOf(push).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.zzz"));
        return display(push, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::BackgroundRole: return m_flash.ground(push.id);
    case ExactRole: return exact(push, index.column());
    case SortRole: return sortKey(push, index.column(), display(push, index.column()));
    case IdRole: return push.id;
    case RefusedRole: return push.result == PushResult::Refused;
    }
    return {};
}

QVariant PushModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return m_unlit > 0 ? tr("Time · %1 new").arg(m_unlit) : tr("Time");
    case GroupColumn: return tr("Group");
    case FromColumn: return tr("From");
    case FormatColumn: return tr("Format");
    case SamplesColumn: return tr("Samples");
    case BytesColumn: return tr("Bytes");
    case ResultColumn: return tr("Result");
    }
    return {};
}

void PushModel::addNewest(const QList<Push>& pushes)
{
    QList<Push> fresh;
    const qint64 known = newestId();
    for (const Push& push : pushes)
        if (push.id > known)
            fresh << push;
    if (fresh.isEmpty())
        return light({});
    if (!m_isPaused)
        return show(fresh);
    m_held = fresh + m_held;
    m_held.resize(qMin<qsizetype>(m_held.size(), kMaxRows));
    Q_EMIT heldChanged(held());
}

void PushModel::clear()
{
    if (!m_rows.isEmpty())
        removeAt(0, rowCount());
    m_held.clear();
    m_flash.clear();
    Q_EMIT heldChanged(0);
}

qint64 PushModel::newestId() const
{
    if (!m_held.isEmpty())
        return m_held.first().id;
    return m_rows.isEmpty() ? 0 : m_rows.first().id;
}

void PushModel::setPaused(bool paused)
{
    if (paused == m_isPaused)
        return;
    m_isPaused = paused;
    if (!paused && !m_held.isEmpty()) {
        show(std::exchange(m_held, {}));
        Q_EMIT heldChanged(0);
    }
    Q_EMIT pausedChanged(paused);
}

void PushModel::show(const QList<Push>& pushes)
{
    if (!m_rows.isEmpty()) // what is there at first is no news
        light(pushes);
    insertAt(0, pushes.first(kMaxRows < pushes.size() ? kMaxRows : pushes.size()));
    if (rowCount() <= kMaxRows)
        return;
    Q_EMIT outgrown(kMaxRows);
    removeAt(kMaxRows, rowCount() - kMaxRows);
}

void PushModel::light(const QList<Push>& pushes)
{
    QList<qint64> ids;
    for (const Push& push : pushes)
        ids << push.id;
    const int unlit = m_flash.light(ids);
    if (unlit != std::exchange(m_unlit, unlit))
        Q_EMIT headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
}

void PushModel::fade()
{
    for (int i = 0; i < rowCount(); ++i)
        if (m_flash.isLit(row(i).id))
            Q_EMIT dataChanged(index(i, 0), index(i, ColumnCount - 1), {Qt::BackgroundRole});
    m_flash.fade();
}

QString PushModel::display(const Push& push, int column) const
{
    switch (column) {
    case TimeColumn: return timeOf(push).toString(QStringLiteral("hh:mm:ss"));
    case GroupColumn: return push.group.isEmpty() ? tr("no group") : push.group;
    case FromColumn: return push.from;
    case FormatColumn: return formatText(push);
    case SamplesColumn: return countText(push.samples);
    case BytesColumn: return bytesText(static_cast<double>(push.bytes));
    case ResultColumn: break;
    }
    if (push.result == PushResult::Refused)
        return tr("✕ %1 %2").arg(push.status).arg(push.errorType)
            + (push.error.isEmpty() ? QString() : QStringLiteral(" · ") + push.placedError());
    if (push.result == PushResult::DryRun)
        return push.error.isEmpty() ? tr("dry run") : tr("dry run") + QStringLiteral(" · ✕ ") + push.placedError();
    return push.created.value_or(0) > 0 ? tr("merged, %1 new").arg(fullNumber(static_cast<double>(*push.created)))
                                        : tr("merged");
}

} // namespace cairn::ui
