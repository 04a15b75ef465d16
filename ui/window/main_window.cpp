// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/pages/all_pages.h"
#include "ui/pages/reset_bar.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/loading_bar.h"
#include "ui/widgets/undo_bar.h"
#include "ui/window/about_dialog.h"
#include "ui/window/command_palette.h"
#include "ui/window/leaving.h"
#include "ui/window/local_gateway.h"
#include "ui/window/nav_list.h"
#include "ui/window/page.h"
#include "ui/window/page_bar.h"
#include "ui/window/place_edge.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/stale_veil.h"
#include "ui/window/status_strip.h"
#include "ui/window/tray.h"
#include "ui/window/trouble_banner.h"
#include "ui/window/window_menus.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>

#include <utility>

namespace cairn::ui {

namespace {

constexpr QSize kFirstSize(1280, 800);
constexpr std::chrono::seconds kAnnounced(6);
constexpr std::chrono::seconds kWatching(5); // half of how long the gateway goes on watching

ApiCall watchCall()
{
    return ApiCall::get({QStringLiteral("pushes")})
        .with(QStringLiteral("limit"), QStringLiteral("1"))
        .with(QStringLiteral("watch"), QStringLiteral("true"));
}

QString historyKey(const Page& page)
{
    return QStringLiteral("history/") + page.info().id;
}

} // namespace

MainWindow::MainWindow(Session& session, LocalGateway* local, Desktop desktop, QWidget* parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_local(local)
    , m_pushWatch(session.client(), watchCall, this)
    , m_nav(new NavList)
    , m_bar(new PageBar)
    , m_loading(new LoadingBar)
    , m_stack(new QStackedWidget)
    , m_veil(new StaleVeil(*m_stack))
    , m_banner(new Banner)
    , m_trouble(new TroubleBanner(*m_banner, session.connection(), local, this))
    , m_reset(new ResetBar(session))
    , m_undo(new UndoBar)
    , m_status(new StatusStrip(session.connection(), this))
    , m_menus(std::make_unique<WindowMenus>(*menuBar()))
    , m_leaving(new Leaving(
          *this, [this, desktop] { return m_local != nullptr && desktop.hasTray(); }, [this] { return unsavedWork(); }))
    , m_tray(new Tray(session, *this, *m_menus, desktop.hasTray))
{
    setObjectName(QStringLiteral("window"));
    m_pushWatch.setInterval(kWatching);
    m_pushWatch.setHeartbeat();
    setWindowIcon(programIcon());
    resize(kFirstSize);
    build();
    connectPages();
    connectActions();
    connectLooks();
    connectLeaving();
    connect(&session.connection(), &Connection::stateChanged, this, &MainWindow::showTrouble);
    connect(&session, &Session::pageAsked, this, &MainWindow::openPage);
    connect(&session, &Session::announced, this, [this](const QString& text) { m_status->announce(text, kAnnounced); });
    connect(&session, &Session::undoOffered, this, &MainWindow::offerUndo);
    connect(&session, &Session::resetDone, this, [this] {
        if (m_current != nullptr)
            m_current->refresh();
    });
    connect(&Theme::instance(), &Theme::changed, this,
        [this] { setContentsMargins(placeMargins(m_place, *this)); }); // the name in the edge is larger or smaller
    connect(m_undo, &UndoBar::undoAsked, this, &MainWindow::undo);
    for (const auto gone : {&UndoBar::dismissed, &UndoBar::expired})
        connect(m_undo, gone, this, [this] { m_menus->undo->setEnabled(false); });
    qApp->installEventFilter(this);
    setPlace({});
    restoreLayout();
    showTrouble();
}

MainWindow::~MainWindow()
{
    saveLayout();
}

void MainWindow::build()
{
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_loading);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    column->addWidget(m_reset);
    column->addWidget(m_undo);
    auto* notices = new NoticeBar;
    connect(&m_session, &Session::noticed, notices, &NoticeBar::tell);
    column->addWidget(notices);
    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_nav);
    row->addWidget(right, 1);
    setCentralWidget(middle);
    setStatusBar(m_status);
}

void MainWindow::connectPages()
{
    m_pages = makePages(m_session, m_stack);
    for (int row = 0; row < m_pages.size(); ++row) {
        Page* page = m_pages[row];
        m_stack->addWidget(page);
        m_nav->addPage(page->info());
        connect(page, &Page::badgeChanged, m_nav, [this, row](const QString& text) { m_nav->setBadge(row, text); });
        connect(page, &Page::filterStateChanged, this, [this, page](const FilterState& state) {
            if (page == m_current)
                m_bar->setState(state);
        });
        connect(page, &Page::filterAsked, this, [this, page](const QString& text) {
            m_filters.insert(page->info().id, text);
            page->setFilter(text);
            if (page == m_current)
                m_bar->filter().setText(text);
        });
    }
    m_menus->addPages(m_pages);
    for (int row = 0; row < m_pages.size(); ++row)
        connect(m_menus->pageActions[row], &QAction::triggered, this, [this, row] { showPage(m_pages[row]); });
    connect(m_nav, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            showPage(m_pages[row]);
    });
    connect(&m_bar->filter(), &FilterBar::filterChanged, this, &MainWindow::takeFilter);
    connect(&m_session.client(), &ApiClient::awaitedChanged, m_loading,
        [this] { m_loading->setWaiting(m_session.client().isAwaited()); });
    connect(m_bar, &PageBar::pauseAsked, this, &MainWindow::setPaused);
    connect(m_status, &StatusStrip::pageAsked, this, [this](const QString& id) { openPage(id); });
}

void MainWindow::connectActions()
{
    const WindowMenus& menus = *m_menus;
    connect(menus.connectTo, &QAction::triggered, this, [this] { openPage(QStringLiteral("connections")); });
    connect(menus.retry, &QAction::triggered, &m_session.connection(), &Connection::retryNow);
    connect(menus.filter, &QAction::triggered, &m_bar->filter(), &FilterBar::focusText);
    connect(menus.undo, &QAction::triggered, this, &MainWindow::undo);
    connect(menus.pause, &QAction::triggered, this, &MainWindow::setPaused);
    connect(menus.refresh, &QAction::triggered, this, [this] {
        if (m_current != nullptr)
            m_current->refresh();
    });
    connect(menus.back, &QAction::triggered, this, &MainWindow::stepBack);
    connect(menus.fold, &QAction::triggered, this, &MainWindow::setFolded);
    connect(menus.palette, &QAction::triggered, this, [this] {
        auto* palette = findChild<CommandPalette*>();
        (palette != nullptr ? palette : new CommandPalette(m_session, this))->openWith(m_menus->all());
    });
    connect(menus.keys, &QAction::triggered, this, [this] { (new ShortcutSheet(*menuBar(), this))->openOver(*this); });
    connect(menus.about, &QAction::triggered, this, [this] { AboutDialog::openOver(m_session, *this); });
    connect(
        menus.fullScreen, &QAction::triggered, this, [this](bool isFull) { isFull ? showFullScreen() : showNormal(); });
    connect(menus.resetLayout, &QAction::triggered, this, [this] {
        QSettings().remove(QStringLiteral("layout"));
        setFolded(false);
        resize(kFirstSize);
    });
}

void MainWindow::connectLooks()
{
    const WindowMenus& menus = *m_menus;
    const auto choose = [this](QAction* action, Theme::Scheme scheme) {
        action->setChecked(Theme::instance().scheme() == scheme);
        connect(action, &QAction::triggered, this, [scheme] {
            QSettings().setValue(QStringLiteral("scheme"), static_cast<int>(scheme));
            Theme::instance().setScheme(scheme);
        });
    };
    choose(menus.systemScheme, Theme::Scheme::System);
    choose(menus.lightScheme, Theme::Scheme::Light);
    choose(menus.darkScheme, Theme::Scheme::Dark);
    const auto grow = [](int pixels) {
        Theme::instance().setFontPixels(Theme::instance().fontPixels() + pixels);
        QSettings().setValue(QStringLiteral("fontPixels"), Theme::instance().fontPixels());
    };
    connect(menus.larger, &QAction::triggered, this, [grow] { grow(1); });
    connect(menus.smaller, &QAction::triggered, this, [grow] { grow(-1); });
}

void MainWindow::openPage(const QString& id, const QString& what)
{
    for (Page* page : std::as_const(m_pages)) {
        if (page->info().id != id)
            continue;
        showPage(page);
        if (!what.isEmpty())
            page->open(what);
        return;
    }
}

void MainWindow::showPage(Page* page)
{
    if (page == m_current)
        return;
    if (m_current != nullptr) {
        keepHistory();
        m_current->deactivate();
    }
    m_current = page;
    const PageInfo info = page->info();
    m_bar->setHint(info.filterHint);
    m_bar->filter().setText(m_filters.value(info.id));
    m_bar->setState({});
    m_bar->filter().setHistory(QSettings().value(historyKey(*page)).toStringList());
    m_nav->setCurrentRow(static_cast<int>(m_pages.indexOf(page)));
    m_stack->setCurrentWidget(page);
    showTrouble();
    m_menus->showActionsOf(*page);
    page->setPaused(m_isPaused);
    if (!m_isAsleep)
        page->activate();
}

void MainWindow::setPaused(bool paused)
{
    m_isPaused = paused;
    m_menus->pause->setChecked(paused);
    m_bar->setPaused(paused);
    if (m_current != nullptr)
        m_current->setPaused(paused);
    showLiveness();
}

void MainWindow::setPlace(const Place& place)
{
    m_place = place;
    setContentsMargins(placeMargins(place, *this));
    update(); // the edge, and the name in it
    const QUrl base = m_session.client().target().base;
    const QString address = base.host() + (base.port() < 0 ? QString() : u':' + QString::number(base.port()));
    m_trouble->setLocal(place.name.isEmpty());
    m_status->setPlace(place);
    QString name = place.name.isEmpty() ? tr("this computer") : place.name;
    if (!place.environment.isEmpty())
        name += QStringLiteral(" (%1)").arg(environmentText(place.environment));
    m_tray->setPlace(name);
    setWindowTitle(base.isEmpty() ? tr("Cairn — %1").arg(name) : tr("Cairn — %1 · %2").arg(name, address));
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    paintPlaceEdge(m_place, *this);
}

void MainWindow::showTrouble()
{
    const Connection& connection = m_session.connection();
    const bool isStale = !connection.isUsable() && connection.state() != Connection::State::Connecting;
    m_veil->setDown(isStale && m_current != nullptr && m_current->info().isReport);
    showLiveness();
}

void MainWindow::showLiveness()
{
    const bool isLive = m_session.connection().isUsable();
    m_bar->setLive(isLive, isLive ? tr("live") : tr("not live"));
}

void MainWindow::stepBack()
{
    if (m_reset->stepBack())
        return;
    if (m_current == nullptr || (!m_bar->hasFilterFocus() && m_current->stepBack()))
        return;
    if (m_bar->filter().text().isEmpty())
        m_current->setFocus();
    else
        m_bar->filter().setText({});
}

void MainWindow::takeFilter(const QString& text)
{
    if (m_current == nullptr || m_filters.value(m_current->info().id) == text)
        return;
    m_filters.insert(m_current->info().id, text);
    m_current->setFilter(text);
}

void MainWindow::keepHistory() const
{
    if (!m_current->info().filterHint.isEmpty())
        QSettings().setValue(historyKey(*m_current), m_bar->filter().history());
}

void MainWindow::offerUndo(const UndoOffer& offer)
{
    m_undoable = offer.resetId;
    m_menus->undo->setEnabled(true);
    m_undo->offer(offer.text, std::chrono::seconds(offer.seconds));
}

void MainWindow::undo()
{
    const QString id = QString::number(m_undoable);
    m_menus->undo->setEnabled(false);
    m_undo->withdraw();
    m_session.client().send(
        ApiCall::post({QStringLiteral("resets"), id, QStringLiteral("undo")}), this, [this](const ApiReply& reply) {
            if (!reply.ok())
                return m_session.announce(tr("Not undone: %1").arg(reply.error->message));
            const int returned = reply.data.value(u"returned").toInt();
            m_session.announce(tr("%1 series are back.", nullptr, returned).arg(returned));
            if (m_current != nullptr)
                m_current->refresh();
        });
}

void MainWindow::setFolded(bool folded)
{
    m_menus->fold->setChecked(folded);
    m_nav->setFolded(folded);
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("layout/geometry")).toByteArray());
    setFolded(settings.value(QStringLiteral("layout/folded")).toBool());
    openPage(settings.value(QStringLiteral("layout/page"), QStringLiteral("overview")).toString());
    if (m_current == nullptr && !m_pages.isEmpty())
        showPage(m_pages.first());
    if (m_current != nullptr)
        m_current->setFocus();
}

void MainWindow::saveLayout() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("layout/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("layout/folded"), m_nav->isFolded());
    if (m_current != nullptr) {
        keepHistory();
        settings.setValue(QStringLiteral("layout/page"), m_current->info().id);
    }
}

void MainWindow::connectLeaving()
{
    QAction* stay = m_menus->stay;
    const auto showHabit = [this, stay] { stay->setChecked(m_leaving->habit() == Leaving::Habit::Stay); };
    showHabit();
    stay->setVisible(m_local != nullptr);
    connect(m_leaving, &Leaving::habitChanged, this, showHabit);
    connect(stay, &QAction::triggered, m_leaving,
        [this](bool stays) { m_leaving->setHabit(stays ? Leaving::Habit::Stay : Leaving::Habit::Quit); });
    connect(m_menus->quit, &QAction::triggered, m_leaving, &Leaving::quit);
    connect(m_leaving, &Leaving::stayAgreed, m_tray, &Tray::hideWindow);
    connect(m_leaving, &Leaving::quitAgreed, this, [this] {
        saveLayout();
        hide(); // at once: what is under way in the gateway may take its time
        emit quitAsked();
    });
}

QStringList MainWindow::unsavedWork() const
{
    QStringList sentences;
    for (const Page* page : m_pages) {
        if (const QString work = page->unsavedWork(); !work.isEmpty())
            sentences.append(work);
    }
    return sentences;
}

// Space presses the button that has the focus; everywhere else it pauses.
bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && qobject_cast<QAbstractButton*>(watched) != nullptr
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space)
        event->accept();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    event->ignore(); // whoever owns the process closes us
    saveLayout();
    m_leaving->close();
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    setAsleep(true);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        setAsleep(!isVisible() || isMinimized());
}

void MainWindow::setAsleep(bool isAsleep)
{
    if (std::exchange(m_isAsleep, isAsleep) == isAsleep)
        return;
    if (isAsleep)
        m_pushWatch.stop();
    else
        m_pushWatch.start();
    if (m_current == nullptr)
        return;
    if (isAsleep)
        m_current->deactivate();
    else
        m_current->activate();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    setAsleep(isMinimized());
}

} // namespace cairn::ui
