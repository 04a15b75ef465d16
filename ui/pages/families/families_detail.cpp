// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/families/families_detail.h"

#include "ui/format/number_text.h"
#include "ui/models/hint_rule.h"
#include "ui/pages/families/families_gone.h"
#include "ui/pages/families/families_series_tab.h"
#include "ui/pages/families/families_sides.h"
#include "ui/pages/row_format.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/window/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cairn::ui {

namespace {

constexpr int kSeriesSide = 0;
constexpr int kDistributionSide = 2;

bool hasDistribution(const Family& family)
{
    return family.type == u"histogram" || family.type == u"gaugehistogram";
}

} // namespace

FamiliesDetail::FamiliesDetail(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new QLabel)
    , m_help(new QLabel)
    , m_hint(new QWidget)
    , m_hintText(new QLabel)
    , m_gone(new FamiliesGone(session))
    , m_reset(new QPushButton)
    , m_tabs(new QTabWidget)
    , m_series(new FamiliesSeriesTab(session))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    buildHead(*layout);
    buildHint(*layout);
    layout->addWidget(m_gone);
    buildSides();
    layout->addWidget(m_tabs, 1);
    layout->addStretch(0);
    setMinimumWidth(360);
}

void FamiliesDetail::buildHead(QBoxLayout& column)
{
    m_title->setObjectName(QStringLiteral("familyTitle"));
    m_title->setAccessibleName(tr("Name of the family"));
    m_title->setFont(Theme::instance().font(2, true));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reset->setObjectName(QStringLiteral("familyReset"));
    m_reset->setToolTip(tr("Shows first what it takes (Del)"));
    connect(m_reset, &QPushButton::clicked, this, &FamiliesDetail::resetAsked);
    auto* close = new QToolButton;
    close->setToolTip(tr("Close the detail (Esc)"));
    close->setAccessibleName(tr("Close the detail"));
    const auto dress = [close] { close->setIcon(Theme::instance().icon(QStringLiteral("close"))); };
    connect(&Theme::instance(), &Theme::changed, close, dress);
    dress();
    connect(close, &QToolButton::clicked, this, &FamiliesDetail::closeAsked);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 8, 0);
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_reset);
    head->addWidget(close);
    column.addLayout(head);
}

void FamiliesDetail::buildHint(QBoxLayout& column)
{
    m_help->setWordWrap(true);
    m_help->setTextFormat(Qt::PlainText);
    m_help->setContentsMargins(12, 0, 12, 0);
    setTone(m_help, Tone::Secondary);
    m_hintText->setObjectName(QStringLiteral("familyHint"));
    m_hintText->setWordWrap(true);
    m_hintText->setTextFormat(Qt::PlainText);
    setTone(m_hintText, Tone::Warning);
    auto* mend = new QPushButton(tr("Make it a rule"));
    mend->setObjectName(QStringLiteral("familyHintRule"));
    mend->setToolTip(tr("Opens the rules with one more: increase. Nothing is saved yet."));
    connect(mend, &QPushButton::clicked, this, [this] { m_session.proposeRule(runningTotalRule(m_family.name)); });
    auto* row = new QHBoxLayout(m_hint);
    row->setContentsMargins(12, 0, 12, 4);
    row->setSpacing(12);
    row->addWidget(m_hintText, 1);
    row->addWidget(mend, 0, Qt::AlignTop);
    m_hint->hide();
    column.addWidget(m_help);
    column.addWidget(m_hint);
}

void FamiliesDetail::buildSides()
{
    m_sides = {m_series, new FamiliesOverTimeTab(m_session), new FamiliesDistributionTab(m_session),
        new FamiliesWhyTab(m_session), new FamiliesScrapedTab(m_session)};
    const QStringList names{tr("Series"), tr("Over time"), tr("Distribution"), tr("Why this mode"), tr("As scraped")};
    for (int i = 0; i < m_sides.size(); ++i)
        m_tabs->addTab(m_sides[i], names[i]);
    m_tabs->setObjectName(QStringLiteral("familySides"));
    m_tabs->setAccessibleName(tr("Sides of the family"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    connect(m_series, &FamiliesSeriesTab::seriesSelected, this, [this](const QString& labels) {
        m_gone->clear();
        for (FamiliesTab* side : std::as_const(m_sides).mid(1))
            side->setSeries(labels);
    });
    connect(m_series, &FamiliesSeriesTab::seriesGone, this, &FamiliesDetail::showGoneSeries);
    connect(m_series, &FamiliesSeriesTab::seriesFound, m_gone, &FamiliesGone::clear);
    connect(
        m_series->view().selectionModel(), &QItemSelectionModel::selectionChanged, this, &FamiliesDetail::showReset);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int side) {
        if (!m_isFitting)
            m_wantedSide = side;
        showReset();
        run();
    });
}

void FamiliesDetail::tell(const Family& family)
{
    const bool isOther = family.name != m_family.name;
    if (isOther || m_tabs->isHidden())
        m_gone->clear();
    m_family = family;
    m_title->setText(family.name);
    m_title->setToolTip(family.name);
    m_help->setText(family.help);
    m_help->setVisible(!family.help.isEmpty());
    m_hintText->setText(family.hint);
    m_hint->setVisible(!family.hint.isEmpty());
    m_tabs->show();
    for (FamiliesTab* side : std::as_const(m_sides))
        side->setFamily(family);
    fitSides();
    showReset();
    run();
}

void FamiliesDetail::tellGone(const QString& name)
{
    m_title->setText(name);
    m_title->setToolTip(name);
    m_hint->hide();
    m_tabs->hide();
    m_reset->hide();
    m_gone->tell(name);
    run();
}

void FamiliesDetail::showGoneSeries(const QString& labelsText)
{
    if (!m_tabs->isHidden())
        m_gone->tell(m_family.name, labelsText);
}

// What the button takes is said on it: series that are selected, as long as one sees that they are.
void FamiliesDetail::showReset()
{
    const auto selected = m_tabs->currentIndex() == kSeriesSide ? selectedRowsOf(m_series->view()).size() : 0;
    const qint64 count = selected > 0 ? selected : m_family.series;
    m_reset->setText(
        tr("Reset %1 series…", nullptr, static_cast<int>(count)).arg(fullNumber(static_cast<double>(count))));
    m_reset->setVisible(!m_tabs->isHidden() && count > 0);
}

void FamiliesDetail::fitSides()
{
    const bool has = hasDistribution(m_family);
    const QScopedValueRollback fitting(m_isFitting, true);
    m_tabs->setTabEnabled(kDistributionSide, has);
    m_tabs->setTabToolTip(kDistributionSide,
        has ? QString() : tr("Only histograms have a distribution; this is a %1.").arg(m_family.type));
    m_tabs->setCurrentIndex(m_tabs->isTabEnabled(m_wantedSide) ? m_wantedSide : kSeriesSide);
}

void FamiliesDetail::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    run();
}

void FamiliesDetail::run()
{
    for (int i = 0; i < m_sides.size(); ++i)
        m_sides[i]->setRunning(m_isRunning && !m_tabs->isHidden() && i == m_tabs->currentIndex());
}

void FamiliesDetail::askNow()
{
    if (m_tabs->currentIndex() >= 0)
        m_sides[m_tabs->currentIndex()]->askNow();
}

} // namespace cairn::ui
