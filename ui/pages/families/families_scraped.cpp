// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_sides.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/exposition_highlighter.h"
#include "ui/window/session.h"

#include <QScrollBar>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr qsizetype kMostShown = 64 * 1024; // so much is coloured in a moment

} // namespace

FamiliesScrapedTab::FamiliesScrapedTab(Session& session, QWidget* parent)
    : FamiliesTab(session, parent), m_text(new CodeEditor)
{
    m_text->setObjectName(QStringLiteral("scraped"));
    m_text->setAccessibleName(tr("As scraped"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    new ExpositionHighlighter(m_text->document());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(new CopyButton(tr("Copy"), [this] { return m_text->toPlainText(); }), 0, Qt::AlignLeft);
}

ApiCall FamiliesScrapedTab::question() const
{
    const GatewayStatus& status = session().connection().status();
    ApiCall call = ApiCall::plain(status.scrapePath.isEmpty() ? QStringLiteral("/metrics") : status.scrapePath)
                       .with(QStringLiteral("name[]"), family().name);
    call.mostText = kMostShown;
    return call;
}

// Whoever reads or has marked something there keeps it.
void FamiliesScrapedTab::take(const ApiReply& reply)
{
    QString text = QString::fromUtf8(reply.text);
    if (reply.isCut)
        text = text.left(text.lastIndexOf(u'\n')) + tr("\n# cut here: there is more");
    if (!reply.ok() || text == m_text->toPlainText() || m_text->textCursor().hasSelection())
        return;
    const int down = m_text->verticalScrollBar()->value();
    const int right = m_text->horizontalScrollBar()->value();
    m_text->setPlainText(text);
    m_text->verticalScrollBar()->setValue(down);
    m_text->horizontalScrollBar()->setValue(right);
}

void FamiliesScrapedTab::forget()
{
    m_text->clear();
}

} // namespace cairn::ui
