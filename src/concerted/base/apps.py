from __future__ import annotations

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "concerted.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"
