"""Who is in the room of the demonstration's conversation. The place and its figures are invented, and say so."""

from __future__ import annotations

from concerted.listen.conversations.models import Conversation, Participant, Session
from concerted.listen.conversations.operations.weighing import reread_common_ground
from concerted.listen.representation.models import Occasion, Place, Subgroup
from concerted.listen.representation.operations.asks import answer_outreach, ask_for_outreach
from concerted.listen.representation.operations.dimensions import adopt_dimension
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.representation.operations.places import add_place, import_benchmarks
from concerted.listen.representation.operations.releases import read_who_took_part
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.benchmark_files import BenchmarkFile, Line
from concerted.site.demo.cast import Cast

SOURCE = "Invented for this demonstration, adults only: Riverside does not exist"
LIVES = {
    "tenure": {"renter": 0.62, "owner": 0.35, "other_home": 0.03},
    "age": {"18_29": 0.25, "30_44": 0.28, "45_64": 0.29, "65_plus": 0.18},
}
CAME = (
    {"tenure": "owner", "age": "45_64"},
    {"tenure": "renter", "age": "30_44"},
    {"tenure": "owner", "age": "30_44"},
    {"tenure": "owner", "age": "45_64"},
    {"tenure": "renter", "age": "18_29"},
    {"age": "45_64"},
    {"tenure": "owner", "age": "30_44"},
)
"""What one neighbor after the other says, and again from the first; one leaves a question out."""
CAME_TO_THE_LIBRARY = (
    *[{"tenure": "owner", "age": "65_plus"}] * 13,
    *[{"tenure": "renter", "age": "65_plus"}] * 6,
    *[{"tenure": "owner", "age": "45_64"}] * 10,
    {"age": "45_64"},
)
"""What stands on the sheets of paper from the evening in the library; four left theirs empty."""
NOTE = "Could you bring this question to your next meeting? We can send somebody with tablets and paper."


def see_who_is_there(cast: Cast) -> None:
    """Neighbors tell who they are; renters are missing, and the Tenants Union is asked to reach them."""
    conversation = Conversation.objects.filter(organization=cast.coalition).earliest("created_at")
    place = _place(cast)
    occasion = _ask(conversation, place, cast)
    voices = Participant.objects.filter(conversation=conversation).order_by("number")
    for number, voice in enumerate(voices):
        told = {key: [value] for key, value in CAME[number % len(CAME)].items()}
        tell_about_oneself(occasion=occasion, key=voice.key_hash, told=told)
    read_who_took_part(occasion=occasion)
    reread_common_ground(conversation=conversation)
    _reach_renters(cast, occasion)
    _who_came_to_the_library(conversation, place, cast)


def _ask(subject: Conversation | Session, place: Place, cast: Cast) -> Occasion:
    dimensions = [
        adopt_dimension(organization=cast.coalition, key=key, by=cast.organizer) for key in LIVES
    ]
    return ask_about_people(subject=subject, dimensions=dimensions, place=place, by=cast.organizer)


def _who_came_to_the_library(conversation: Conversation, place: Place, cast: Cast) -> None:
    evening = Session.objects.get(conversation=conversation, closed_at__isnull=False)
    occasion = _ask(evening, place, cast)
    for number, said in enumerate(CAME_TO_THE_LIBRARY):
        told = {key: [value] for key, value in said.items()}
        tell_about_oneself(occasion=occasion, key=f"sheet {number}", told=told)
    read_who_took_part(occasion=occasion)


def _place(cast: Cast) -> Place:
    place = add_place(organization=cast.coalition, name="Riverside", by=cast.organizer)
    lines = [
        Line(number, dimension, key, share, SOURCE, "2026")
        for dimension, shares in LIVES.items()
        for number, (key, share) in enumerate(shares.items(), 1)
    ]
    import_benchmarks(place=place, file=BenchmarkFile(lines=lines), by=cast.organizer)
    return place


def _reach_renters(cast: Cast, occasion: Occasion) -> None:
    tenants = next(one for one in cast.partners if one.slug == "tenants")
    renters = Subgroup.objects.get(dimension__organization=cast.coalition, key="renter")
    asked = ask_for_outreach(
        occasion=occasion, subgroup=renters, partner=tenants, note=NOTE, by=cast.organizer
    )
    answer_outreach(ask=asked, state="accepted", by=None)
