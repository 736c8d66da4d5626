from __future__ import annotations

from django.urls import path

from concerted.base.health.views import health, worker_health

app_name = "base"
urlpatterns = [
    path("health/", health, name="health"),
    path("health/worker/", worker_health, name="worker_health"),
]
