// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/family_model.h"

#include "ui/format/mode_text.h"
#include "ui/format/number_text.h"
#include "ui/models/row_roles.h"
#include "ui/models/series_text.h"
#include "ui/theme/theme.h"

#include <QDateTime>

namespace cairn::ui {

namespace {

bool isNumeric(int column)
{
    return column >= FamilyModel::SeriesColumn && column != FamilyModel::TrendColumn;
}

QString numberOrDash(const std::optional<double>& value)
{
    return value ? fullNumber(*value) : QStringLiteral("–");
}

QString valueText(const Family& family)
{
    if (!family.addsUp())
        return QStringLiteral("–");
    const Unit unit = unitOf(family);
    return unit == Unit::None ? numberOrDash(family.shown())
                              : withUnit(*family.value, unit, family.lastPush + family.ageSeconds);
}

QVariant exact(const Family& family, int column)
{
    switch (column) {
    case FamilyModel::ModeColumn: return family.mode.mode;
    case FamilyModel::SeriesColumn: return QString::number(family.series);
    case FamilyModel::ValueColumn: return family.shown() && family.addsUp() ? plainNumber(*family.shown()) : QString();
    case FamilyModel::RateColumn: return family.rate ? plainNumber(*family.rate) : QString();
    case FamilyModel::AgeColumn: return plainNumber(family.ageSeconds);
    default: return {};
    }
}

bool differs(const std::optional<double>& a, const std::optional<double>& b)
{
    return a != b && !(a && b && *a != *a && *b != *b); // NaN is NaN
}

} // namespace

FamilyModel::FamilyModel(QObject* parent) : SparseRowModel(parent)
{
    connect(&m_flash.timer(), &QTimer::timeout, this, &FamilyModel::fade);
}

QVariant FamilyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Family* held = at(index.row());
    if (held == nullptr)
        return role == Qt::DisplayRole && index.column() == NameColumn ? QVariant(QStringLiteral("…")) : QVariant();
    const Family& family = *held;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return display(family, column);
    case Qt::ToolTipRole: return toolTip(family, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole: return isNumeric(column) ? QVariant(Theme::instance().numberFont()) : QVariant();
    case Qt::ForegroundRole:
        return column == TypeColumn || column == AgeColumn ? QVariant(Theme::instance().color(ColorRole::Secondary))
                                                           : QVariant();
    case Qt::BackgroundRole: return m_flash.ground(family.name);
    case ExactRole: return exact(family, column);
    case NameRole: return family.name;
    case ModeRole: return family.mode.mode;
    case HistoryRole: return QVariant::fromValue(family.history);
    case MatchRole: return m_match;
    default: return {};
    }
}

QVariant FamilyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return m_unlit > 0 ? tr("Name · %1 changed").arg(m_unlit) : tr("Name");
    case TypeColumn: return tr("Type");
    case ModeColumn: return tr("Mode");
    case SeriesColumn: return tr("Series");
    case ValueColumn: return tr("Value");
    case RateColumn: return tr("Rate");
    case TrendColumn: return tr("Last minute");
    case AgeColumn: return tr("Age");
    default: return {};
    }
}

QString FamilyModel::display(const Family& family, int column) const
{
    switch (column) {
    case NameColumn: return family.name;
    case TypeColumn: return family.type;
    case ModeColumn: return modeText(family.mode.mode).joined();
    case SeriesColumn: return fullNumber(static_cast<double>(family.series));
    case ValueColumn: return valueText(family);
    case RateColumn: return family.rate ? rateText(*family.rate, unitOf(family)) : QStringLiteral("–");
    case AgeColumn: return ageText(family.ageSeconds);
    default: return {};
    }
}

QString FamilyModel::toolTip(const Family& family, int column) const
{
    switch (column) {
    case NameColumn: return family.help.isEmpty() ? family.name : family.name + u'\n' + family.help;
    case ModeColumn: {
        QStringList lines;
        for (const ModeReason& mode : family.modes)
            lines.append(tr("%1: %2, %3 series")
                             .arg(modeText(mode.mode).joined(), reasonText(mode.reason, mode.rule, mode.ruleNumber))
                             .arg(mode.series));
        if (!family.hint.isEmpty())
            lines.append(family.hint);
        return lines.join(u'\n');
    }
    case ValueColumn:
        if (!family.addsUp())
            return tr("Each of the %1 series has a value of its own; their sum would say nothing.").arg(family.series);
        return family.shown() ? exactNumber(*family.shown()) : QString();
    case RateColumn: return family.rate ? tr("%1 per second").arg(exactNumber(*family.rate)) : QString();
    case AgeColumn: return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(family.lastPush)).toString(Qt::ISODate);
    default: return {};
    }
}

void FamilyModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column == TrendColumn || (column == m_sortColumn && order == m_order))
        return;
    m_sortColumn = column;
    m_order = order;
    emit orderAsked();
}

QString FamilyModel::sortKey() const
{
    switch (m_sortColumn) {
    case TypeColumn: return QStringLiteral("type");
    case ModeColumn: return QStringLiteral("mode");
    case SeriesColumn: return QStringLiteral("series");
    case ValueColumn: return QStringLiteral("value");
    case RateColumn: return QStringLiteral("rate");
    case AgeColumn: return QStringLiteral("age");
    default: return QStringLiteral("name");
    }
}

void FamilyModel::takePage(const QList<Family>& page, int offset, int total)
{
    noteChanges(page);
    takeRows(page, offset, total);
}

void FamilyModel::clear()
{
    clearRows();
}

void FamilyModel::setMatch(const QString& text)
{
    m_match = text;
}

void FamilyModel::noteChanges(const QList<Family>& page)
{
    QHash<QString, const Family*> known;
    forEachHeld([&known](int, const Family& family) { known.insert(family.name, &family); });
    QStringList changed;
    for (const Family& family : page) {
        const Family* before = known.value(family.name);
        if (before != nullptr && (differs(before->shown(), family.shown()) || before->series != family.series))
            changed.append(family.name);
    }
    const int unlit = m_flash.light(changed);
    if (unlit == std::exchange(m_unlit, unlit))
        return;
    emit headerDataChanged(Qt::Horizontal, NameColumn, NameColumn);
}

void FamilyModel::fade()
{
    forEachHeld([this](int row, const Family& family) {
        if (m_flash.isLit(family.name))
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1), {Qt::BackgroundRole});
    });
    m_flash.fade();
}

} // namespace cairn::ui
