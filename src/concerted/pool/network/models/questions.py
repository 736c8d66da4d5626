"""What partners are asked: PARTNER's questions on ties, value and trust, in our own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Frequency(models.TextChoices):
    YEARLY = "yearly", _("Once a year or less")
    QUARTERLY = "quarterly", _("A few times a year")
    MONTHLY = "monthly", _("Every month")
    WEEKLY = "weekly", _("Every week or more")


class Relationship(models.TextChoices):
    """From knowing each other to one work."""

    INFORM = "inform", _("We tell each other what is going on")
    COORDINATE = "coordinate", _("We fit our plans together")
    COOPERATE = "cooperate", _("We do some work together")
    INTEGRATE = "integrate", _("We share people, money or a program")


class Score(models.IntegerChoices):
    """Four steps without a middle: PARTNER's scale."""

    NOT_AT_ALL = 1, pgettext_lazy("rating", "Not at all")
    A_LITTLE = 2, pgettext_lazy("rating", "A little")
    A_LOT = 3, pgettext_lazy("rating", "A good deal")
    VERY_MUCH = 4, pgettext_lazy("rating", "Very much")


CANNOT_SAY = pgettext_lazy("rating", "I cannot say")

VALUE = {
    "influence": _("How much influence do they have in our field?"),
    "involvement": _("How involved are they in the coalition?"),
    "resources": _("How much do they bring: money, people, rooms, knowledge?"),
}
TRUST = {
    "reliability": _("How well do they keep what they promise?"),
    "mission": _("How much do they stand behind what we want together?"),
    "openness": _("How openly can you talk with them, also when you disagree?"),
}
"""The items of value and of trust, by the names of their fields."""


class Contribution(models.TextChoices):
    MONEY = "money", _("Money")
    STAFF = "staff", _("Staff time")
    VOLUNTEERS = "volunteers", _("Volunteers")
    ROOMS = "rooms", _("Rooms")
    LANGUAGES = "languages", _("Interpreters and languages")
    EXPERTISE = "expertise", _("Expertise")
    DATA = "data", _("Data and stories")
    TRUST = "trust", _("Trust of residents")
    DOORS = "doors", _("Doors to decision makers")
    VOICE = "voice", _("Speaking in public")


class Outcome(models.TextChoices):
    SERVICES = "services", _("Residents get help sooner or closer")
    KNOWLEDGE = "knowledge", _("We know more about what residents need")
    VOICE = "voice", _("Residents have more say")
    RESOURCES = "resources", _("We share money, people or rooms")
    POLICY = "policy", _("A rule or a law changed")
    PUBLIC = "public", _("More people know of the problem")
    NOTHING = "nothing", _("Nothing yet")
