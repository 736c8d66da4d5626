"""``concerted backup``, ``restore`` and ``createadmin``."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from concerted.accounts.operations import create_administrator
from concerted.base.backup.making import write_backup
from concerted.base.backup.restoring import read_backup
from concerted.base.errors import Refused
from concerted.site.serving import make_tables


def backup(options: argparse.Namespace) -> int:
    if options.file.is_dir():
        return _refuse(f"{options.file} is a folder; give the name of a file.")
    manifest = write_backup(options.file)
    _say(f"Wrote {options.file}: {_told(manifest)}. Keep it where only you can read it.")
    return 0


def restore(options: argparse.Namespace) -> int:
    try:
        manifest = read_backup(options.file)
    except Refused as refused:
        return _refuse(str(refused))
    _say(f"Restored {options.file}: {_told(manifest)}.")
    return 0


def createadmin(options: argparse.Namespace) -> int:
    if not make_tables():
        return 1
    email = options.email or input("E-mail: ")
    try:
        validate_email(email)
        password = sys.stdin.readline().strip() if options.password_stdin else _ask()
        create_administrator(email=email, name=options.name, password=password)
    except (Refused, ValidationError) as refused:
        return _refuse(" ".join(getattr(refused, "messages", [str(refused)])))
    _say(f"{email} may now sign in and do everything.")
    return 0


def _ask() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("The same again: "):
        raise Refused("The two passwords differ.")
    return password


def _told(manifest: dict[str, Any]) -> str:
    rows, tables = sum(manifest["rows"].values()), len(manifest["rows"])
    return f"{rows:,} rows in {tables} tables, {len(manifest['files']):,} files"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 1
