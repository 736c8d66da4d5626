"""What an act is, as its desk page and the pages of the record tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.act.lobbying.acts import Act, act_of, acts_of
from concerted.act.lobbying.classifier import Audience, Call, Decider, LobbyingKind
from concerted.act.lobbying.models import Classification, Effort
from concerted.act.lobbying.queries.book import Line, lines_of
from concerted.act.lobbying.queries.warnings import warnings_of
from concerted.act.officials.models import BodyKind, Jurisdiction, Tenure
from concerted.act.policies.cautions import Caution
from concerted.act.policies.models import PolicyItem, Position
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize

TONES = {
    LobbyingKind.DIRECT: "look",
    LobbyingKind.GRASSROOTS: "look",
    LobbyingKind.NONE: "good",
}
DECIDERS = {
    BodyKind.LEGISLATURE: Decider.LEGISLATURE,
    BodyKind.COUNCIL: Decider.LEGISLATURE,
    BodyKind.SCHOOL_BOARD: Decider.ADMINISTRATIVE,
    BodyKind.HEALTH_AUTHORITY: Decider.ADMINISTRATIVE,
    BodyKind.HOSPITAL_BOARD: Decider.ADMINISTRATIVE,
    BodyKind.LICENSING_BOARD: Decider.ADMINISTRATIVE,
    BodyKind.MINISTRY: Decider.ADMINISTRATIVE,
    BodyKind.TREATY_BODY: Decider.ADMINISTRATIVE,
    BodyKind.COURT: Decider.COURT,
    BodyKind.LANDLORD: Decider.PRIVATE,
    BodyKind.COMPANY: Decider.PRIVATE,
}
"""Who decides, as the kind of body suggests. A government may be either, so it suggests nothing."""
LAWMAKING_ROLES = {"upper", "lower", "legislature", "sen", "rep"}


@dataclass(frozen=True)
class Classified:
    """An act with what it is, for the part ``lobbying/_classified.html``."""

    act: Act
    standing: Classification | None
    warnings: Sequence[Caution]
    can_edit: bool
    url: str
    """Where the record tells of it."""
    classify_url: str

    @property
    def tone(self) -> str:
        return TONES[LobbyingKind(self.standing.kind)] if self.standing is not None else "plain"


def act_url(name: str, act: Act) -> str:
    return reverse(f"lobbying:{name}", args=[act.organization.slug, act.kind, act.pk])


def classified(record: Any, viewer: Viewer) -> Classified:
    """What ``record`` is: a row of a registered table that has passed a gate."""
    return classified_act(act_of(record), viewer)


def classified_act(act: Act, viewer: Viewer) -> Classified:
    return Classified(
        act=act,
        standing=_of_act(act, viewer).standing().first(),
        warnings=warnings_of(act, viewer),
        can_edit=can_organize(act.organization, viewer),
        url=act_url("act", act),
        classify_url=act_url("classify_act", act),
    )


def _of_act(act: Act, viewer: Viewer) -> Any:
    rows = Classification.objects.visible_to(viewer).filter(organization=act.organization)
    return rows.filter(act_kind=act.kind, act_id=act.pk)


@dataclass(frozen=True)
class Answered:
    """One answer to the questions, now or before."""

    row: Classification
    answers: Sequence[tuple[str, str]]
    """Question and answer, in a word each."""
    who: str


@dataclass(frozen=True)
class ActDesk:
    told: Classified
    history: Sequence[Answered]
    """The standing answer first."""
    lines: Sequence[Line]


def act_desk(act: Act, viewer: Viewer) -> ActDesk:
    """All that the record knows of an act which has passed a gate."""
    history = _of_act(act, viewer).select_related("answered_by", "policy")
    rows = Effort.objects.visible_to(viewer).filter(organization=act.organization)
    efforts = rows.standing().filter(act_kind=act.kind, act_id=act.pk).select_related("source")
    return ActDesk(
        told=classified_act(act, viewer),
        history=[_answered(one) for one in history],
        lines=lines_of(efforts),
    )


def _answered(row: Classification) -> Answered:
    yes, no = _("yes"), _("no")
    answers = [
        (_("Who decides"), str(Decider(row.decider).label)),
        (_("A specific law"), yes if row.is_specific else no),
        (_("A view on it"), yes if row.has_view else no),
        (_("Said to"), str(Audience(row.audience).label)),
        (_("People are asked"), str(Call(row.call).label)),
    ]
    if row.policy is not None:
        answers.insert(0, (_("Policy"), str(row.policy)))
    if row.exception:
        answers.append((str(row.get_exception_display()), row.exception_words))
    return Answered(row, answers, str(row.answered_by) if row.answered_by else "")


@dataclass(frozen=True)
class ActLine:
    act: Act
    standing: Classification | None
    tone: str
    url: str
    classify_url: str

    @property
    def is_waiting(self) -> bool:
        """Whether it is ours, and nobody has said what it is."""
        return self.standing is None and self.act.is_taken


def act_lines(organization: Organization, viewer: Viewer) -> list[ActLine]:
    """Every act with what it is, those that wait for the five questions first.

    What others do, as a hearing at which nobody of ours speaks, stands among them only once somebody classified it.
    """
    rows = Classification.objects.visible_to(viewer).filter(organization=organization)
    standing = {(one.act_kind, one.act_id): one for one in rows.standing()}
    found = [
        _act_line(act, standing.get((act.kind, act.pk))) for act in acts_of(organization, viewer)
    ]
    known = [one for one in found if one.is_waiting or one.standing is not None]
    return sorted(known, key=lambda one: one.standing is not None)


def _act_line(act: Act, row: Classification | None) -> ActLine:
    tone = TONES[LobbyingKind(row.kind)] if row is not None else "plain"
    return ActLine(act, row, tone, act_url("act", act), act_url("classify_act", act))


def suggested(act: Act) -> dict[str, str]:
    """What the five questions begin with: as its policy, its officials and its kind suggest. People look and confirm."""
    found = {"audience": act.audience, "call": act.call}
    if decider := suggested_decider(act):
        found["decider"] = decider
    policy = PolicyItem.objects.filter(pk=act.policy).first() if act.policy else None
    if policy is not None:
        found["is_specific"] = "yes"
        found["has_view"] = "no" if policy.position == Position.WATCH else "yes"
    return {name: value for name, value in found.items() if value}


def suggested_decider(act: Act) -> Decider | None:
    """Who decides, as the place of the act's policy or the post of its official suggests."""
    known = [act.policy] if act.policy is not None else []
    policies = PolicyItem.objects.filter(pk__in=known, jurisdiction__isnull=False)
    for policy in policies.select_related("jurisdiction"):
        if policy.jurisdiction is not None and (found := _of_body(policy.jurisdiction)):
            return found
    tenures = Tenure.objects.filter(official__in=act.officials).select_related(
        "post__jurisdiction"
    )
    for tenure in tenures.current():
        if tenure.post.role in LAWMAKING_ROLES:
            return Decider.LEGISLATURE
        if found := _of_body(tenure.post.jurisdiction):
            return found
    return None


def _of_body(place: Jurisdiction) -> Decider | None:
    if place.ocd_id.endswith("/legislature"):
        return Decider.LEGISLATURE
    return DECIDERS.get(BodyKind(place.kind))
