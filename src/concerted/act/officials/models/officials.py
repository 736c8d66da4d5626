from __future__ import annotations

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.models.directory import DirectoryQuerySet, DirectoryRecord, once
from concerted.act.officials.models.posts import Post
from concerted.base.records import Record


class OfficialQuerySet(DirectoryQuerySet["Official"]):
    def public(self) -> Self:
        """The installation's, and those an organization shows on its pages."""
        return self.filter(Q(organization=None) | Q(is_public=True))

    def current(self) -> Self:
        """Those who hold a post today, and those of whom no post is known, such as a company."""
        held = Tenure.objects.filter(official=OuterRef("pk"))
        return self.filter(Exists(held.current()) | ~Exists(held))

    def matching(self, words: str) -> Self:
        """Those of whom every one of ``words`` is in the name, post, body, place or district."""
        found = self
        for word in words.split():
            posts = Tenure.objects.filter(official=OuterRef("pk")).filter(
                Q(post__title__icontains=word)
                | Q(post__body__icontains=word)
                | Q(post__district__icontains=word)
                | Q(post__jurisdiction__name__icontains=word)
            )
            found = found.filter(Q(name__icontains=word) | Exists(posts))
        return found

    def with_posts(self) -> Self:
        tenures = Tenure.objects.select_related("post__jurisdiction", "post__division")
        return self.prefetch_related(Prefetch("tenures", tenures))


class Official(DirectoryRecord):
    """Who decides: a legislator, a mayor, and just as well a board, a ministry or a landlord."""

    private_fields = frozenset({"name", "given_name", "family_name", "email", "phone"})

    name = models.CharField(
        _("name"), max_length=160, help_text=_("A person, or a body such as a board of health.")
    )
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    party = models.CharField(_("party"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    identifiers = models.JSONField(default=dict, blank=True)
    """What other registers know them by: ``{"bioguide": …, "ocd-person": …}``."""
    source = models.CharField(_("source"), max_length=60, blank=True)
    source_id = models.CharField(_("id in the source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    is_public = models.BooleanField(_("shown on public pages"), default=False)
    """Whether everybody may see what an organization keeps of them; what is the installation's, everybody may."""

    objects: ClassVar[OfficialQuerySet] = OfficialQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["family_name", "name"]
        constraints = once(
            "official_of_a_source", "source", "source_id", condition=~Q(source_id="")
        )

    def __str__(self) -> str:
        return self.name

    @cached_property
    def tenure(self) -> Tenure | None:
        """The post they hold, or held last."""
        return next(iter(sorted(self.tenures.all(), key=lambda one: not one.is_current)), None)

    @property
    def is_current(self) -> bool:
        return self.tenure is None or self.tenure.is_current

    @property
    def post(self) -> str:
        """The post in a line, as in "State Senator, Senate, Third Essex"."""
        return str(self.tenure.post) if self.tenure is not None else ""

    @property
    def jurisdiction(self) -> str:
        return self.tenure.post.jurisdiction.name if self.tenure is not None else ""


class TenureQuerySet(models.QuerySet["Tenure"]):
    def held_on(self, day: datetime.date) -> Self:
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun & (Q(ends_on=None) | Q(ends_on__gte=day)))

    def current(self) -> Self:
        return self.held_on(timezone.localdate())


class Tenure(Record):
    """That somebody holds a post, or held it.

    ``ends_on`` is their last day; ``expires_on`` is when the mandate runs out, which alone ends nothing.
    """

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tenures")
    starts_on = models.DateField(_("in office since"), null=True, blank=True)
    ends_on = models.DateField(_("in office until"), null=True, blank=True)
    expires_on = models.DateField(_("term ends"), null=True, blank=True)
    is_acting = models.BooleanField(_("acting"), default=False)

    objects: ClassVar[TenureQuerySet] = TenureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = [F("ends_on").desc(nulls_first=True), F("starts_on").desc(nulls_last=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="tenure_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.official}: {self.post}"

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        begun = self.starts_on is None or self.starts_on <= today
        return begun and (self.ends_on is None or self.ends_on >= today)
