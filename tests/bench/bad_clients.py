# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that hold a gateway up: idle ones, ones that drip their header or body, ones that read slowly or never."""
import contextlib
import resource
import select
import socket
import threading
import time


def allow_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= count


def connect(port, receive_buffer=0):
    client = socket.socket()
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.settimeout(20)
    client.connect(("127.0.0.1", port))
    return client


@contextlib.contextmanager
def idle(port, count):
    """Each was served once, so it is the gateway's and not only the kernel's."""
    clients = []
    try:
        for _ in range(count):
            client = connect(port)
            clients.append(client)
            client.sendall(b"GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n")
            if not client.recv(4096).startswith(b"HTTP/1.1 200"):
                raise RuntimeError("an idle connection was not served")
        yield clients
    finally:
        for client in clients:
            client.close()


def _send(client, piece):
    with contextlib.suppress(OSError):
        client.send(piece)


def _receive(client, _):
    with contextlib.suppress(OSError):
        client.recv(1024)


@contextlib.contextmanager
def _busy(clients, act, interval=0.5):
    """A thread that lets each client do its little step every `interval` seconds."""
    over = threading.Event()

    def drip():
        while not over.wait(interval):
            for client in clients:
                act(client, b"x")

    for client in clients:
        client.setblocking(False)
    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield clients
    finally:
        over.set()
        thread.join()
        for client in clients:
            client.close()


def _opened(port, count, first, receive_buffer=0):
    clients = [connect(port, receive_buffer) for _ in range(count)]
    for client in clients:
        client.sendall(first)
    return clients


def slow_headers(port, count):
    return _busy(_opened(port, count, b"POST /metrics HTTP/1.1\r\nHost: localhost\r\nX-Slow: "), _send)


def slow_bodies(port, count):
    first = b"POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n# "
    return _busy(_opened(port, count, first), _send)


def slow_readers(port, count):
    return _busy(_opened(port, count, b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 4096), _receive)


def never_readers(port, count):
    """Scrapers that ask and then sleep for good."""
    clients = _opened(port, count, b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 4096)
    return _busy(clients, lambda client, piece: None, 1)


def seconds_until_cut(client, step, patience):
    """Lets one client go on, by `step` bytes every 0.2 s, until the gateway ends the connection: after how many seconds,
    or None. What arrives is not read."""
    began = time.monotonic()
    poll = select.poll()
    poll.register(client, select.POLLRDHUP | select.POLLERR | select.POLLHUP)
    while time.monotonic() - began < patience:
        if poll.poll(200):
            return time.monotonic() - began
        if step:
            _send(client, step)
    return None
