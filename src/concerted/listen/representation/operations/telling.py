"""Telling about oneself, changing it, taking it back. Nobody's name comes near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.limits.buckets import take
from concerted.listen.representation.catalogue import SEVERAL
from concerted.listen.representation.models import (
    Dimension,
    Occasion,
    Said,
    SelfDescription,
    State,
    Subgroup,
)
from concerted.listen.representation.queries.asking import DECLINED, OTHER
from concerted.listen.representation.queries.keys import hash_of


@transaction.atomic
def tell_about_oneself(
    *, occasion: Occasion, key: str, told: Mapping[str, Sequence[str]], visitor: str = ""
) -> SelfDescription | None:
    """Keep what the holder of ``key`` told, in place of what they told before; a question left out is taken back.

    ``told`` has for each dimension answered the keys of the subgroups chosen, or ``OTHER`` or ``DECLINED`` alone.
    ``key`` is whatever the room knows its participant by, the same each time. Raises ``Refused`` when nothing is
    asked any more, on a flood, and where an answer is none of those offered.
    """
    occasion = _asking(occasion)
    if visitor and not take(
        f"about:{visitor[:40]}{occasion.pk.hex[-12:]}", capacity=80, per_second=0.1
    ):
        raise Refused(_("Many answers came from your network just now. Please wait a minute."))
    answers = _answers(occasion, told)
    if not answers:
        take_back(occasion=occasion, key=key)
        return None
    hashed = hash_of(occasion, key)
    description, _new = SelfDescription.objects.get_or_create(occasion=occasion, key_hash=hashed)
    locked = SelfDescription.objects.select_for_update().filter(pk=description.pk).first()
    if locked is None:  # the night's shuffle wrote it anew at this moment
        raise Refused(_("Please send this once more."))
    if _same(description, answers):
        return description
    Said.objects.filter(description=description).delete()
    for one in answers:
        one.description = description
    Said.objects.bulk_create(answers)
    _mark(occasion)
    return description


@transaction.atomic
def tell_on_each(
    *,
    occasions: Sequence[Occasion],
    key: str,
    told: Mapping[str, Sequence[str]],
    visitor: str = "",
) -> None:
    """Keep on each of ``occasions`` what is asked there of what the holder of ``key`` told once.

    The keys under which it is kept differ, so that the occasions cannot be laid side by side.
    """
    for occasion in occasions:
        asked = set(Dimension.objects.filter(occasions=occasion).values_list("key", flat=True))
        own = {name: chosen for name, chosen in told.items() if name in asked}
        tell_about_oneself(occasion=occasion, key=key, told=own, visitor=visitor)


@transaction.atomic
def take_back(*, occasion: Occasion, key: str) -> None:
    """Delete all that the holder of ``key`` told on this occasion; said again, nothing happens."""
    found = SelfDescription.objects.filter(occasion=occasion, key_hash=hash_of(occasion, key))
    if found.delete()[0]:
        _mark(occasion)


def _asking(occasion: Occasion) -> Occasion:
    occasion = Occasion.objects.get(pk=occasion.pk)
    if not occasion.takes_answers:
        raise Refused(_("These questions are not asked any more."))
    return occasion


def _mark(occasion: Occasion) -> None:
    """Written once between two readings, so that many who answer at a time do not wait for each other."""
    Occasion.objects.filter(pk=occasion.pk, is_changed=False).update(is_changed=True)


def _same(description: SelfDescription, answers: Sequence[Said]) -> bool:
    before = Said.objects.filter(description=description)
    return {_said(one) for one in before} == {_said(one) for one in answers}


def _said(one: Said) -> tuple[object, ...]:
    return one.dimension_id, one.state, tuple(one.subgroups)


def _answers(occasion: Occasion, told: Mapping[str, Sequence[str]]) -> list[Said]:
    asked = {one.key: one for one in Dimension.objects.filter(occasions=occasion)}
    groups: dict[object, dict[str, Subgroup]] = {one.pk: {} for one in asked.values()}
    for group in Subgroup.objects.filter(dimension__in=asked.values()):
        groups[group.dimension_id][group.key] = group
    answers = []
    for name, chosen in told.items():
        dimension = asked.get(name)
        if dimension is None:
            raise Refused(_("This is not asked here."), field=name)
        if chosen:
            answers.append(_answer(dimension, groups[dimension.pk], list(dict.fromkeys(chosen))))
    return answers


def _answer(dimension: Dimension, groups: Mapping[str, Subgroup], chosen: list[str]) -> Said:
    if chosen == [DECLINED]:
        return Said(dimension=dimension, state=State.DECLINED)
    if chosen == [OTHER] and dimension.offers_other:
        return Said(dimension=dimension, state=State.OTHER)
    if DECLINED in chosen or OTHER in chosen:
        words = _("Please choose either this answer or the others.")
        raise Refused(words, field=dimension.key)
    if any(key not in groups or key == SEVERAL for key in chosen):
        raise Refused(_("This answer is not offered here."), field=dimension.key)
    if len(chosen) > 1 and not dimension.takes_many:
        raise Refused(_("Please choose one answer."), field=dimension.key)
    counted = groups[chosen[0]] if len(chosen) == 1 else groups[SEVERAL]
    return Said(
        dimension=dimension, state=State.CHOSEN, subgroup=counted, subgroups=sorted(chosen)
    )
