from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why a statement is not shown. Chosen, never typed: it can be read in every language and names nobody."""

    SAID = "said", _("Somebody said this already")
    TWO_IDEAS = "two_ideas", _("It holds more than one idea")
    OFF_TOPIC = "off_topic", _("It is about something else")
    UNCLEAR = "unclear", _("It cannot be understood")
    IDENTIFIES = "identifies", _("It may tell who somebody is")
    ATTACKS = "attacks", _("It may insult or attack people")
    WITHDRAWN = "withdrawn", _("Its author took it back")
    SHOUTS = "shouts", _("It is written in capitals or repeats itself")


UNSHOWN = frozenset({Reason.IDENTIFIES.value, Reason.ATTACKS.value, Reason.WITHDRAWN.value})
"""The public log gives these reasons without the words they are about."""
