"""Who may reach a row: the three querysets that every gated table has."""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

Viewer = AbstractBaseUser | AnonymousUser

Row = TypeVar("Row", bound=models.Model, covariant=True)


class GatedQuerySet(models.QuerySet[Row]):
    """Rows that are reached only through a gate. Closed until a table opens one."""

    def public(self) -> Self:
        """Rows that anybody may read."""
        return self.none()

    def visible_to(self, viewer: Viewer) -> Self:  # noqa: ARG002 - for those who open it
        """Rows that ``viewer`` may read in the workspace."""
        return self.none()

    def editable_by(self, viewer: Viewer) -> Self:  # noqa: ARG002 - for those who open it
        """Rows that ``viewer`` may change."""
        return self.none()
