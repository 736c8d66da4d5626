"""Tables that any room stands on. Each is described in the module that works with it."""

from __future__ import annotations

from concerted.base.audit.models import AuditEntry
from concerted.base.clock.models import ClockMark, WorkerPulse
from concerted.base.limits.models import Allowance, DailySalt
from concerted.base.outbox.models import OutgoingMail

__all__ = ["Allowance", "AuditEntry", "ClockMark", "DailySalt", "OutgoingMail", "WorkerPulse"]
