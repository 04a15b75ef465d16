// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copy_button.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace cairn::ui {

namespace {

constexpr int kThanksMilliseconds = 1500;

} // namespace

CopyButton::CopyButton(const QString& label, std::function<QString()> text, QWidget* parent)
    : QToolButton(parent), m_label(label), m_text(std::move(text))
{
    setText(label);
    setToolButtonStyle(label.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    setAccessibleName(label.isEmpty() ? tr("Copy") : label);
    setToolTip(label.isEmpty() ? tr("Copy") : QString());
    connect(this, &QToolButton::clicked, this, &CopyButton::copy);
    connect(&Theme::instance(), &Theme::changed, this, &CopyButton::applyTheme);
    applyTheme();
}

void CopyButton::copy()
{
    QGuiApplication::clipboard()->setText(m_text());
    const QString thanks = tr("Copied");
    setAccessibleDescription(thanks);
    if (m_label.isEmpty())
        return setToolTip(thanks);
    setMinimumWidth(width()); // nothing jumps while the word is another
    setText(thanks);
    QTimer::singleShot(kThanksMilliseconds, this, [this] { setText(m_label); });
}

void CopyButton::applyTheme()
{
    setIcon(Theme::instance().icon(QStringLiteral("copy")));
}

} // namespace cairn::ui
