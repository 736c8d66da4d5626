"""What a community does not want published, in words for everybody; also where a figure was kept."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from concerted.measure.indicators.models import Veto
from concerted.measure.indicators.models.vetoes import VetoQuerySet
from concerted.organizations.models import Organization
from concerted.organizations.translations import renditions

Cut = tuple[uuid.UUID, uuid.UUID | None]
"""An indicator, and by what people are told apart; everybody without a dimension."""


def vetoes_over(organization: Organization, cuts: Iterable[Cut]) -> dict[Cut, list[Veto]]:
    """For each of ``cuts`` of ``organization`` that a community withdrew the vetoes that stand; one query."""
    wanted = set(cuts)
    if not wanted:
        return {}
    rows = Veto.objects.public().standing().filter(organization=organization)
    standing = list(rows.select_related("dimension"))
    found = {
        (indicator, dimension): [
            one
            for one in standing
            if one.indicator_id in (None, indicator) and one.dimension_id in (None, dimension)
        ]
        for indicator, dimension in wanted
    }
    return {cut: vetoes for cut, vetoes in found.items() if vetoes}


def mark_of(vetoes: VetoQuerySet) -> str:
    """Another one as soon as a community withdraws a cut, or takes that back: for the keys of what is kept ready."""
    keys = vetoes.order_by("pk").values_list("pk", flat=True)
    return hashlib.sha256(" ".join(map(str, keys)).encode()).hexdigest()


def veto_sentences(vetoes: Sequence[Veto], language: str) -> list[str]:
    """Who asked for what, with the community's own words. Each of ``vetoes`` has its dimension loaded."""
    names = renditions([one.dimension for one in vetoes if one.dimension is not None], language)
    texts = renditions(vetoes, language)
    told = []
    for one in vetoes:
        values = {"who": one.asked_by, "what": ""}
        sentence = _(
            "%(who)s asked that none of these figures are published, not even those of everybody together."
        )
        if one.dimension is not None:
            values["what"] = names[one.dimension.pk].title
            sentence = _("%(who)s asked that figures by “%(what)s” are not published.")
        told.append(f"{sentence % values} {texts[one.pk].words}".strip())
    return told
