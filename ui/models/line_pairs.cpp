// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/line_pairs.h"

#include <algorithm>
#include <vector>

namespace cairn::ui {

namespace {

constexpr qsizetype kMostCompared = 4'000'000; // pairs of lines

/// What differs of the texts: the lines between those that they begin and end with alike.
struct Middle {
    int left = 0;
    int right = 0;
    int leftEnd = 0;
    int rightEnd = 0;
};

Middle middleOf(const QStringList& left, const QStringList& right)
{
    Middle middle{0, 0, static_cast<int>(left.size()), static_cast<int>(right.size())};
    while (middle.left < middle.leftEnd && middle.right < middle.rightEnd
        && left.at(middle.left) == right.at(middle.right)) {
        ++middle.left;
        ++middle.right;
    }
    while (middle.leftEnd > middle.left && middle.rightEnd > middle.right
        && left.at(middle.leftEnd - 1) == right.at(middle.rightEnd - 1)) {
        --middle.leftEnd;
        --middle.rightEnd;
    }
    return middle;
}

/// Longest common subsequences of all ends of the middle.
class CommonLengths {
public:
    CommonLengths(const QStringList& left, const QStringList& right, const Middle& middle)
        : m_middle(middle), m_width(middle.rightEnd - middle.right + 1)
    {
        m_lengths.resize(static_cast<std::size_t>(middle.leftEnd - middle.left + 1) * m_width);
        for (int l = middle.leftEnd - 1; l >= middle.left; --l)
            for (int r = middle.rightEnd - 1; r >= middle.right; --r)
                at(l, r) = left.at(l) == right.at(r) ? at(l + 1, r + 1) + 1 : std::max(at(l + 1, r), at(l, r + 1));
    }
    int& at(int l, int r)
    {
        return m_lengths[static_cast<std::size_t>(l - m_middle.left) * m_width + r - m_middle.right];
    }

private:
    Middle m_middle;
    std::size_t m_width;
    std::vector<int> m_lengths;
};

// Lines of either side without a counterpart of the same text, beside each other.
void addDifferent(QList<LinePair>& pairs, int left, int leftEnd, int right, int rightEnd)
{
    while (left < leftEnd || right < rightEnd)
        pairs << LinePair{left < leftEnd ? left++ : -1, right < rightEnd ? right++ : -1, false};
}

void addCompared(QList<LinePair>& pairs, const QStringList& left, const QStringList& right, const Middle& middle)
{
    CommonLengths lengths(left, right, middle);
    int l = middle.left;
    int r = middle.right;
    int leftFrom = l;
    int rightFrom = r;
    while (l < middle.leftEnd && r < middle.rightEnd) {
        if (left.at(l) == right.at(r)) {
            addDifferent(pairs, leftFrom, l, rightFrom, r);
            pairs << LinePair{l++, r++, true};
            leftFrom = l;
            rightFrom = r;
        } else if (lengths.at(l + 1, r) >= lengths.at(l, r + 1)) {
            ++l;
        } else {
            ++r;
        }
    }
    addDifferent(pairs, leftFrom, middle.leftEnd, rightFrom, middle.rightEnd);
}

} // namespace

QList<LinePair> pairLines(const QStringList& left, const QStringList& right)
{
    const Middle middle = middleOf(left, right);
    QList<LinePair> pairs;
    for (int i = 0; i < middle.left; ++i)
        pairs << LinePair{i, i, true};
    const qsizetype work = static_cast<qsizetype>(middle.leftEnd - middle.left) * (middle.rightEnd - middle.right);
    if (work > kMostCompared)
        addDifferent(pairs, middle.left, middle.leftEnd, middle.right, middle.rightEnd);
    else
        addCompared(pairs, left, right, middle);
    for (int l = middle.leftEnd, r = middle.rightEnd; l < left.size(); ++l, ++r)
        pairs << LinePair{l, r, true};
    return pairs;
}

} // namespace cairn::ui
