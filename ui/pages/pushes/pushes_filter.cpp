// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pushes/pushes_filter.h"

#include "ui/client/api_call.h"
#include "ui/models/push.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace cairn::ui {

PushFilter::PushFilter(QWidget* parent) : QWidget(parent), m_result(new QComboBox), m_format(new QComboBox)
{
    m_result->setObjectName(QStringLiteral("pushesResult"));
    m_result->setAccessibleName(tr("Result"));
    m_result->addItem(tr("All results"));
    m_result->addItem(tr("Merged"), QStringLiteral("merged"));
    m_result->addItem(tr("Refused"), QStringLiteral("refused"));
    m_result->addItem(tr("Dry runs"), QStringLiteral("dry_run"));
    m_format->setObjectName(QStringLiteral("pushesFormat"));
    m_format->setAccessibleName(tr("Format"));
    m_format->addItem(tr("All formats"));
    for (const char* format : {"text", "openmetrics", "protobuf", "json", "increment"})
        m_format->addItem(formatName(QString::fromLatin1(format)), QString::fromLatin1(format));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_result);
    row->addWidget(m_format);
    for (QComboBox* box : {m_result, m_format})
        connect(box, &QComboBox::currentIndexChanged, this, &PushFilter::changed);
}

void PushFilter::addTo(QUrlQuery& query) const
{
    if (m_result->currentIndex() > 0)
        addParameter(query, QStringLiteral("result"), m_result->currentData().toString());
    if (m_format->currentIndex() > 0)
        addParameter(query, QStringLiteral("format"), m_format->currentData().toString());
}

bool PushFilter::isOpen() const
{
    return m_result->currentIndex() == 0 && m_format->currentIndex() == 0;
}

void PushFilter::clear()
{
    m_result->setCurrentIndex(0);
    m_format->setCurrentIndex(0);
}

} // namespace cairn::ui
