// SPDX-FileCopyrightText: Cairn contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/pages/reset_bar.h"
#include "ui/theme/theme.h"
#include "ui/theme/tone.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/loading_bar.h"
#include "ui/widgets/undo_bar.h"
#include "ui/window/about_dialog.h"
#include "ui/window/command_palette.h"
#include "ui/window/last_reset.h"
#include "ui/window/leaving.h"
#include "ui/window/local_gateway.h"
#include "ui/window/nav_list.h"
#include "ui/window/page.h"
#include "ui/window/page_bar.h"
#include "ui/window/page_deck.h"
#include "ui/window/place_edge.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/stale_veil.h"
#include "ui/window/status_strip.h"
#include "ui/window/tray.h"
#include "ui/window/trouble_banner.h"
#include "ui/window/window_memory.h"
#include "ui/window/window_menus.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

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

} // namespace

MainWindow::MainWindow(Session& session, LocalGateway* local, Desktop desktop, QWidget* parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_local(local)
    , m_pushWatch(session.client(), watchCall, this)
    , m_nav(new NavList)
    , m_banner(new Banner)
    , m_bar(new PageBar(m_banner))
    , m_loading(new LoadingBar)
    , m_stack(new QStackedWidget)
    , m_veil(new StaleVeil(*m_stack))
    , m_trouble(new TroubleBanner(*m_banner, session.connection(), local, this))
    , m_reset(new ResetBar(session))
    , m_undo(new UndoBar)
    , m_status(new StatusStrip(session.connection(), this))
    , m_menus(std::make_unique<WindowMenus>(*menuBar()))
    , m_deck(std::make_unique<PageDeck>(session, *m_nav, *m_bar, *m_stack, *m_menus))
    , m_leaving(new Leaving(
          *this, [this, desktop] { return m_local != nullptr && desktop.hasTray(); },
          [this] { return m_deck->unsavedWork(); }))
    , m_tray(new Tray(session, *this, *m_menus, desktop.hasTray))
{
    setObjectName(QStringLiteral("window"));
    m_pushWatch.setInterval(kWatching);
    m_pushWatch.setHeartbeat();
    setWindowIcon(programIcon());
    resize(kFirstSize);
    build();
    connectParts();
    connectActions();
    connectLooks(*m_menus, *this);
    connectLeaving();
    qApp->installEventFilter(this);
    setPlace({});
    restore();
    showTrouble();
}

MainWindow::~MainWindow()
{
    remember();
}

void MainWindow::build()
{
    m_bar->keepRoomFor({tr("live"), tr("waiting"), tr("not live")});
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_loading);
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

void MainWindow::connectParts()
{
    connect(m_deck.get(), &PageDeck::changed, this, &MainWindow::showTrouble);
    connect(m_deck.get(), &PageDeck::changed, m_reset, &ResetBar::withdraw); // it was proposed on the page before
    connect(&m_session, &Session::pageAsked, this, &MainWindow::openPage);
    connect(
        &m_session, &Session::announced, this, [this](const QString& text) { m_status->announce(text, kAnnounced); });
    connect(&m_session, &Session::resetDone, m_deck.get(), &PageDeck::refresh);
    auto* last = new LastReset(
        m_session, *m_undo, *m_menus->undo, [this] { return currentPage() != nullptr && currentPage()->undo(); }, this);
    connect(last, &LastReset::undone, m_deck.get(), &PageDeck::refresh);
    connect(&m_session.connection(), &Connection::stateChanged, this, &MainWindow::showTrouble);
    connect(&m_session.connection(), &Connection::waitChanged, this, &MainWindow::showLiveness);
    connect(&m_session.client(), &ApiClient::awaitedChanged, m_loading,
        [this] { m_loading->setWaiting(m_session.client().isAwaited()); });
    connect(m_bar, &PageBar::pauseAsked, this, &MainWindow::setPaused);
    connect(m_status, &StatusStrip::pageAsked, this, [this](const QString& id) { openPage(id); });
    connect(&Theme::instance(), &Theme::changed, this,
        [this] { setContentsMargins(placeMargins(m_place, *this)); }); // the name in the edge is larger or smaller
}

void MainWindow::connectActions()
{
    const WindowMenus& menus = *m_menus;
    connect(menus.connectTo, &QAction::triggered, this, [this] { openPage(QStringLiteral("connections")); });
    connect(menus.retry, &QAction::triggered, &m_session.connection(), &Connection::retryNow);
    connect(menus.filter, &QAction::triggered, &m_bar->filter(), &FilterBar::focusText);
    connect(menus.pause, &QAction::triggered, this, &MainWindow::setPaused);
    connect(menus.refresh, &QAction::triggered, m_deck.get(), &PageDeck::refresh);
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
        forgetLayout();
        setFolded(false);
        resize(kFirstSize);
    });
}

void MainWindow::openPage(const QString& id, const QString& what)
{
    m_deck->open(id, what);
}

Page* MainWindow::currentPage() const
{
    return m_deck->current();
}

const QList<Page*>& MainWindow::pages() const
{
    return m_deck->pages();
}

void MainWindow::setPaused(bool paused)
{
    m_menus->pause->setChecked(paused);
    m_bar->setPaused(paused);
    m_deck->setPaused(paused);
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
    if (base.isEmpty() || name == base.host()) // without a name of its own
        setWindowTitle(tr("Cairn — %1").arg(base.isEmpty() ? name : address));
    else
        setWindowTitle(tr("Cairn — %1 · %2").arg(name, address));
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
    m_veil->setDown(isStale && currentPage() != nullptr && currentPage()->info().isReport);
    showLiveness();
}

void MainWindow::showLiveness()
{
    const Connection& connection = m_session.connection();
    if (!connection.isUsable())
        m_bar->setLive(Tone::Secondary, tr("not live"));
    else if (connection.waiting().count() > 0 || connection.state() == Connection::State::Slow)
        m_bar->setLive(Tone::Warning, tr("waiting"));
    else
        m_bar->setLive(Tone::Good, tr("live"));
}

void MainWindow::stepBack()
{
    if (!m_reset->stepBack())
        m_deck->stepBack();
}

void MainWindow::setFolded(bool folded)
{
    m_menus->fold->setChecked(folded);
    m_nav->setFolded(folded);
}

void MainWindow::restore()
{
    ui::restoreGeometry(*this);
    setFolded(wasFolded());
    openPage(rememberedPage());
    if (currentPage() == nullptr && !pages().isEmpty())
        openPage(pages().first()->info().id);
    if (currentPage() != nullptr)
        currentPage()->setFocus();
}

void MainWindow::remember() const
{
    m_deck->keepHistory();
    rememberLayout(*this, m_nav->isFolded(), currentPage() != nullptr ? currentPage()->info().id : QString());
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
        remember();
        hide(); // at once: what is under way in the gateway may take its time
        emit quitAsked();
    });
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
    remember();
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
    if (isAsleep)
        m_pushWatch.stop();
    else
        m_pushWatch.start();
    m_deck->setAsleep(isAsleep);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    setAsleep(isMinimized());
}

} // namespace cairn::ui
