// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/saved_connection.h"

#include <QFrame>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace cairn::ui {

struct ApiReply;
struct ApiTarget;

/// Where a gateway elsewhere is described: to add it, or to change it. The address alone is enough. A test says each
/// step on the way to it.
class ConnectionForm final : public QFrame {
    Q_OBJECT

public:
    explicit ConnectionForm(bool keepsSecrets, QWidget* parent = nullptr);
    void edit(const SavedConnection& saved); ///< what is typed from here on changes this one
    void propose(const SavedConnection& found); ///< known, and not saved yet: only its name is to be chosen

Q_SIGNALS:
    void filled(const cairn::ui::SavedConnection& connection); ///< an empty secret: as it was

private:
    void addField(QGridLayout& grid, const QString& name, QLineEdit* edit, const char* objectName, const QString& hint);
    void addMark(QGridLayout& grid); ///< environment and colour
    void fillColors();
    void showColor(MarkColor color);
    void followEnvironment(); ///< its usual colour, until somebody chooses one
    [[nodiscard]] SavedConnection typed() const; ///< without a URL: it is none
    void submit();
    void test();
    void takeTest(const ApiReply& reply, bool isEncrypted);
    void say(const QStringList& steps, bool isGood);
    void clear();

    QLineEdit* m_address;
    QLineEdit* m_name;
    QLineEdit* m_user;
    QLineEdit* m_secret;
    QComboBox* m_environment;
    QComboBox* m_color;
    bool m_isColorChosen = false;
    QPushButton* m_submit;
    QLabel* m_outcome;
};

} // namespace cairn::ui
