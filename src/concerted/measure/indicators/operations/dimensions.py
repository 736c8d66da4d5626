"""By what people are told apart: sets that are ready to use, and those of an organization's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.measure.indicators.models import Dimension, Subgroup
from concerted.measure.indicators.sets import SETS, Set
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug
from concerted.organizations.translating import save_translation

MOST = 60
"""Groups of one dimension: more are told of too few people each."""


@transaction.atomic
def adopt_dimension(*, organization: Organization, key: str, by: Viewer | None) -> Dimension:
    """The ready-made dimension ``key``, in every language of the organization's pages. Asked again, the one it has."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    ready = SETS.get(key)
    if ready is None:
        raise Refused(_("There is no such set of groups."))
    same = Dimension.objects.filter(organization=organization, slug=ready.slug).first()
    if same is not None:
        return same
    with override("en"):
        dimension = Dimension.objects.create(
            organization=organization,
            title=str(ready.title),
            slug=ready.slug,
            language="en",
            standard=ready.standard,
            is_ordered=ready.is_ordered,
        )
        _add_groups(dimension, {code: str(title) for code, title in ready.subgroups.items()}, "en")
    note(verb="added", subject=dimension, by=by, after={"title": dimension.title})
    for language in organization.page_languages:
        _translate(dimension, ready, language, by)
    return dimension


@transaction.atomic
def add_dimension(
    *,
    organization: Organization,
    title: str,
    groups: Sequence[str],
    language: str = "",
    is_ordered: bool = False,
    by: Viewer | None,
) -> Dimension:
    """A dimension of the organization's own. The same title again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    rows = Dimension.objects.filter(organization=organization)
    same = rows.filter(title=title).first()
    if same is not None:
        return same
    words = list(dict.fromkeys(" ".join(one.split()) for one in groups if one.strip()))
    if not 2 <= len(words) <= MOST:
        told = _("Please give two to %(most)d different groups, one in each line.")
        raise Refused(told % {"most": MOST}, field="groups")
    language = language or organization.language
    dimension = Dimension.objects.create(
        organization=organization,
        title=title,
        slug=free_slug(rows, title, otherwise="groups"),
        language=language,
        is_ordered=is_ordered,
    )
    _add_groups(dimension, _codes(words), language)
    note(verb="added", subject=dimension, by=by, after={"title": title})
    return dimension


@transaction.atomic
def change_dimension(
    *, dimension: Dimension, title: str, is_ordered: bool, by: Viewer | None
) -> Dimension:
    """Other words for a dimension, or whether its groups have an order."""
    dimension = _locked(dimension)
    before, after = change(dimension, title=title, is_ordered=is_ordered)
    if after:
        note(verb="edited", subject=dimension, by=by, before=before, after=after)
    return dimension


@transaction.atomic
def add_subgroup(
    *, dimension: Dimension, title: str, language: str = "", by: Viewer | None
) -> Subgroup:
    """One more group, behind those there are. Asked again, the one that has this name."""
    dimension = _locked(dimension)
    rows = list(Subgroup.objects.filter(dimension=dimension))
    same = next((one for one in rows if one.title.casefold() == title.casefold()), None)
    if same is not None:
        return same
    if len(rows) >= MOST:
        told = _("There can be %(most)d groups at most.")
        raise Refused(told % {"most": MOST}, field="title")
    codes = _codes([*(one.code for one in rows), title])
    last = Subgroup.objects.filter(dimension=dimension).aggregate(last=Max("position"))["last"]
    subgroup = Subgroup.objects.create(
        organization_id=dimension.organization_id,
        dimension=dimension,
        code=list(codes)[-1],
        title=title,
        language=language or dimension.language,
        position=(last or 0) + 1,
    )
    note(verb="added", subject=subgroup, by=by, after={"title": title})
    return subgroup


@transaction.atomic
def rename_subgroup(*, subgroup: Subgroup, title: str, by: Viewer | None) -> Subgroup:
    """Another name for a group. Its code in files stays."""
    subgroup = Subgroup.objects.select_for_update().get(pk=subgroup.pk)
    before, after = change(subgroup, title=title)
    if after:
        note(verb="edited", subject=subgroup, by=by, before=before, after=after)
    return subgroup


@transaction.atomic
def raise_subgroup(*, subgroup: Subgroup, by: Viewer | None) -> Subgroup:
    """Put a group before the one that stands in front of it. The first stays where it is."""
    dimension = _locked(subgroup.dimension)
    rows = list(Subgroup.objects.filter(dimension=dimension).order_by("position", "created_at"))
    at = next(place for place, one in enumerate(rows) if one.pk == subgroup.pk)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
        for position, one in enumerate(rows, 1):
            one.position = position
        Subgroup.objects.bulk_update(rows, ["position"])
        note(verb="moved", subject=subgroup, by=by, after={"position": at})
    subgroup.refresh_from_db()
    return subgroup


@transaction.atomic
def compare_with(
    *, dimension: Dimension, subgroup: Subgroup | None, by: Viewer | None
) -> Dimension:
    """Make ``subgroup`` the reference group of its dimension; nothing takes the reference away."""
    dimension = _locked(dimension)
    rows = Subgroup.objects.filter(dimension=dimension)
    if subgroup is not None and subgroup.dimension_id != dimension.pk:
        raise Refused(_("This group belongs to another dimension."), field="subgroup")
    before = rows.filter(is_reference=True).first()
    if before == subgroup:
        return dimension
    rows.filter(is_reference=True).update(is_reference=False)
    if subgroup is not None:
        rows.filter(pk=subgroup.pk).update(is_reference=True)
    told = {"reference": before.title if before is not None else ""}
    new = {"reference": subgroup.title if subgroup is not None else ""}
    note(verb="edited", subject=dimension, by=by, before=told, after=new)
    return dimension


def _add_groups(dimension: Dimension, groups: Mapping[str, str], language: str) -> None:
    Subgroup.objects.bulk_create(
        Subgroup(
            organization_id=dimension.organization_id,
            dimension=dimension,
            code=code,
            title=title,
            language=language,
            position=position,
        )
        for position, (code, title) in enumerate(groups.items(), 1)
    )


def _codes(titles: Sequence[str]) -> dict[str, str]:
    """A code for each title, no two the same."""
    codes: dict[str, str] = {}
    for number, title in enumerate(titles, 1):
        code = slugify(title)[:50] or f"group-{number}"
        codes[code if code not in codes else f"{code}-{number}"] = title
    return codes


def _translate(dimension: Dimension, ready: Set, language: str, by: Viewer | None) -> None:
    """The words of the set in ``language``, where the software has them."""
    with override(language):
        title = str(ready.title)
        titles = {code: str(words) for code, words in ready.subgroups.items()}
    rows: list[tuple[Dimension | Subgroup, str]] = [(dimension, title)]
    rows += [(one, titles[one.code]) for one in dimension.subgroups.all()]
    for row, words in rows:
        if words != row.title and language != row.language:
            save_translation(record=row, language=language, texts={"title": words}, by=by)


def _locked(dimension: Dimension) -> Dimension:
    rows = Dimension.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=dimension.pk)
