from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "concerted.act.policies"
    label = "policies"
    verbose_name = _("Policies")
