"""``concerted check``: what is unsafe in this installation, in words that say what to do."""

from __future__ import annotations

import argparse
import datetime
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Literal

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.utils import timezone

from concerted.accounts.models import User
from concerted.base.backup.making import LAST
from concerted.base.health.views import is_worker_alive
from concerted.base.models import OutgoingMail
from concerted.organizations.models import OWNERS
from concerted.site.serving import pending_migrations

OLDEST_BACKUP = datetime.timedelta(days=2)
NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "ceph", "glusterfs"}


@dataclass(frozen=True)
class Finding:
    weight: Literal["unsafe", "look"]
    text: str


Findings = Iterator[Finding]


def check(_options: argparse.Namespace) -> int:
    """Print what was found; 1 when anything is unsafe."""
    found = list(findings())
    for one in found:
        sys.stdout.write(f"{'UNSAFE' if one.weight == 'unsafe' else 'look  '}  {one.text}\n")
    unsafe = sum(one.weight == "unsafe" for one in found)
    if not found:
        sys.stdout.write("Nothing unsafe was found.\n")
    return 1 if unsafe else 0


def findings() -> Findings:
    for look in LOOKS:
        try:
            yield from look()
        except DatabaseError:
            yield Finding("unsafe", "The database cannot be read. Is it there, and up to date?")
            return


def secrets() -> Findings:
    if settings.DEBUG:
        yield Finding("unsafe", "DEBUG is on: errors show the insides to everybody.")
    if len(settings.SECRET_KEY) < 40 or len(set(settings.SECRET_KEY)) < 10:
        yield Finding("unsafe", "CONCERTED_SECRET_KEY is short. Use 50 random characters.")
    if settings.IS_DEMO:
        yield Finding("unsafe", "This is the demonstration: its passwords are known to everybody.")


def address() -> Findings:
    if settings.IS_LOCAL:
        yield Finding(
            "look", "CONCERTED_ADDRESS is of this machine only; links in mail lead nowhere else."
        )
    elif not settings.ADDRESS.startswith("https://"):
        yield Finding(
            "unsafe", f"People reach {settings.ADDRESS} without encryption. Put HTTPS before it."
        )
    elif not settings.PROXIES:
        yield Finding(
            "look",
            "CONCERTED_PROXIES is 0: behind a proxy all visitors count as one. Set it to 1.",
        )


def mail() -> Findings:
    if not settings.EMAIL_HOST:
        yield Finding("unsafe", "No mail server is set (CONCERTED_SMTP_HOST): no mail leaves.")
    elif settings.EMAIL_HOST_PASSWORD and not settings.EMAIL_USE_TLS:
        yield Finding("unsafe", "The mail password travels unencrypted. Set CONCERTED_SMTP_TLS=1.")
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    if not domain or domain == "localhost":
        yield Finding("look", "CONCERTED_FROM is no address that people could answer.")
    failed = OutgoingMail.objects.filter(
        state=OutgoingMail.State.FAILED,
        created_at__gte=timezone.now() - datetime.timedelta(days=7),
    ).count()
    if failed:
        yield Finding("look", f"{failed} mails of the last seven days could not be delivered.")


def database() -> Findings:
    if pending_migrations():
        yield Finding("unsafe", "The database is not up to date. Run: concerted manage migrate")
    if connection.vendor == "sqlite":
        kind = disk_kind(Path(str(connection.settings_dict["NAME"])).parent)
        if kind in NETWORK_DISKS:
            yield Finding(
                "unsafe",
                f"SQLite is on a network disk ({kind}), where it can be damaged. "
                "Move CONCERTED_DATA to a local disk, or use PostgreSQL.",
            )


def owners() -> Findings:
    """Owners decide over everything in an organization; a stolen password must not be enough."""
    second = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    bare = (
        User.objects.filter(is_active=True, roles__kind__in=OWNERS)
        .exclude(pk__in=second.values("user_id"))
        .distinct()
        .count()
    )
    if bare and not settings.IS_DEMO:
        yield Finding("unsafe", f"{bare} owners sign in without a second factor.")


def backups() -> Findings:
    mark = Path(settings.DATA) / LAST
    try:
        age = timezone.now() - datetime.datetime.fromisoformat(mark.read_text())
    except (OSError, ValueError):
        yield Finding("unsafe", "There is no backup. Run: concerted backup FILE, every night.")
        return
    if age > OLDEST_BACKUP:
        yield Finding("unsafe", f"The last backup is {age.days} days old.")


def folder() -> Findings:
    for path in (Path(settings.DATA), Path(settings.DATA) / "secret-key"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                "unsafe", f"Other users of this machine can read {path}. Run: chmod go= {path}"
            )


def worker() -> Findings:
    if not is_worker_alive():
        yield Finding("look", "No worker has been seen of late: mail and jobs are waiting.")


def framework() -> Findings:
    for one in checks.run_checks():
        if one.level >= checks.ERROR:
            yield Finding("unsafe", f"{one.id}: {one.msg}")


LOOKS: list[Callable[[], Findings]] = [
    secrets,
    address,
    mail,
    database,
    owners,
    backups,
    folder,
    worker,
    framework,
]


def disk_kind(path: Path) -> str:
    """The kind of file system that ``path`` is on, as Linux tells it; else nothing."""
    try:
        lines = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return ""
    here = os.path.realpath(path)
    best, kind = "", ""
    for line in lines:
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        is_above = here == point or here.startswith(point.rstrip("/") + "/")
        if is_above and len(point) >= len(best):
            best, kind = point, found
    return kind
