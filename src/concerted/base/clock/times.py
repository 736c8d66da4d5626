"""Work that the clock starts: each room says what and how often, and of several workers one begins it."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from concerted.base.clock.models import ClockMark

logger = logging.getLogger("concerted.clock")


@dataclass(frozen=True)
class Appointment:
    name: str
    function: Callable[[], object]
    seconds: int


_appointments: dict[str, Appointment] = {}


Function = TypeVar("Function", bound=Callable[[], object])


def every(*, seconds: int) -> Callable[[Function], Function]:
    """Decorates a function of a room's ``tasks.py`` that a worker calls about every so many seconds."""

    def appoint(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        _appointments[name] = Appointment(name, function, seconds)
        return function

    return appoint


def run_due_appointments() -> list[str]:
    """Begin what is due; the names of what was begun. What fails is logged and comes again in its time."""
    autodiscover_modules("tasks")
    begun = []
    marks = dict(ClockMark.objects.values_list("name", "begun_at"))
    for one in list(_appointments.values()):
        if _is_due(one, marks.get(one.name)) and _begin(one):
            begun.append(one.name)
            try:
                one.function()
            except Exception:
                logger.exception("appointment_failed", extra={"appointment": one.name})
    return begun


def _is_due(one: Appointment, begun_at: datetime.datetime | None) -> bool:
    return begun_at is None or begun_at <= timezone.now() - datetime.timedelta(seconds=one.seconds)


@transaction.atomic
def _begin(one: Appointment) -> bool:
    """Whether it is this worker that begins it."""
    ClockMark.objects.get_or_create(
        name=one.name, defaults={"begun_at": datetime.datetime.min.replace(tzinfo=datetime.UTC)}
    )
    mark = ClockMark.objects.select_for_update().get(name=one.name)
    if not _is_due(one, mark.begun_at):
        return False
    mark.begun_at = timezone.now()
    mark.save(update_fields=["begun_at"])
    return True
