// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/label_chips.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QLayout>
#include <QLineEdit>
#include <QSet>
#include <QStyle>
#include <QToolButton>

namespace cairn::ui {

/// Left to right, then the next line.
class LabelChips::FlowLayout final : public QLayout {
public:
    using QLayout::QLayout;
    ~FlowLayout() override { qDeleteAll(m_items); }

    void addItem(QLayoutItem* item) override { m_items.append(item); }
    void insertBeforeLast(QWidget* widget)
    {
        addWidget(widget);
        if (m_items.size() > 1)
            m_items.swapItemsAt(m_items.size() - 1, m_items.size() - 2);
    }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int i) const override { return m_items.value(i); }
    QLayoutItem* takeAt(int i) override { return i >= 0 && i < m_items.size() ? m_items.takeAt(i) : nullptr; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override
    {
        QSize size;
        for (const QLayoutItem* item : m_items)
            size = size.expandedTo(item->minimumSize());
        return size;
    }
    void setGeometry(const QRect& rect) override
    {
        QLayout::setGeometry(rect);
        place(rect, true);
    }

private:
    int place(const QRect& rect, bool isReal) const
    {
        int x = rect.left();
        int y = rect.top();
        int rowHeight = 0;
        for (QLayoutItem* item : m_items) {
            const QSize size = item->sizeHint();
            if (x > rect.left() && x + size.width() > rect.right() + 1) {
                x = rect.left();
                y += rowHeight + 4;
                rowHeight = 0;
            }
            if (isReal)
                item->setGeometry({{x, y}, QSize(qMin(size.width(), rect.width()), size.height())});
            x += size.width() + 4;
            rowHeight = qMax(rowHeight, size.height());
        }
        return y + rowHeight - rect.top();
    }

    QList<QLayoutItem*> m_items;
};

namespace {

bool isLabel(const QString& text)
{
    return text.indexOf(u'=') > 0;
}

} // namespace

LabelChips::LabelChips(QWidget* parent) : QWidget(parent), m_add(new QToolButton), m_row(new FlowLayout(this))
{
    setAccessibleName(tr("Path labels"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_add->setText(tr("+ label"));
    m_add->setObjectName(QStringLiteral("chipAdd"));
    m_row->addWidget(m_add);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_add, &QToolButton::clicked, this, [this] { addChip({})->setFocus(); });
}

void LabelChips::setLabels(const Labels& wanted)
{
    while (!m_chips.isEmpty())
        removeChip(m_chips.last());
    for (const auto& [name, value] : wanted)
        addChip(name + u'=' + value);
    mark();
    Q_EMIT labelsChanged();
}

LabelChips::Labels LabelChips::labels() const
{
    Labels labels;
    for (const QLineEdit* chip : m_chips)
        if (isLabel(chip->text()))
            labels.append({chip->text().section(u'=', 0, 0).trimmed(), chip->text().section(u'=', 1)});
    return labels;
}

QString LabelChips::complaint() const
{
    QSet<QString> names;
    for (const QLineEdit* chip : m_chips) {
        const QString text = chip->text();
        if (!isLabel(text))
            return text.isEmpty() ? QString() : tr("“%1” is not a label: expected name=value").arg(text);
        const QString name = text.section(u'=', 0, 0).trimmed();
        if (names.contains(name))
            return tr("label “%1” stands there twice").arg(name);
        names.insert(name);
    }
    return {};
}

QLineEdit* LabelChips::addChip(const QString& text)
{
    auto* chip = new QLineEdit(text);
    chip->setObjectName(QStringLiteral("chip"));
    chip->setAccessibleName(tr("Path label"));
    chip->setPlaceholderText(QStringLiteral("name=value"));
    chip->setFont(Theme::instance().codeFont());
    QAction* remove = chip->addAction(Theme::instance().icon(QStringLiteral("close")), QLineEdit::TrailingPosition);
    remove->setToolTip(tr("Remove"));
    connect(&Theme::instance(), &Theme::changed, remove,
        [remove] { remove->setIcon(Theme::instance().icon(QStringLiteral("close"))); });
    m_chips << chip;
    m_row->insertBeforeLast(chip);
    fit(chip);
    connect(remove, &QAction::triggered, this, [this, chip] {
        removeChip(chip);
        Q_EMIT labelsChanged();
    });
    connect(chip, &QLineEdit::textEdited, this, [this, chip] {
        fit(chip);
        mark();
        Q_EMIT labelsChanged();
    });
    connect(chip, &QLineEdit::editingFinished, this, [this, chip] {
        if (chip->text().isEmpty())
            removeChip(chip);
    });
    return chip;
}

void LabelChips::removeChip(QLineEdit* chip)
{
    if (!m_chips.removeOne(chip))
        return;
    m_row->removeWidget(chip);
    chip->hide();
    chip->deleteLater(); // it may be telling about itself
    mark();
    updateGeometry();
}

void LabelChips::fit(QLineEdit* chip)
{
    const QString text = chip->text().isEmpty() ? chip->placeholderText() : chip->text();
    chip->setFixedWidth(qBound(80, QFontMetrics(chip->font()).horizontalAdvance(text) + 50, 360));
    chip->setToolTip(chip->text());
    m_row->invalidate();
}

void LabelChips::mark()
{
    QSet<QString> names;
    for (QLineEdit* chip : m_chips) {
        const QString name = chip->text().section(u'=', 0, 0).trimmed();
        const bool isWrong = !chip->text().isEmpty() && (!isLabel(chip->text()) || names.contains(name));
        names.insert(name);
        chip->setProperty("wrong", isWrong);
        chip->style()->unpolish(chip);
        chip->style()->polish(chip);
    }
}

} // namespace cairn::ui
