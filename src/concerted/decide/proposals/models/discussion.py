from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.decide.proposals.models.proposals import Proposal
from concerted.decide.proposals.models.voters import Voter
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
)


class CommentKind(models.TextChoices):
    REMARK = "remark", _("Remark")
    QUESTION = "question", _("Question")
    CONCERN = "concern", _("Concern")
    SUMMARY = "summary", _("Summary")


class CommentQuerySet(OrganizationRecordQuerySet["Comment"]):
    def public(self) -> Self:
        """Summaries of what everybody may read. Who said what stays among those who decide."""
        return self.filter(kind=CommentKind.SUMMARY, proposal__in=Proposal.objects.public())


class Comment(OrganizationRecord):
    """What somebody says about a proposal, or a summary of what was said so far."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"text"})

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=10, choices=CommentKind.choices, default=CommentKind.REMARK)
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=12)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    voter = models.ForeignKey(Voter, on_delete=models.SET_NULL, null=True, related_name="+")

    proposal_id: uuid.UUID

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def author(self) -> str:
        """Who said it, for those who decide together."""
        return str(self.user or self.voter or _("Somebody"))
