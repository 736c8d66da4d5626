"""What people did, and what those who decide answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.petitions.models import Answer, Delivery, Petition, Signature
from concerted.measure.reports.documents import Block, Figure, Figures, Item, Listing, Words
from concerted.measure.reports.queries.words import day
from concerted.measure.reports.registry import Scope
from concerted.organizations.translations import renditions

GOAL = "campaign__goal"


def acted(scope: Scope, language: str) -> Sequence[Block]:
    """The petitions of those days: how many signed in them, and to whom the names were brought."""
    rows = scope.only(Petition.objects.public(), GOAL)
    rows = rows.filter(published_at__lt=scope.until).filter(
        Q(closed_at__isnull=True) | Q(closed_at__gte=scope.since)
    )
    petitions = list(rows.with_everything().order_by("published_at"))
    if not petitions:
        return []
    signed = _signed(scope, petitions)
    handed = scope.only(Delivery.objects.public(), f"petition__{GOAL}")
    given = list(handed.filter(delivered_on__gte=scope.start, delivered_on__lte=scope.end))
    figures = [_counted(signed, "signature")]
    if given:
        figures.append(_counted(len(given), "delivery"))
    texts = renditions(petitions, language)
    return [
        Figures(tuple(figures)),
        Listing(
            _("What people stood up for"),
            tuple(
                Item(
                    texts[one.pk].title,
                    _("to %(target)s") % {"target": one.target},
                    _("since %(day)s") % {"day": day(one.published_at)},
                    one.get_absolute_url(),
                    texts[one.pk].language,
                )
                for one in petitions
            ),
        ),
    ]


def _signed(scope: Scope, petitions: Sequence[Petition]) -> int:
    """How many signatures that count were given in those days."""
    rows = Signature.objects.counted().filter(petition__in=petitions)
    days = Q(created_at__gte=scope.since, created_at__lt=scope.until)
    return int(rows.aggregate(number=Count("pk", filter=days))["number"])


def _counted(count: int, what: str) -> Figure:
    words = {
        "signature": ngettext("signature", "signatures", count),
        "delivery": ngettext("time they were handed over", "times they were handed over", count),
    }
    return Figure(number_format(count, force_grouping=True), words[what])


def answered(scope: Scope, language: str) -> Sequence[Block]:
    """What was answered to what people asked for, each answer in the words of who decides."""
    rows = scope.only(Answer.objects.public(), f"petition__{GOAL}")
    rows = rows.filter(answered_on__gte=scope.start, answered_on__lte=scope.end)
    found = list(rows.select_related("petition__organization").order_by("answered_on"))
    if not found:
        return []
    texts = renditions([one.petition for one in found], language)
    words = renditions(found, language)
    blocks: list[Block] = [
        Listing(
            _("What was answered"),
            tuple(
                Item(
                    title=texts[one.petition_id].title,
                    text=_("Their answer: %(answer)s") % {"answer": one.get_stance_display()},
                    when=day(one.answered_on),
                    url=one.petition.get_absolute_url(),
                    language=texts[one.petition_id].language,
                )
                for one in found
            ),
        )
    ]
    return blocks + [Words(f"“{words[one.pk].text}”", words[one.pk].language) for one in found]
