"""Django's ``flush``, which empties a test database, with the audit trail open to it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush

from concerted.base.audit.opening import opened


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with opened(reason="flush", using=options["database"]):
            super().handle(**options)
