# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client libraries from their registries, installed into the build folder once."""

import contextlib
import fcntl
import glob
import json
import os
import shutil
import subprocess
import sys

import harness

INSTALLING = 400  # seconds
HERE = os.path.dirname(os.path.abspath(__file__))


def attempt(*command, **options):
    """Runs an installer or compiler; nothing if it went well, otherwise its last words."""
    try:
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=INSTALLING, stdin=subprocess.DEVNULL,
                                 **options)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if outcome.returncode == 0:
        return None
    said = [line for line in (outcome.stderr or outcome.stdout).splitlines() if line and "complete log" not in line]
    return said[-1] if said else f"exit code {outcome.returncode}"


@contextlib.contextmanager
def alone(name):
    """The folder `name` for what is installed or built, while no other test works in it."""
    folder = os.path.join(harness.SCRATCH, name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, ".lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def python_package(name):
    """Makes the newest `name` from PyPI importable, or ends the test as skipped."""
    with alone("python") as folder:
        _python_package(os.path.join(folder, name), name)


def _python_package(environment, name):
    interpreter = os.path.join(environment, "bin", "python3")
    complete = os.path.join(environment, ".complete")
    if not os.path.exists(complete):
        pip = (interpreter, "-m", "pip", "--disable-pip-version-check", "--retries", "1")
        failure = (attempt(sys.executable, "-m", "venv", "--clear", environment)
                   or attempt(*pip, "install", "--quiet", name))
        if failure:
            harness.skip(f"PyPI's {name} cannot be installed: {failure}")
        open(complete, "w", encoding="ascii").close()
    sys.path[:0] = glob.glob(os.path.join(environment, "lib", "python3*", "site-packages"))


def node_package(name):
    """The folder whose programs can require what node/package-lock.json names, and the version of `name`; or ends the
    test as skipped."""
    lock = os.path.join(HERE, "node", "package-lock.json")
    with alone("node") as folder:
        complete = os.path.join(folder, "node_modules", ".complete")
        if not _same(lock, complete):
            for file in ("package.json", "package-lock.json"):
                shutil.copy(os.path.join(HERE, "node", file), folder)
            npm = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
            if failure := attempt(*npm, cwd=folder):
                harness.skip(f"npm's {name} cannot be installed: {failure}")
            shutil.copy(lock, complete)
    with open(lock, encoding="utf-8") as file:
        return folder, json.load(file)["packages"]["node_modules/" + name]["version"]


def _same(one, other):
    try:
        with open(one, "rb") as a, open(other, "rb") as b:
            return a.read() == b.read()
    except FileNotFoundError:
        return False
