"""What an act is: the answers, the rule that settled it, and every earlier answer."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.lobbying.classifier import (
    Audience,
    Call,
    Decider,
    LobbyingKind,
    NotLobbying,
    Rule,
    rule_choices,
)
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet


class OtherAct(OrganizationRecord):
    """An act that stands in no other room: a talk in a hallway, an advertisement, a letter on paper."""

    title = models.CharField(_("what it is"), max_length=140)
    words = models.TextField(_("what happened"), max_length=2000, blank=True)
    official = models.ForeignKey(
        Official,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who decides"),
    )

    official_id: uuid.UUID | None

    objects: ClassVar[OrganizationRecordQuerySet[OtherAct]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "title"], name="other_act_once")
        ]

    def __str__(self) -> str:
        return self.title


class ClassificationQuerySet(OrganizationRecordQuerySet["Classification"]):
    def standing(self) -> Self:
        """Those that nobody has answered anew."""
        return self.filter(replaced_at=None)


class Classification(OrganizationRecord):
    """The five answers about an act. A new answer is a new row; the one before stays, with its end."""

    act_kind = models.CharField(max_length=20)
    act_id = models.UUIDField()
    policy = models.ForeignKey(
        PolicyItem,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("policy"),
    )
    decider = models.CharField(_("who decides"), max_length=16, choices=Decider.choices)
    is_specific = models.BooleanField(_("a specific law"))
    has_view = models.BooleanField(_("a view on it"))
    audience = models.CharField(_("said to"), max_length=12, choices=Audience.choices)
    call = models.CharField(_("call to action"), max_length=8, choices=Call.choices)
    exception = models.CharField(
        _("exception"), max_length=14, choices=NotLobbying.choices, blank=True, default=""
    )
    exception_words = models.CharField(_("why it applies"), max_length=500, blank=True)
    rule = models.CharField(_("reason"), max_length=20, choices=rule_choices)
    kind = models.CharField(_("result"), max_length=12, choices=LobbyingKind.choices)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    replaced_at = models.DateTimeField(null=True, editable=False)

    policy_id: uuid.UUID | None

    objects: ClassVar[ClassificationQuerySet] = ClassificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["act_kind", "act_id"],
                condition=Q(replaced_at=None),
                name="classification_standing_once_per_act",
            ),
            models.CheckConstraint(
                condition=Q(exception="") | ~Q(exception_words=""),
                name="classification_exception_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_lobbying(self) -> bool:
        return LobbyingKind(self.kind).is_lobbying

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return str(Rule(self.rule).label)

    @property
    def caution(self) -> str:
        """What may still make lobbying of it."""
        return Rule(self.rule).caution
