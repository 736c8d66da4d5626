from __future__ import annotations

from concerted.listen.conversations.tests.factories import make_conversation
from concerted.listen.representation.models import Subgroup
from concerted.listen.representation.operations.dimensions import adopt_dimension
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.representation.operations.places import add_place, import_benchmarks
from concerted.listen.representation.operations.releases import read_who_took_part
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.benchmark_files import BenchmarkFile, Line

TENURE = {"renter": 0.6, "owner": 0.38, "other_home": 0.02}


def make_place(organization, name="Riverside", dimension="tenure", shares=TENURE, dated="2023"):
    """A place with the shares of one dimension."""
    place = add_place(organization=organization, name=name, by=None)
    lines = [
        Line(row, dimension, key, share, "Invented for the test", dated)
        for row, (key, share) in enumerate(shares.items(), 1)
    ]
    import_benchmarks(place=place, file=BenchmarkFile(lines=lines), by=None)
    return place


def make_occasion(organization, keys=("tenure",), conversation=None, place=None, **values):
    """A conversation on which people are asked about themselves."""
    dimensions = [adopt_dimension(organization=organization, key=key, by=None) for key in keys]
    return ask_about_people(
        subject=conversation or make_conversation(organization),
        dimensions=dimensions,
        place=place,
        by=None,
        **values,
    )


def tell(occasion, start=0, dimension="tenure", **counts):
    """So many people, from voice ``start`` on, say that they are of each subgroup; the next voice."""
    voice = start
    for key, count in counts.items():
        for _ in range(count):
            tell_about_oneself(occasion=occasion, key=f"voice {voice}", told={dimension: [key]})
            voice += 1
    return voice


def read(occasion, took_part):
    """A reading while so many people took part."""
    model = type(occasion.organization).conversations.rel.related_model
    model.objects.filter(pk=occasion.subject_id).update(participant_count=took_part)
    return read_who_took_part(occasion=occasion)


def group(occasion, key="renter"):
    return Subgroup.objects.get(dimension__organization=occasion.organization, key=key)
