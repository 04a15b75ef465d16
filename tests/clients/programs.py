# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small programs that push with the libraries of their languages, built into the build folder once for each state of
their sources. What cannot be had, a tool-chain or a library, ends the test as skipped; what does not compile, as
failed."""

import hashlib
import os
import re
import shlex
import shutil
import sys

import harness
import packages

_ENVIRONMENT = {**os.environ, "GOFLAGS": "-mod=readonly", "CARGO_TERM_COLOR": "never"}


def _sources(folder):
    """All files of a program, by name."""
    return sorted(os.path.join(root, file) for root, _, files in os.walk(folder) for file in files)


def _state(folder):
    digest = hashlib.sha256()
    for path in _sources(folder):
        with open(path, "rb") as file:
            digest.update(path.encode() + b"\0" + file.read() + b"\0")
    return digest.hexdigest()


def _built(language, fetch, build):
    """The folder where `fetch`, then `build` have worked in a copy of the program's sources. Each is a list of
    commands."""
    state = _state(os.path.join(packages.HERE, language))
    with packages.alone(language) as folder:
        stamp = os.path.join(folder, ".built")
        if os.path.exists(stamp) and open(stamp, encoding="ascii").read() == state:
            return folder
        shutil.copytree(os.path.join(packages.HERE, language), folder, dirs_exist_ok=True)
        for command in fetch:
            if failure := packages.attempt(*command, cwd=folder, env=_ENVIRONMENT):
                harness.skip(f"what the {language} client needs cannot be had: {failure}")
        for command in build:
            if failure := packages.attempt(*command, cwd=folder, env=_ENVIRONMENT):
                sys.exit(f"clients: the {language} client does not compile: {failure}")
        with open(stamp, "w", encoding="ascii") as file:
            file.write(state)
        return folder


def _version(language, file, pattern):
    with open(os.path.join(packages.HERE, language, file), encoding="utf-8") as text:
        return re.search(pattern, text.read())[1]


def go():
    """The command of the program, and the version of client_golang."""
    harness.needs("go")
    folder = _built("go", [("go", "mod", "download")], [("go", "build", "-o", "push", ".")])
    return [os.path.join(folder, "push")], _version("go", "go.mod", r"client_golang v(\S+)")


def rust():
    """The command of the program, and the version of the crate."""
    harness.needs("cargo")
    folder = _built("rust", [("cargo", "fetch", "--locked")], [("cargo", "build", "--locked", "--offline", "--quiet")])
    version = _version("rust", "Cargo.lock", r'name = "prometheus"\nversion = "([^"]+)"')
    return [os.path.join(folder, "target", "debug", "push")], version


def cpp():
    """The command of the program, and the version of prometheus-cpp."""
    harness.needs("g++", "pkg-config")
    library = "prometheus-cpp-push"
    if packages.attempt("pkg-config", "--exists", library):
        harness.skip("there is no prometheus-cpp (Debian's prometheus-cpp-dev)")
    flags = shlex.split(harness.run("pkg-config", "--cflags", "--libs", library, "prometheus-cpp-core").stdout)
    folder = _built("cpp", [], [("g++", "-std=c++17", "-o", "push", "push.cpp", *flags)])
    return [os.path.join(folder, "push")], harness.run("pkg-config", "--modversion", library).stdout.strip()


def java():
    """The command of the program, and the versions of client_java and Micrometer."""
    harness.needs("mvn", "javac", "java")
    folder = _built("java", [("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib")],
                    [("javac", "-cp", "lib/*", "-d", "classes", "Push.java")])
    path = os.pathsep.join(os.path.join(folder, part) for part in ("classes", "lib/*"))
    start = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "Push"]
    return start, (_version("java", "pom.xml", r"bom</artifactId>\s*<version>([^<]+)"),
                   _version("java", "pom.xml", r"registry-prometheus</artifactId>\s*<version>([^<]+)"))
