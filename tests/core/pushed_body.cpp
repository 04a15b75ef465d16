// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/pushed_body.h"

#include "core/exposition/number.h"
#include "core/exposition/text_writer.h"

#include <algorithm>
#include <cmath>

namespace cairn::test {

namespace {

class Speller {
public:
    explicit Speller(std::uint64_t style)
        : m_random(style)
        , m_isOdd(style % 4 != 0)
        , m_crlf(odd(15))
        , m_interleaved(odd(25))
        , m_unsorted(odd(30))
        , m_shuffled(odd(30))
        , m_blanks(odd(30))
        , m_numbers(odd(30))
    {
    }

    std::string write(const PushedBody& body)
    {
        std::vector<std::vector<std::string>> lines;
        for (const PushedFamily& family : body.families)
            lines.push_back(linesOf(family));
        std::vector<std::size_t> next(lines.size(), 0);
        std::string out = odd(5) ? "\xef\xbb\xbf" : "";
        for (bool more = true; more;) {
            more = false;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                do {
                    if (next[i] < lines[i].size())
                        out += lines[i][next[i]++];
                    more |= next[i] < lines[i].size();
                } while (!m_interleaved && next[i] < lines[i].size());
            }
        }
        if (odd(10) && out.ends_with('\n'))
            out.erase(out.find_last_not_of("\r\n") + 1);
        return out;
    }

private:
    bool odd(int percent) { return m_isOdd && chance(m_random, percent); }
    std::string blank()
    {
        return m_blanks ? std::string(1 + below(m_random, 2), chance(m_random, 30) ? '\t' : ' ') : " ";
    }
    std::string maybeBlank() { return m_blanks && chance(m_random, 30) ? " " : ""; }
    std::string lineEnd() { return m_crlf ? "\r\n" : "\n"; }

    std::vector<std::string> linesOf(const PushedFamily& family)
    {
        std::vector<std::string> lines;
        if (family.declared)
            lines.push_back("#" + blank() + "TYPE" + blank() + family.name + blank()
                + std::string(toString(*family.declared)) + lineEnd());
        if (!family.help.empty()) {
            std::string help;
            appendEscapedHelp(help, family.help);
            lines.push_back("# HELP " + family.name + ' ' + help + lineEnd());
        }
        if (!m_interleaved) // HELP comes first, as clients write it; interleaved, types come before all samples
            std::ranges::reverse(lines);
        if (odd(10))
            lines.push_back("# a remark" + lineEnd() + lineEnd());
        for (const PushedSeries& series : family.series) {
            std::vector<std::string> some = family.declared && isCompound(*family.declared)
                ? compoundLines(family, series)
                : std::vector{line(family.name, series, {}, series.value)};
            lines.insert(lines.end(), some.begin(), some.end());
        }
        return lines;
    }

    std::vector<std::string> compoundLines(const PushedFamily& family, const PushedSeries& series)
    {
        const bool isHistogram = family.declared == MetricType::Histogram;
        std::vector<std::string> lines;
        for (const auto& [bound, value] : series.bounds) {
            std::string text = bound == std::numeric_limits<double>::infinity() ? "+Inf" : number(bound);
            lines.push_back(line(family.name + (isHistogram ? "_bucket" : ""), series,
                {isHistogram ? "le" : "quantile", std::move(text)}, value));
        }
        if (series.sum)
            lines.push_back(line(family.name + "_sum", series, {}, *series.sum));
        if (series.count)
            lines.push_back(line(family.name + "_count", series, {}, *series.count));
        if (m_unsorted)
            std::ranges::shuffle(lines, m_random);
        return lines;
    }

    std::string line(const std::string& name, const PushedSeries& series, const Label& bound, double value)
    {
        std::vector<Label> labels;
        for (const auto& [key, text] : series.labels)
            labels.push_back({key, text});
        if (!series.mode.empty())
            labels.push_back({"clearmode", series.mode});
        if (m_shuffled)
            std::ranges::shuffle(labels, m_random);
        if (!bound.name.empty())
            labels.insert(labels.begin()
                    + static_cast<std::ptrdiff_t>(m_shuffled ? below(m_random, labels.size() + 1) : labels.size()),
                bound);
        std::string out = maybeBlank() + name;
        if (!labels.empty() || odd(10))
            out += maybeBlank() + block(labels);
        return out + blank() + number(value) + maybeBlank() + lineEnd();
    }

    std::string block(const std::vector<Label>& labels)
    {
        std::string out = "{" + maybeBlank();
        for (std::size_t i = 0; i < labels.size(); ++i) {
            out += (i > 0 ? "," + maybeBlank() : "") + labels[i].name + maybeBlank() + '=' + maybeBlank() + '"';
            appendEscapedLabelValue(out, labels[i].value);
            out += '"' + maybeBlank();
        }
        return out + (!labels.empty() && odd(15) ? "," : "") + '}';
    }

    std::string number(double value)
    {
        std::string out;
        appendNumber(out, value);
        const std::size_t kind = m_numbers ? below(m_random, 4) : 0;
        const bool isInteger = std::isfinite(value) && out.find_first_of(".eE") == std::string::npos;
        if (kind == 1 && isInteger)
            return out + ".0";
        if (kind == 2 && isInteger)
            return out + "e0";
        return kind == 3 && isInteger && !out.starts_with('-') ? '+' + out : out;
    }

    Random m_random;
    bool m_isOdd; // a quarter of all styles is what most clients send
    bool m_crlf;
    bool m_interleaved;
    bool m_unsorted;
    bool m_shuffled;
    bool m_blanks;
    bool m_numbers;
};

} // namespace

std::string spell(const PushedBody& body, std::uint64_t style)
{
    return Speller(style).write(body);
}

} // namespace cairn::test
