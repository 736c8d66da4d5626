"""Five questions about an act, and what the law calls it: direct lobbying, grassroots lobbying, or none.

What counts as legislation, and who makes it: 26 CFR 56.4911-2; what is said to members: 56.4911-5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class LobbyingKind(models.TextChoices):
    DIRECT = "direct", _("Direct lobbying")
    GRASSROOTS = "grassroots", _("Grassroots lobbying")
    NONE = "none", _("Not lobbying")

    @property
    def is_lobbying(self) -> bool:
        return self is not LobbyingKind.NONE


class Decider(models.TextChoices):
    """Who decides what the act is about."""

    LEGISLATURE = (
        "legislature",
        _("Lawmakers: Congress, a state legislature, a city or county council"),
    )
    VOTERS = "voters", _("The voters, in a ballot measure")
    ADMINISTRATIVE = (
        "administrative",
        _("A board or an agency: school, health, housing, zoning; or a mayor or governor alone"),
    )
    COURT = "court", _("A court")
    PRIVATE = "private", _("A company, a landlord or a private hospital")


class Audience(models.TextChoices):
    """To whom it is said."""

    LAWMAKERS = "lawmakers", _("Lawmakers, their staff, or officials who help to make the law")
    PUBLIC = "public", _("The public, or people who may sign, write or come")
    MEMBERS = "members", _("Only our own members")
    NOBODY = "nobody", _("None of these")


class Call(models.TextChoices):
    """What people are asked to do."""

    NONE = "none", _("Nothing: it informs")
    CONTACT = "contact", _("To reach those who decide: sign, write, call, come, vote")
    SPREAD = "spread", _("To get others to do so")


class NotLobbying(models.TextChoices):
    """What is not lobbying although it speaks of a law (26 CFR 56.4911-2(c)), within the bounds of ``misfit``."""

    ANALYSIS = "analysis", _("Non-partisan analysis: all the facts, open to all sides")
    ADVICE = "advice", _("Technical advice that a lawmaking body asked for in writing")
    SELF_DEFENSE = "self-defense", _("Self-defense: our own powers, duties or tax status")
    BROAD = "broad", _("A broad social problem, without a view on a law")


class Rule(models.TextChoices):
    """Why an act is what it is, in a sentence."""

    ANALYSIS = "analysis", _("Not lobbying: it is non-partisan analysis.")
    ADVICE = "advice", _("Not lobbying: a lawmaking body asked for this advice in writing.")
    SELF_DEFENSE = "self-defense", _("Not lobbying: it defends our own powers, duties or status.")
    BROAD = "broad", _("Not lobbying: it speaks of a broad social problem, not of a law.")
    ADMINISTRATIVE = (
        "administrative",
        _("Not lobbying: an administrative body decides, and what it decides is not legislation."),
    )
    COURT = "court", _("Not lobbying: a court decides, and what it decides is not legislation.")
    PRIVATE = "private", _("Not lobbying: a private body decides, and that is not legislation.")
    UNSPECIFIC = "unspecific", _("Not lobbying: it is about no specific law or proposal.")
    NO_VIEW = "no-view", _("Not lobbying: it takes no view on the law.")
    INSIDE = "inside", _("Not lobbying: it is said to nobody who decides, and not to the public.")
    TO_LAWMAKERS = (
        "to-lawmakers",
        _("Direct lobbying: a view on a specific law, said to those who make it."),
    )
    TO_VOTERS = (
        "to-voters",
        _("Direct lobbying: in a ballot measure the voters are the legislature."),
    )
    MEMBERS_INFORMED = (
        "members-informed",
        _("Not lobbying: it tells only our members, and asks them to do nothing."),
    )
    MEMBERS_CALLED = (
        "members-called",
        _("Direct lobbying: it asks our own members to reach those who make the law."),
    )
    MEMBERS_SPREAD = (
        "members-spread",
        _("Grassroots lobbying: it asks our members to get others to act on a specific law."),
    )
    PUBLIC_INFORMED = (
        "public-informed",
        _("Not lobbying: it tells the public a view, and asks them to do nothing."),
    )
    PUBLIC_CALLED = (
        "public-called",
        _(
            "Grassroots lobbying: a view on a specific law, said to the public, with a call to act."
        ),
    )

    @property
    def kind(self) -> LobbyingKind:
        return KINDS.get(self, LobbyingKind.NONE)

    @property
    def caution(self) -> str:
        """What may still make lobbying of it; the five questions cannot know."""
        return str(CAUTIONS.get(self, ""))


KINDS: dict[str, LobbyingKind] = {
    Rule.TO_LAWMAKERS: LobbyingKind.DIRECT,
    Rule.TO_VOTERS: LobbyingKind.DIRECT,
    Rule.MEMBERS_CALLED: LobbyingKind.DIRECT,
    Rule.MEMBERS_SPREAD: LobbyingKind.GRASSROOTS,
    Rule.PUBLIC_CALLED: LobbyingKind.GRASSROOTS,
}
"""What each rule makes of an act; by all others it is not lobbying."""

CAUTIONS = {
    Rule.PUBLIC_INFORMED: _(
        "A paid advertisement in the two weeks before a vote may be lobbying all the same. Ask a lawyer."
    ),
    Rule.ANALYSIS: _(
        "If you use it later to ask people to act, what you spent on it in the six months before may count."
    ),
}
"""26 CFR 56.4911-2(b)(5) and (b)(2)(v)."""


def rule_choices() -> list[tuple[str, Any]]:
    return Rule.choices


@dataclass(frozen=True)
class Answers:
    """The five answers, and which exception applies, if one does."""

    decider: Decider
    is_specific: bool
    has_view: bool
    audience: Audience
    call: Call
    exception: NotLobbying | None = None


def misfit(answers: Answers) -> str:
    """Why the exception that was named cannot apply, in a sentence; nothing where it can, or none was named."""
    is_of_law = answers.is_specific and answers.has_view
    match answers.exception:
        case NotLobbying.ADVICE | NotLobbying.SELF_DEFENSE if (
            answers.audience != Audience.LAWMAKERS
        ):
            return gettext("This exception is only for what is said to lawmakers.")
        case NotLobbying.ANALYSIS | NotLobbying.BROAD if answers.call != Call.NONE:
            return gettext("This exception is not for what asks people to act.")
        case NotLobbying.BROAD if is_of_law:
            return gettext(
                "This takes a view on a specific law, so it is more than a broad problem."
            )
    return ""


def classify(answers: Answers) -> Rule:
    """The first rule that settles it. An exception that cannot apply settles nothing."""
    if answers.exception is not None and not misfit(answers):
        return Rule(answers.exception.value)
    if answers.decider not in (Decider.LEGISLATURE, Decider.VOTERS):
        return Rule(answers.decider.value)
    if not answers.is_specific:
        return Rule.UNSPECIFIC
    if not answers.has_view:
        return Rule.NO_VIEW
    return _by_audience(answers)


def _by_audience(answers: Answers) -> Rule:
    """A view on specific legislation: it matters who hears it, and what they are asked to do."""
    match answers.audience:
        case Audience.LAWMAKERS:
            return Rule.TO_LAWMAKERS
        case Audience.MEMBERS:
            return {
                Call.NONE: Rule.MEMBERS_INFORMED,
                Call.CONTACT: Rule.MEMBERS_CALLED,
                Call.SPREAD: Rule.MEMBERS_SPREAD,
            }[answers.call]
        case Audience.PUBLIC if answers.decider == Decider.VOTERS:
            return Rule.TO_VOTERS
        case Audience.PUBLIC:
            return Rule.PUBLIC_INFORMED if answers.call == Call.NONE else Rule.PUBLIC_CALLED
    return Rule.INSIDE
