// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/series_text.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace cairn::ui {

namespace {

bool isClassic(const QString& name)
{
    static const QRegularExpression classic(QStringLiteral("\\A[A-Za-z_:][A-Za-z0-9_:]*\\z"));
    return classic.match(name).hasMatch();
}

QString labelName(const QString& name)
{
    return isClassic(name) && !name.contains(u':') ? name : quotedValue(name);
}

QString withLabels(const QString& name, QStringList labels)
{
    if (isClassic(name))
        return labels.isEmpty() ? name : name + u'{' + labels.join(u',') + u'}';
    labels.prepend(quotedValue(name));
    return u'{' + labels.join(u',') + u'}';
}

QStringList matchersOf(const QMap<QString, QString>& labels)
{
    QStringList matchers;
    for (auto label = labels.begin(); label != labels.end(); ++label)
        matchers.append(labelName(label.key()) + u'=' + quotedValue(label.value()));
    return matchers;
}

/// Writes lines of one series, whose labels are the same in all of them.
class Lines {
public:
    Lines(const QString& family, const QString& labels) : m_family(family), m_labels(labels) { }
    void add(double value, const QString& suffix = {}, const QString& more = {})
    {
        QStringList labels;
        for (const QString& part : {m_labels, more})
            if (!part.isEmpty())
                labels.append(part);
        m_text += withLabels(m_family + suffix, labels) + u' ' + plainNumber(value) + u'\n';
    }
    void addBound(const char* label, double at, double value, const QString& suffix = {})
    {
        add(value, suffix, QLatin1String(label) + QStringLiteral("=\"") + plainNumber(at) + u'"');
    }
    [[nodiscard]] const QString& text() const { return m_text; }

private:
    QString m_family;
    QString m_labels;
    QString m_text;
};

void addTotals(Lines& lines, const std::optional<double>& sum, const std::optional<double>& count)
{
    if (sum)
        lines.add(*sum, QStringLiteral("_sum"));
    if (count)
        lines.add(*count, QStringLiteral("_count"));
}

} // namespace

QString plainNumber(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString quotedValue(const QString& value)
{
    QString text = value;
    text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'"', QStringLiteral("\\\""))
        .replace(u'\n', QStringLiteral("\\n"));
    return u'"' + text + u'"';
}

QString selectorText(const QString& name, const QMap<QString, QString>& labels, const QStringList& absent)
{
    QStringList matchers = matchersOf(labels);
    for (const QString& label : absent)
        if (!labels.contains(label))
            matchers.append(labelName(label) + QStringLiteral("=\"\""));
    return withLabels(name, matchers);
}

QString selectorText(const QMap<QString, QString>& labels)
{
    return u'{' + matchersOf(labels).join(u',') + u'}';
}

QString expositionText(const QString& family, const FamilySeries& series)
{
    Lines lines(family, matchersOf(series.labels).join(u','));
    if (series.value)
        lines.add(*series.value);
    double total = 0; // what the API tells of buckets is not cumulative
    for (const SeriesBucket& bucket : series.buckets)
        lines.addBound("le", bucket.upper, total += bucket.count, QStringLiteral("_bucket"));
    for (const auto& [quantile, at] : series.quantiles)
        if (series.buckets.isEmpty()) // of histograms they are estimates of ours
            lines.addBound("quantile", quantile, at);
    addTotals(lines, series.sum, series.count);
    return lines.text();
}

QString expositionText(const MergedSeries& series)
{
    Lines lines(series.name, QString(series.labels).remove(QChar(0x200b)));
    const PushValue& value = series.pushed;
    if (value.number)
        lines.add(*value.number);
    for (const auto& [bound, count] : value.buckets)
        lines.addBound("le", bound, count, QStringLiteral("_bucket"));
    for (const auto& [quantile, at] : value.quantiles)
        lines.addBound("quantile", quantile, at);
    addTotals(lines, value.sum, value.count);
    return lines.text();
}

} // namespace cairn::ui
