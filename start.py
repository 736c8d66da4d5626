#!/usr/bin/env python3
"""Set up what Concerted needs beside this file, once, and run it.

    python3 start.py demo      the demonstration
    python3 start.py test      every test
    python3 start.py check     what the tests cannot see: style, types, floors, migrations
    python3 start.py speed     every benchmark, or those that are named
    python3 start.py ...       any other command of Concerted: serve, manage, backup, ...

It needs Python 3.11 and pip, and is faster where uv is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = HOME / "installed.json"
LOCKS = {
    "test": "requirements-dev.lock",
    "check": "requirements-dev.lock",
    "speed": "requirements-benchmarks.lock",
}

CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "djlint": ["djlint", "src", "--lint", "--quiet"],
    "mypy": ["mypy"],
    "floors": ["lint-imports"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
}


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - older ones are told so
        print(f"Concerted needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    command, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("--help", [])
    if command in ("help", "-h", "--help"):
        print(__doc__)
        return 0
    if not set_up(LOCKS.get(command, "requirements.lock")):
        return 1
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile all of it anew
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.site.settings")
    if command == "check":
        return check()
    if command == "test":
        processes = os.environ.get("CONCERTED_TEST_PROCESSES", "2")
        shared = ("-n", processes, "--dist", "worksteal")  # who is done takes over what waits
        return run("-m", "pytest", *shared, *arguments, cwd=ROOT)
    if command == "speed":
        return run("-m", "benchmarks", *arguments, cwd=ROOT)
    return run("-m", "concerted.site.command_line", command, *arguments)


def set_up(lock: str) -> bool:
    """Make .venv hold what ``lock`` names, and our own package; nothing is done twice."""
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    if not is_whole():
        print(f"Making {HOME}")
        shutil.rmtree(HOME, ignore_errors=True)
        make_environment()
    installed = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if installed.get(lock) != digest:
        print(f"Installing what {lock} names. This takes up to a minute, once.", flush=True)
        if install(lock) != 0:
            print("The installation failed; what pip said stands above.")
            return False
        add_ourselves()
        STAMP.write_text(json.dumps(installed | {lock: digest}))
    return subprocess.call([PYTHON, "-m", "concerted.site.compiling"], cwd=ROOT) == 0


def is_whole() -> bool:
    """Whether .venv is there and its Python still runs: one that was moved or updated away does not."""
    if not PYTHON.exists():
        return False
    asked = [PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.call(asked, stderr=subprocess.DEVNULL) == 0


def make_environment() -> None:
    """With uv or with our own pip nothing has to be put into it first."""
    needs_pip = not shutil.which("uv") and importlib.util.find_spec("pip") is None
    venv.create(HOME, with_pip=needs_pip, symlinks=os.name != "nt")


def install(lock: str) -> int:
    uv = shutil.which("uv")
    if uv:
        tool = [uv, "pip", "install", "--python", PYTHON, "--quiet"]
    elif importlib.util.find_spec("pip"):
        tool = [sys.executable, "-m", "pip", "--python", PYTHON, "install", *QUIET]
    else:
        tool = [PYTHON, "-m", "pip", "install", *QUIET]
    return subprocess.call([*tool, "--require-hashes", "-r", ROOT / lock])


QUIET = ("--quiet", "--disable-pip-version-check", "--no-input")


def add_ourselves() -> None:
    """Our package is read where it stands; ``concerted`` becomes a command of .venv."""
    asked = [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(asked, text=True).strip())
    (packages / "concerted.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if os.name == "nt":
        text = '@"%~dp0python.exe" -m concerted.site.command_line %*\n'
        (BIN / "concerted.cmd").write_text(text)
        return
    script = BIN / "concerted"
    script.write_text(
        f'#!/bin/sh\nexec "{PYTHON}" -m concerted.site.command_line "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)


def check() -> int:
    """Run every check, also after one has failed."""
    environment = os.environ | {"DATABASE_URL": "sqlite://:memory:"}
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.call(command, cwd=ROOT, env=environment) != 0:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def run(*arguments: str, cwd: Path | None = None) -> int:
    """Become that program, so that Ctrl-C and signals reach it alone."""
    command = [str(PYTHON), *arguments]
    if os.name != "nt":
        os.chdir(cwd or Path.cwd())
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command, cwd=cwd)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
