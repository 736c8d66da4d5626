from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.models.directory import DirectoryQuerySet, DirectoryRecord, once
from concerted.act.officials.models.places import Division, Jurisdiction


class PostQuerySet(DirectoryQuerySet["Post"]):
    def public(self) -> Self:
        """The installation's, and those which somebody holds, or held, whom an organization shows on its pages."""
        shown = Post.objects.filter(tenures__official__is_public=True).values("pk")
        return self.filter(Q(organization=None) | Q(pk__in=shown))


class Post(DirectoryRecord):
    """A seat somebody holds, or nobody: as "State Senator, Third Essex". Several may hold it (``seats``)."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="posts")
    division = models.ForeignKey(
        Division, on_delete=models.SET_NULL, related_name="posts", null=True, blank=True
    )
    key = models.CharField(max_length=500)
    role = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("post"), max_length=160, blank=True, help_text=_("As in “Mayor”."))
    body = models.CharField(
        _("body"), max_length=160, blank=True, help_text=_("As in “City Council” or “House”.")
    )
    district = models.CharField(_("district"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("how many hold it"), default=1)

    division_id: uuid.UUID | None
    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["jurisdiction", "title", "district"]
        constraints = once("post", "key")

    def __str__(self) -> str:
        return ", ".join(one for one in (self.title, self.body, self.district) if one)
