"""By what an organization tells people apart: questions of the catalogue, and its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.listen.representation.catalogue import BUILT_IN, SEVERAL, SEVERAL_NAME
from concerted.listen.representation.models import Dimension, Subgroup
from concerted.organizations.models import Organization

MOST = 20
"""Answers to one question: more tell of too few people each."""


@transaction.atomic
def adopt_dimension(*, organization: Organization, key: str, by: Viewer | None) -> Dimension:
    """The question ``key`` of the catalogue, for this organization; asked again, the one it has."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    found = organization.dimensions.filter(key=key).first()
    if found is not None:
        return found
    built_in = BUILT_IN.get(key)
    if built_in is None:
        raise Refused(_("There is no such question."))
    with override("en"):
        dimension = organization.dimensions.create(
            key=key,
            name=str(built_in.name),
            question=str(built_in.question),
            language="en",
            is_ordered=built_in.is_ordered,
            takes_many=built_in.takes_many,
            offers_other=built_in.offers_other,
            number=_next(organization),
        )
        _add_groups(dimension, {name: str(words) for name, words in built_in.subgroups.items()})
    note(verb="added", subject=dimension, by=by, after={"name": dimension.name})
    return dimension


@transaction.atomic
def add_dimension(
    *,
    organization: Organization,
    name: str,
    question: str,
    answers: Sequence[str],
    language: str,
    is_ordered: bool = False,
    takes_many: bool = False,
    offers_other: bool = False,
    by: Viewer | None,
) -> Dimension:
    """A question of the organization's own. The same name asked again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.dimensions.filter(name=name).first()
    if same is not None:
        return same
    words = list(dict.fromkeys(" ".join(one.split()) for one in answers if one.strip()))
    if not 2 <= len(words) <= MOST:
        words_ = _("Please give two to %(most)d different answers, one in each line.")
        raise Refused(words_ % {"most": MOST}, field="answers")
    dimension = organization.dimensions.create(
        key=_free_key(organization, name),
        name=name,
        question=question,
        language=language,
        is_ordered=is_ordered,
        takes_many=takes_many,
        offers_other=offers_other,
        number=_next(organization),
    )
    groups = {
        f"{number}_{slugify(word)[:40]}".strip("_"): word for number, word in enumerate(words, 1)
    }
    if takes_many:
        groups[SEVERAL] = str(SEVERAL_NAME)
    _add_groups(dimension, groups)
    note(verb="added", subject=dimension, by=by, after={"name": name})
    return dimension


@transaction.atomic
def add_subgroup(*, dimension: Dimension, name: str, language: str, by: Viewer | None) -> Subgroup:
    """One more answer to a question, behind those it has; asked again, the one that has this name."""
    dimension = Dimension.objects.select_for_update().get(pk=dimension.pk)
    rows = list(Subgroup.objects.filter(dimension=dimension))
    same = next((one for one in rows if one.name.casefold() == name.casefold()), None)
    if same is not None:
        return same
    if len(rows) >= MOST:
        raise Refused(_("A question has %(most)d answers at most.") % {"most": MOST}, field="name")
    number = max((one.number for one in rows), default=0) + 1
    subgroup = Subgroup.objects.create(
        organization_id=dimension.organization_id,
        dimension=dimension,
        key=f"{number}_{slugify(name)[:40]}".strip("_"),
        name=name,
        language=language,
        number=number,
    )
    note(verb="added", subject=subgroup, by=by, after={"name": name})
    return subgroup


def _next(organization: Organization) -> int:
    last = Dimension.objects.filter(organization=organization).aggregate(last=Max("number"))
    return (last["last"] or 0) + 1


def _free_key(organization: Organization, name: str) -> str:
    """Never one of the catalogue: its words would stand in the place of the organization's."""
    stem = slugify(name)[:30].strip("-") or "question"
    taken = {*BUILT_IN, *organization.dimensions.values_list("key", flat=True)}
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _add_groups(dimension: Dimension, groups: dict[str, str]) -> None:
    Subgroup.objects.bulk_create(
        Subgroup(
            organization_id=dimension.organization_id,
            dimension=dimension,
            key=key,
            name=name,
            language=dimension.language,
            number=number,
        )
        for number, (key, name) in enumerate(groups.items(), 1)
    )
