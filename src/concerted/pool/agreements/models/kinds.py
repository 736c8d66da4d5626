"""The kinds of agreement, and the words that their key terms are chosen from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    DATA_SHARING = "data_sharing", _("Data-sharing agreement")
    LOGO = "logo", _("Use of names and logos")
    DECISION_RULE = "decision_rule", _("Decision rule")


class Shared(models.TextChoices):
    """What a data-sharing agreement lets pass."""

    FIGURES = "figures", _("Figures about groups, never about one person")
    RECORDS = (
        "records",
        _("Records of single cases, without names or anything that tells who it is"),
    )
    REFERRALS = "referrals", _("Referrals: who sent somebody where, and what came of it")
    CONTACTS = "contacts", _("Names and contact details of people who said yes to it")


class AtEnd(models.TextChoices):
    """What becomes of shared data when the agreement ends."""

    RETURN = "return", _("What was shared is given back to the organization that shared it.")
    DESTROY = "destroy", _("What was shared is destroyed, on paper and on screens.")
    BOTH = (
        "return and destroy",
        _("What was shared is given back, and every copy of it is destroyed."),
    )


class Mark(models.TextChoices):
    NAME = "name", _("The name")
    LOGO = "logo", _("The logo")
    PHOTOS = (
        "photos",
        _("Photos of public events, with those who can be told apart on them agreeing"),
    )


class Place(models.TextChoices):
    WEB = "web", _("Web pages and social media")
    PRINT = "print", _("Flyers, posters and banners")
    LETTERS = "letters", _("Letters and petitions to those who decide")
    REPORTS = "reports", _("Reports and applications to funders")


class Approval(models.TextChoices):
    EACH_TIME = (
        "each time",
        _("Each use is shown to its owner first, who answers within five working days."),
    )
    GENERAL = "general", _("Nobody, as long as the use keeps to this page.")


class Votes(models.TextChoices):
    """How much an organization counts in a decision."""

    ONE = "1", _("one vote")
    TWO = "2", _("two votes")
    NONE = "0", _("a voice and no vote")


class State(models.TextChoices):
    """How far an agreement is; worked out from what was sent, signed and ended, never stored."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent, not signed yet")
    SIGNED_BY_SOME = "signed by some", _("Signed by some")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("agreement", "Withdrawn")
    SIGNED = "signed", _("Signed by all, not begun")
    IN_FORCE = "in force", _("In force")
    EXPIRING = "expiring", _("Expires soon")
    EXPIRED = "expired", _("Expired")
    ENDED = "ended", _("Ended early")


HOLDS = frozenset({State.IN_FORCE, State.EXPIRING})
"""States in which an agreement binds."""
