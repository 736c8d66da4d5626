"""How a proposal is decided: chosen before the voting, and frozen with each round of it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

HIGHEST = 5
"""Scores run from 0 to this."""


class Rule(models.TextChoices):
    CONSENT = "consent", _("Consent: nobody has a reasoned objection")
    CONSENSUS = "consensus", _("Consensus: all agree or stand aside, nobody blocks")
    MAJORITY = "majority", _("Majority: yes or no")
    APPROVAL = "approval", _("Approval: tick every option you can live with")
    SCORE = "score", _("Score: give each option 0 to 5 points")
    SCHULZE = "schulze", _("Ranking, one winner (Schulze)")
    STV = "stv", _("Ranking, several winners (single transferable vote)")


WITH_OPTIONS = frozenset({Rule.APPROVAL, Rule.SCORE, Rule.SCHULZE, Rule.STV})
"""Rules that choose among options; the others say yes or no to the text."""


class Needed(models.TextChoices):
    """Yes votes that a majority needs; the words of ``analysis.tally.Majority``."""

    SIMPLE = "simple", _("More yes than no")
    TWO_THIRDS = "two thirds", _("Two thirds of yes and no")
    THREE_QUARTERS = "three quarters", _("Three quarters of yes and no")
    ABSOLUTE = "absolute", _("More than half of all who may vote")


class Electorate(models.TextChoices):
    SEATS = "seats", _("Each member organization has one vote")
    TEAM = "team", _("Each person of your team has one vote")
    INVITED = "invited", _("Each person you invite by mail has one vote")


class RuledRecord(models.Model):
    """The choice of a rule, on a proposal for the next round and on each round for good."""

    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices, default=Rule.CONSENT)
    needed = models.CharField(
        _("yes votes needed"), max_length=16, choices=Needed.choices, default=Needed.SIMPLE
    )
    quorum = models.PositiveSmallIntegerField(
        _("share who must answer, in per cent"), default=50, validators=[MaxValueValidator(100)]
    )
    seat_count = models.PositiveSmallIntegerField(
        _("winners"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    electorate = models.CharField(
        _("who votes"), max_length=10, choices=Electorate.choices, default=Electorate.TEAM
    )
    is_secret = models.BooleanField(
        _("secret: nobody can learn who voted how, not even your team"), default=False
    )

    class Meta:
        abstract = True

    @property
    def has_options(self) -> bool:
        return self.rule in WITH_OPTIONS

    def ruled(self) -> dict[str, object]:
        """The choice as values, to be frozen with a round."""
        return {field.name: getattr(self, field.name) for field in RuledRecord._meta.fields}
