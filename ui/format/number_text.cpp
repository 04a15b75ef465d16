// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace cairn::ui {

namespace {

constexpr QChar kThinSpace(0x202F); // narrow and not to be broken at
constexpr QChar kMinus(0x2212);

QString special(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("−Inf");
}

QString trimmed(QString text)
{
    if (!text.contains(u'.'))
        return text;
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString grouped(const QString& digits)
{
    const qsizetype point = digits.indexOf(u'.');
    QString whole = point < 0 ? digits : digits.left(point);
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, kThinSpace);
    return point < 0 ? whole : whole + digits.mid(point);
}

QString signOf(double value)
{
    return std::signbit(value) && value != 0 ? QString(kMinus) : QString();
}

// Three significant digits, but never less than the whole part.
QString threeDigits(double magnitude)
{
    const int places = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
    return trimmed(QString::number(magnitude, 'f', places));
}

QString twoDigits(double magnitude)
{
    return trimmed(QString::number(magnitude, 'f', magnitude >= 9.95 ? 0 : 1));
}

struct Step {
    double size;
    const char* name;
};

template <std::size_t N>
QString scaled(double value, const std::array<Step, N>& steps)
{
    const double magnitude = std::abs(value);
    for (const Step& step : steps) {
        if (magnitude >= step.size * 0.9995)
            return signOf(value) + twoDigits(magnitude / step.size) + kThinSpace + QString::fromUtf8(step.name);
    }
    return {};
}

} // namespace

Unit unitOfName(const QString& family)
{
    if (family.endsWith(u"_created") || family.endsWith(u"_timestamp_seconds") || family.endsWith(u"_time_seconds"))
        return Unit::Timestamp;
    QString name = family;
    for (const char16_t* suffix : {u"_total", u"_sum", u"_bucket"}) {
        if (name.endsWith(suffix))
            name.chop(QStringView(suffix).size());
    }
    if (name.endsWith(u"_seconds"))
        return Unit::Seconds;
    if (name.endsWith(u"_bytes"))
        return Unit::Bytes;
    return name.endsWith(u"_ratio") ? Unit::Ratio : Unit::None;
}

QString fullNumber(double value)
{
    if (!std::isfinite(value))
        return special(value);
    const double magnitude = std::abs(value);
    if (magnitude != 0 && (magnitude >= 1e15 || magnitude < 1e-6))
        return signOf(value) + QString::number(magnitude, 'g', 6);
    return signOf(value) + grouped(trimmed(QString::number(magnitude, 'f', magnitude >= 1e9 ? 3 : 6)));
}

QString shortNumber(double value)
{
    if (!std::isfinite(value))
        return special(value);
    static constexpr std::array kSteps{
        Step{1e15, "P"}, Step{1e12, "T"}, Step{1e9, "G"}, Step{1e6, "M"}, Step{1e3, "k"}};
    if (std::abs(value) >= 1e18)
        return signOf(value) + QString::number(std::abs(value), 'g', 3);
    if (const QString text = scaled(value, kSteps); !text.isEmpty())
        return text;
    const double magnitude = std::abs(value);
    if (magnitude >= 1 || magnitude == 0)
        return signOf(value) + threeDigits(magnitude);
    return signOf(value) + QString::number(magnitude, 'g', 2);
}

QString exactNumber(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? QStringLiteral("NaN") : value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    if (std::abs(value) < 1e15 && value == std::floor(value))
        return QString::number(value, 'f', 0);
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString secondsText(double seconds)
{
    if (!std::isfinite(seconds))
        return special(seconds);
    static constexpr std::array kSteps{Step{86400 * 2, "d"}, Step{7200, "h"}, Step{180, "min"}, Step{1, "s"},
        Step{1e-3, "ms"}, Step{1e-6, "µs"}, Step{1e-9, "ns"}};
    const double magnitude = std::abs(seconds);
    for (const Step& step : kSteps) {
        const double unit = step.size >= 86400 ? 86400 : step.size >= 3600 ? 3600 : step.size >= 60 ? 60 : step.size;
        if (magnitude >= step.size * 0.9995)
            return signOf(seconds) + threeDigits(magnitude / unit) + kThinSpace + QString::fromUtf8(step.name);
    }
    return QStringLiteral("0") + kThinSpace + u's';
}

QString bytesText(double bytes)
{
    if (!std::isfinite(bytes))
        return special(bytes);
    static constexpr std::array kSteps{
        Step{0x1p50, "PiB"}, Step{0x1p40, "TiB"}, Step{0x1p30, "GiB"}, Step{0x1p20, "MiB"}, Step{0x1p10, "KiB"}};
    if (const QString text = scaled(bytes, kSteps); !text.isEmpty())
        return text;
    return signOf(bytes) + threeDigits(std::abs(bytes)) + kThinSpace + u'B';
}

QString ratioText(double ratio)
{
    return std::isfinite(ratio) ? signOf(ratio) + threeDigits(std::abs(ratio) * 100) + kThinSpace + u'%'
                                : special(ratio);
}

QString rateText(double perSecond, Unit unit)
{
    return (unit == Unit::Bytes ? bytesText(perSecond) : shortNumber(perSecond)) + QStringLiteral("/s");
}

QString ageText(double seconds)
{
    if (!(seconds >= 1))
        return QCoreApplication::translate("cairn::ui", "now");
    const auto whole = [](double value, const char* unit) {
        return QString::number(std::floor(value), 'f', 0) + kThinSpace + QString::fromUtf8(unit);
    };
    if (seconds < 60)
        return whole(seconds, "s");
    if (seconds < 3600)
        return whole(seconds / 60, "min");
    return seconds < 86400 * 2 ? whole(seconds / 3600, "h") : whole(seconds / 86400, "d");
}

QString withUnit(double value, Unit unit, double now)
{
    switch (unit) {
    case Unit::Seconds: return secondsText(value);
    case Unit::Bytes: return bytesText(value);
    case Unit::Ratio: return ratioText(value);
    case Unit::Timestamp: return std::isfinite(value) ? ageText(now - value) : special(value);
    case Unit::None: break;
    }
    return fullNumber(value);
}

} // namespace cairn::ui
