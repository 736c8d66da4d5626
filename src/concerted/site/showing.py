"""``concerted demo``: the demonstration, built once, whole or not at all."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from concerted.site.ports import is_free

DATABASE = "concerted.sqlite3"
UNFINISHED = ".unfinished"
OURS = (
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    f"{DATABASE}-door",
    "files",
    "static",
    "mail",
    "secret-key",
    UNFINISHED,
)
FIRST_PORT = 8000


def show(options: argparse.Namespace) -> int:
    folder = Path(options.data).resolve()
    if options.fresh:
        _forget(folder)
    _settle_environment(folder, options.port or FIRST_PORT)
    if not (folder / DATABASE).exists():
        _say(f"Building the demonstration in {folder}")
        if _build(folder) != 0:
            _say("The demonstration could not be built. Nothing half-finished was left behind.")
            return 1
    port = _free_port(options.port)
    if port is None:
        _say(f"Port {options.port} is taken by another program. Choose another with --port.")
        return 1
    _settle_environment(folder, port)
    import_module("django").setup()
    return _run(folder, port)


def _settle_environment(folder: Path, port: int) -> None:
    os.environ["CONCERTED_DATA"] = str(folder)
    os.environ["CONCERTED_DEMO"] = "1"
    os.environ["CONCERTED_ADDRESS"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("CONCERTED_LOG_LEVEL", "WARNING")
    os.environ.pop("DATABASE_URL", None)


def _free_port(wanted: int | None) -> int | None:
    """The port that was asked for if it is free; else, when none was asked for, the next that is."""
    candidates = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + 50)
    return next((port for port in candidates if is_free("127.0.0.1", port)), None)


def _build(folder: Path) -> int:
    """Build in a folder of its own, then move what was built; the database last, as it says: done."""
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    environment = os.environ | {"CONCERTED_DATA": str(unfinished)}
    code = subprocess.call([sys.executable, "-m", "concerted.site.showing"], env=environment)
    if code == 0:
        for built in sorted(unfinished.iterdir(), key=lambda one: one.name == DATABASE):
            target = folder / built.name
            if target.is_dir():
                shutil.rmtree(target)
            built.replace(target)
    shutil.rmtree(unfinished, ignore_errors=True)
    return code


def build_here() -> None:
    """In a process of its own: tables, styles and the demonstration, in the folder of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.site.settings")
    import_module("django").setup()
    import_module("concerted.site.serving").prepare()
    import_module("concerted.site.demo").build()
    import_module("django.db").connections.close_all()


def _run(folder: Path, port: int) -> int:
    serving = import_module("concerted.site.serving")
    if serving.pending_migrations():
        import_module("django.core.management").call_command("migrate", verbosity=0)
    serving.prepare()
    logins = import_module("concerted.site.demo").LOGINS

    def announce() -> None:
        _say(f"\nThe demonstration is kept in {folder}")
        _say(f"Mail is not sent but written to {folder / 'mail'}")
        for email, password, role in logins:
            _say(f"  {email}  password: {password}  ({role})")
        _say("Stop it with Ctrl-C. Start again fresh with --fresh.\n")
        _say(f"Open http://127.0.0.1:{port}/")

    serving.run_server(host="127.0.0.1", port=port, workers=1, with_worker=True, announce=announce)
    return 0


def _forget(folder: Path) -> None:
    """Delete what the demonstration put there, and nothing else."""
    for name in OURS:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    build_here()
