"""The command ``concerted``. What a command needs is imported when it is called: help answers at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

SETTINGS = "concerted.site.settings"


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    if given[:1] == ["import"] and len(given) > 1 and given[1] in IMPORTS:
        return _manage(["import_" + given[1].replace("-", "_"), *given[2:]])
    if given[:1] == ["lookup"]:
        return _manage(given)
    try:
        if given and given[0] in ANALYSES:
            return int(import_module(ANALYSES[given[0]]).run(given[1:]))
        options = _parser().parse_args(given)
        return int(options.run(options) or 0)
    except KeyboardInterrupt:
        return 130


IMPORTS = {
    "people",
    "places",
    "officials",
    "bills",
    "divisions",
    "postal-codes",
    "conversation",
    "survey",
    "benchmarks",
    "observations",
}
ANALYSES = {"measure": "concerted.site.measuring", "opinion": "concerted.site.mapping"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="concerted",
        description="Where social workers, residents and partner organizations act together.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_running(commands)
    _add_keeping(commands)
    _add_filling(commands)
    _add_measuring(commands)
    return parser


def _add_running(commands: Any) -> None:
    demo = commands.add_parser("demo", help="the demonstration, with invented people")
    demo.add_argument("--port", type=int, help="8000, or the next that is free")
    demo.add_argument("--data", type=Path, default=Path("demo-data"), help="its folder")
    demo.add_argument("--fresh", action="store_true", help="forget what was done in it")
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="the server, with a worker beside it")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, help="processes that answer; one on SQLite")
    serve.add_argument("--no-worker", action="store_true", help="mail and jobs run elsewhere")
    serve.set_defaults(run=lambda options: _call("concerted.site.serving", "serve", options))

    worker = commands.add_parser("worker", help="send mail and run jobs, without a server")
    worker.set_defaults(run=lambda options: _call("concerted.site.serving", "work", options))


def _add_keeping(commands: Any) -> None:
    check = commands.add_parser("check", help="say what is unsafe in this installation")
    check.set_defaults(run=lambda options: _call("concerted.site.checkup", "check", options))

    backup = commands.add_parser("backup", help="write all data and files into one file")
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=lambda options: _call("concerted.site.keeping", "backup", options))

    restore = commands.add_parser("restore", help="fill an empty installation from a backup")
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=lambda options: _call("concerted.site.keeping", "restore", options))


def _add_filling(commands: Any) -> None:
    admin = commands.add_parser("createadmin", help="add a user who may do everything")
    admin.add_argument("--email")
    admin.add_argument("--name", default="")
    admin.add_argument("--password-stdin", action="store_true", help="read it from the input")
    admin.set_defaults(run=lambda options: _call("concerted.site.keeping", "createadmin", options))

    bring = commands.add_parser(
        "import",
        help="people, officials, divisions, postal codes, bills, a conversation, a survey, benchmarks, "
        "places, observations",
    )
    bring.add_argument("what", choices=sorted(IMPORTS))
    bring.set_defaults(run=lambda options: _manage([f"import_{options.what}"]))

    commands.add_parser("manage", help="a command of Django")


def _add_measuring(commands: Any) -> None:
    commands.add_parser("measure", help="inequality between groups in any table", add_help=False)
    commands.add_parser("lookup", help="who represents points on the map", add_help=False)
    commands.add_parser("opinion", help="the map of a conversation from Polis", add_help=False)


def _call(module: str, function: str, options: argparse.Namespace) -> Any:
    Path(os.environ.get("CONCERTED_DATA", "data")).mkdir(parents=True, exist_ok=True, mode=0o700)
    import_module("django").setup()
    return getattr(import_module(module), function)(options)


def _demo(options: argparse.Namespace) -> Any:
    """The demonstration settles its environment before Django reads the settings."""
    return import_module("concerted.site.showing").show(options)


def _manage(arguments: Sequence[str]) -> int:
    Path(os.environ.get("CONCERTED_DATA", "data")).mkdir(parents=True, exist_ok=True, mode=0o700)
    management = import_module("django.core.management")
    management.execute_from_command_line(["concerted manage", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
