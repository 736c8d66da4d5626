"""Elections near what is said: who of those it goes to or names is a candidate, and which vote is close."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.act.lobbying.acts import Act
from concerted.act.lobbying.models import Candidacy, ElectionWindow, StatusKind
from concerted.act.lobbying.queries.taxyears import tax_history
from concerted.act.officials.models import Jurisdiction, Official
from concerted.act.policies.cautions import Caution, Speech
from concerted.act.policies.models import PolicyItem
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.translations import TranslatableRecord
from concerted.organizations.zones import today_in


def warnings_of(act: Act, viewer: Viewer, *more: Any) -> list[Caution]:
    """What the rule on campaigns asks of an act that has passed a gate, and of ``more`` rows that tell of it."""
    return cautions(
        Speech(
            organization=act.organization,
            officials=lambda: act.officials,
            places=_place_of_policy(act),
            texts=lambda: [text for row in (act.row, *more) for text in texts_of(row)],
        ),
        viewer,
    )


def cautions(speech: Speech, viewer: Viewer) -> list[Caution]:
    """The same of anything that is said; nothing for who may take part in campaigns."""
    owner, today = speech.organization, today_in(speech.organization)
    if not _is_barred(owner, viewer, today):
        return []
    windows = ElectionWindow.objects.visible_to(viewer).filter(organization=owner)
    windows = windows.filter(votes_on__gte=today).select_related("jurisdiction")
    coming = list(windows)
    if not coming:
        return []
    officials = set(speech.officials())
    running = Candidacy.objects.visible_to(viewer).filter(window__in=coming)
    people = list(running.select_related("official", "window"))
    met = [one for one in people if one.official_id in officials]
    others = [one for one in people if one.official_id not in officials]
    text = "\n".join(speech.texts()) if others else ""
    named = [one for one in others if is_named(one.official, text)]
    told = {one.window_id for one in (*met, *named)}
    open_now = [one for one in coming if one.opens_on <= today and one.pk not in told]
    places = _places(speech, officials) if open_now else set()
    near = [one for one in open_now if _is_there(one, places)]
    return [
        *map(_of_candidate, met),
        *(_of_candidate(one, is_named=True) for one in named),
        *map(_of_window, near),
    ]


def _is_barred(owner: Organization, viewer: Viewer, today: datetime.date) -> bool:
    """Whether the rule binds it; who has not told its status is warned."""
    history = tax_history(owner, viewer)
    return history is None or StatusKind(history.on(today).kind).is_501c3


def is_named(official: Official, text: str) -> bool:
    """Whether ``text`` seems to name an official: by the whole name, or the family name as it is written."""
    whole = re.search(rf"(?<!\w){re.escape(official.name)}(?!\w)", text, re.IGNORECASE)
    family = official.family_name
    return bool(whole or (family and re.search(rf"(?<!\w){re.escape(family)}(?!\w)", text)))


def texts_of(row: Any) -> list[str]:
    """What people wrote in a row, in every language; nothing that is private."""
    hidden: frozenset[str] = getattr(row, "private_fields", frozenset())
    found = [
        getattr(row, field.name)
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in hidden
    ]
    if isinstance(row, TranslatableRecord):
        found += [text for one in row.translations() for text in one.texts.values()]
    return [text for text in found if text]


def _place_of_policy(act: Act) -> Sequence[Jurisdiction]:
    """Where the policy of an act is decided. It has passed the gate of the act."""
    rows = (
        PolicyItem.objects.filter(pk=act.policy, jurisdiction__isnull=False) if act.policy else []
    )
    return [one.jurisdiction for one in rows if one.jurisdiction is not None]


def _places(speech: Speech, officials: Collection[Any]) -> set[str]:
    """Where it is decided, and where these officials hold a post."""
    rows = Jurisdiction.objects.filter(posts__tenures__official__in=officials).distinct()
    return {_key(one) for one in (*speech.places, *rows)}


def _key(place: Jurisdiction) -> str:
    """What the bodies of one place share: a state's legislature and its government have one election day."""
    return place.ocd_id.rpartition("/")[0] or str(place.pk)


def _is_there(window: ElectionWindow, places: Collection[str]) -> bool:
    """Whether an election is where it is said. Of what has no place nobody can know, so each one counts."""
    return not places or window.jurisdiction is None or _key(window.jurisdiction) in places


def _of_candidate(one: Candidacy, *, is_named: bool = False) -> Caution:
    told = {
        "name": one.official.name,
        "election": one.window.name,
        "day": date_format(one.window.votes_on),
    }
    title = (
        _("The text seems to name %(name)s, a candidate: %(election)s, %(day)s.")
        if is_named
        else _("%(name)s is a candidate: %(election)s, %(day)s.")
    )
    return Caution(
        title % told,
        _(
            "A 501(c)(3) may not help or hurt a candidate. Speak of the decision, not of the election. Compare no "
            "candidates, rate nobody, and keep to what you did before they ran. Ask a lawyer before you publish."
        ),
    )


def _of_window(one: ElectionWindow) -> Caution:
    told = {"election": one.name, "day": date_format(one.votes_on)}
    return Caution(
        _("An election is near: %(election)s, %(day)s.") % told,
        _(
            "A 501(c)(3) may not take part in a campaign. Name no candidate and no party, and let the day of the vote "
            "not set the day of your act. If in doubt, ask a lawyer."
        ),
    )
