from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "concerted.organizations"
    label = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        from concerted.accounts import second_factor  # noqa: PLC0415 - models are loaded only now
        from concerted.organizations import queries  # noqa: PLC0415

        second_factor.requirements.append(queries.owns_an_organization)
