"""The workspace's pages in the order of the loop. A new room adds its pages here."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.organizations.models import EDITORS, EVERYONE, OWNERS, RoleKind, Subject

STAGES: tuple[tuple[str, Promise | str, tuple[tuple[str, Promise], ...]], ...] = (
    ("start", "", (("organizations:work", _("Your desk")), ("goals:goals", _("Goals")))),
    (
        "listen",
        pgettext_lazy("stage", "Listen"),
        (
            ("conversations:conversations", _("Conversations")),
            ("surveys:surveys", _("Surveys")),
            ("representation:occasions", _("Who is in the room")),
        ),
    ),
    (
        "decide",
        pgettext_lazy("stage", "Decide"),
        (("proposals:proposals", _("Proposals")),),
    ),
    (
        "pool",
        pgettext_lazy("stage", "Pool"),
        (
            ("partners:partners", _("Partners")),
            ("agreements:agreements", _("Agreements")),
            ("offers:needs", _("Offers and needs")),
            ("offers:budgets", _("Budgets")),
            ("workplan:workplan", _("Workplan")),
            ("workplan:meetings", _("Meetings")),
            ("network:network", _("How we work together")),
            ("network:participation", _("Who takes part")),
        ),
    ),
    (
        "act",
        _("Act"),
        (
            ("campaigns:campaigns", _("Campaigns")),
            ("petitions:petitions", _("Petitions")),
            ("letters:all_letters", _("Letters")),
            ("policies:policies", _("Policies")),
            ("policies:scorecard", _("Scorecard")),
            ("officials:officials", _("Officials")),
        ),
    ),
    (
        "measure",
        pgettext_lazy("stage", "Measure"),
        (
            ("indicators:indicators", _("Indicators")),
            ("indicators:dimensions", _("Groups of people")),
            ("indicators:places", _("Places on the map")),
            ("reviews:reviews", _("Reviews")),
            ("reports:reports", _("Reports")),
            ("reports:funders", _("Funders")),
        ),
    ),
    (
        "people",
        _("People"),
        (
            ("people:people", _("People")),
            ("people:segments", _("Segments")),
            ("people:tags", _("Tags")),
            ("people:imports", _("Imports")),
        ),
    ),
    (
        "organization",
        _("Organization"),
        (
            ("organizations:team", _("Team")),
            ("organizations:settings", _("Settings")),
            ("organizations:trail", _("Trail")),
        ),
    ),
)
"""(name, label, pages); a page is (URL name, label) and its URL takes the organization's slug."""


ONLY_FOR: dict[str, tuple[RoleKind, ...]] = {
    "reports:funders": EDITORS,
    "people:people": EDITORS,
    "people:segments": EDITORS,
    "people:tags": EDITORS,
    "people:imports": EDITORS,
    "organizations:settings": OWNERS,
    "organizations:trail": EDITORS,
}
"""Pages that some roles do not find; to them the way there is not shown."""


SHOWN_TO_PARTNERS: dict[str, Subject] = {
    "proposals:proposals": Subject.DECISIONS,
    "agreements:agreements": Subject.AGREEMENTS,
    "offers:needs": Subject.OFFERS,
    "offers:budgets": Subject.OFFERS,
    "indicators:places": Subject.FIGURES,
    "workplan:workplan": Subject.WORKPLAN,
    "workplan:meetings": Subject.MINUTES,
    "reviews:reviews": Subject.FIGURES,
    "network:network": Subject.NETWORK,
    "network:participation": Subject.NETWORK,
    "indicators:indicators": Subject.FIGURES,
    "indicators:dimensions": Subject.FIGURES,
}
"""Pages of a coalition that the people of its members find where the subject was agreed."""


AGREED = _("What we show each other")
"""Of a coalition's navigation for partners: the way to what was agreed."""


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Stage:
    name: str
    label: str
    items: tuple[Item, ...]


def _address(name: str, slug: str) -> str:
    """Where a page is, or nothing while its room does not exist."""
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""


def _current(path: str, addresses: list[str]) -> str:
    """The page that ``path`` belongs to: the longest address that it begins with."""
    return max((one for one in addresses if one and path.startswith(one)), key=len, default="")


def stages(*, slug: str, path: str, kind: RoleKind = RoleKind.OWNER) -> tuple[Stage, ...]:
    """The navigation of the organization ``slug`` for a role, with the place of ``path`` marked."""
    return _built(
        path,
        {
            name: _address(name, slug) if kind in ONLY_FOR.get(name, EVERYONE) else ""
            for _, _, pages in STAGES
            for name, _ in pages
        },
    )


def partner_stages(
    *,
    slug: str,
    path: str,
    subjects: Collection[str],
    terms: tuple[str, uuid.UUID] | None = None,
) -> tuple[Stage, ...]:
    """The navigation of the coalition ``slug`` for the people of a member that it shows ``subjects``.

    ``terms`` are the member and its membership: the page in its own workspace that says what was agreed.
    """
    shown = _built(
        path,
        {
            name: _address(name, slug) if SHOWN_TO_PARTNERS.get(name) in subjects else ""
            for _, _, pages in STAGES
            for name, _ in pages
        },
    )
    if terms is None:
        return shown
    agreed = Item(str(AGREED), reverse("partners:partner", args=terms), is_current=False)
    return (*shown, Stage(name="terms", label="", items=(agreed,)))


def _built(path: str, addresses: dict[str, str]) -> tuple[Stage, ...]:
    current = _current(path, list(addresses.values()))
    built = (
        Stage(
            name=stage,
            label=str(label),
            items=tuple(
                Item(str(text), addresses[name], addresses[name] == current)
                for name, text in pages
                if addresses[name]
            ),
        )
        for stage, label, pages in STAGES
    )
    return tuple(stage for stage in built if stage.items)
