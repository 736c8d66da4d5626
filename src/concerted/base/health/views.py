from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.base.clock.models import WorkerPulse
from concerted.base.clock.pulse import SILENCE


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 while pages can be answered; whether mail leaves is told beside it."""
    try:
        worker = "ok" if is_worker_alive() else "silent"
    except DatabaseError:
        connection.close()
        return _answer({"status": "down", "database": "unreachable", "worker": "unknown"}, 503)
    status = "ok" if worker == "ok" else "degraded"
    return _answer({"status": status, "database": "ok", "worker": worker}, 200)


@require_safe
def worker_health(_request: HttpRequest) -> JsonResponse:
    """200 while a worker sends mail and runs jobs."""
    try:
        is_alive = is_worker_alive()
    except DatabaseError:
        connection.close()
        is_alive = False
    return _answer({"worker": "ok" if is_alive else "silent"}, 200 if is_alive else 503)


def is_worker_alive() -> bool:
    return WorkerPulse.objects.filter(seen_at__gte=timezone.now() - SILENCE).exists()


def _answer(told: dict[str, str], status: int) -> JsonResponse:
    response = JsonResponse(told, status=status)
    response["Cache-Control"] = "no-store"
    return response
