"""How many people signed petitions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from concerted.act.petitions.models import Petition, Signature, Via
from concerted.measure.indicators.extracts.calendars import by_period
from concerted.measure.indicators.extracts.registry import Asked, Drawn, Extract
from concerted.measure.indicators.importing.lines import Line
from concerted.measure.indicators.models import Kind, Unit
from concerted.organizations.models import Organization


def _signers(asked: Asked) -> Drawn:
    """Signatures as they stood at the end of that day. For the office: it has passed a gate."""
    moment = asked.moment
    needs_no_word = Q(petition__needs_confirmation=False) | Q(via=Via.PAPER)
    was_taken_back = Q(disowned_at__lt=moment) | Q(removed_at__lt=moment)
    rows = Signature.objects.filter(
        needs_no_word | Q(confirmed_at__lt=moment),
        petition__organization=asked.organization,
        created_at__lt=moment,
    ).exclude(was_taken_back)
    if asked.choice:
        rows = rows.filter(petition__slug=asked.choice)
    signed = Case(When(needs_no_word, then=F("created_at")), default=F("confirmed_at"))
    days = rows.annotate(signed=signed).values_list("signed", flat=True)
    found = by_period(asked, ((asked.day(day), None) for day in days))
    return Drawn(
        tuple(
            Line(row=0, start=span.start, end=span.end, value=float(len(all_)), n=len(all_))
            for span, all_ in found.items()
        )
    )


def _petitions(organization: Organization) -> Iterable[tuple[str, str]]:
    rows = Petition.objects.filter(organization=organization, published_at__isnull=False)
    return [(one.slug, one.title) for one in rows]


PETITION_SIGNERS = Extract(
    name="petition-signers",
    version=2,
    title=_("Signatures"),
    words=_(
        "The signatures that came in a period, confirmed where the petition asks for it, without those that were taken"
        " back by the last day that counts."
    ),
    kind=Kind.AVERAGE,
    unit=Unit.NUMBER,
    favourable=True,
    draw=_signers,
    choice=_("Which petition?"),
    choices=_petitions,
)
