"""Places, and the figures of who lives there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.listen.representation.models import BenchmarkShare, Dimension, Place, Subgroup
from concerted.listen.representation.operations.dimensions import adopt_dimension
from concerted.listen.representation.queries.benchmark_files import BenchmarkFile, Line
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug


@dataclass(frozen=True)
class Imported:
    """What an import changed; ``dimensions`` are keys."""

    place: Place
    dimensions: tuple[str, ...]
    added: int
    changed: int
    removed: int
    same: int


@transaction.atomic
def add_place(*, organization: Organization, name: str, by: Viewer | None) -> Place:
    """A place that benchmarks can be given for; the same name asked again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.places.filter(name__iexact=name).first()
    if same is not None:
        return same
    slug = free_slug(organization.places.all(), name[:50], otherwise="place")
    place = organization.places.create(name=name, slug=slug)
    note(verb="added", subject=place, by=by, after={"name": name})
    return place


@transaction.atomic
def rename_place(*, place: Place, name: str, by: Viewer | None) -> Place:
    """Give a place another name; its address stays."""
    place = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    others = Place.objects.filter(organization_id=place.organization_id).exclude(pk=place.pk)
    if others.filter(name__iexact=name).exists():
        raise Refused(_("Another place has this name."), field="name")
    before, after = change(place, name=name)
    if after:
        note(verb="edited", subject=place, by=by, before=before, after=after)
    return place


@transaction.atomic
def import_benchmarks(*, place: Place, file: BenchmarkFile, by: Viewer | None) -> Imported:
    """Keep the shares of a file that was read, all or none; the same file again changes nothing.

    For each dimension and date the file's set takes the place of the one that was there. Questions of the catalogue
    that the organization did not use yet are added. Raises ``Refused`` where the file has problems.
    """
    if not file.is_good:
        words = [str(one) for one in file.problems[:3]] or [_("The file has no rows.")]
        raise Refused(" ".join(words), field="file")
    place = (
        Place.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=place.pk)
    )
    groups = _groups(place, file.lines, by)
    wanted = {(groups[one.dimension, one.subgroup], one.dated): one for one in file.lines}
    before = _before(place, file.lines)
    gone = [one for key, one in before.items() if key not in wanted]
    BenchmarkShare.objects.filter(pk__in=[one.pk for one in gone]).delete()
    added = changed = 0
    for (subgroup, dated), line in wanted.items():
        held = before.get((subgroup, dated))
        if held is None:
            added += 1
            BenchmarkShare.objects.create(
                organization_id=place.organization_id,
                place=place,
                subgroup=subgroup,
                share=line.share,
                source=line.source,
                dated=dated,
            )
        elif (abs(held.share - line.share) > 1e-12, held.source) != (False, line.source):
            changed += 1
            change(held, share=line.share, source=line.source)
    dimensions = tuple(dict.fromkeys(one.dimension for one in file.lines))
    if added or changed or gone:
        note(verb="imported", subject=place, by=by, after={"rows": len(file.lines)})
    same = len(wanted) - added - changed
    return Imported(place, dimensions, added, changed, len(gone), same)


def _groups(
    place: Place, lines: Sequence[Line], by: Viewer | None
) -> dict[tuple[str, str], Subgroup]:
    found = {}
    for key in dict.fromkeys(one.dimension for one in lines):
        dimension = adopt_dimension(organization=place.organization, key=key, by=by)
        for group in Subgroup.objects.filter(dimension=dimension):
            found[key, group.key] = group
    return found


def _before(place: Place, lines: Sequence[Line]) -> dict[tuple[Subgroup, str], BenchmarkShare]:
    """What is kept for the dimensions and dates that the file speaks of."""
    found = {}
    for key, dated in {(one.dimension, one.dated) for one in lines}:
        dimension = Dimension.objects.get(organization_id=place.organization_id, key=key)
        rows = BenchmarkShare.objects.filter(
            place=place, dated=dated, subgroup__dimension=dimension
        )
        for one in rows.select_related("subgroup"):
            found[one.subgroup, dated] = one
    return found
