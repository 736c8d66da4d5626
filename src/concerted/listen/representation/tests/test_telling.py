"""Telling about oneself: free, changed and taken back by its giver, and joined to nobody."""

from __future__ import annotations

import pytest
from django.db import connection

from concerted.base.errors import Refused
from concerted.listen.conversations.tests.factories import KEY, make_conversation, vote
from concerted.listen.representation.models import Occasion, Said, SelfDescription, State
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.representation.operations.telling import take_back, tell_about_oneself
from concerted.listen.representation.queries.asking import DECLINED, OTHER, told_by
from concerted.listen.representation.queries.counting import counts_of
from concerted.listen.representation.tests.factories import make_occasion

pytestmark = pytest.mark.django_db
RACE = "race_ethnicity"


def test_what_one_tells_is_found_again_by_the_same_key_alone(union):
    occasion = make_occasion(union)

    tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"]})

    assert told_by(occasion, "mine") == {"tenure": ["renter"]}
    assert told_by(occasion, "another") == {}
    assert told_by(occasion, "") == {}


def test_telling_again_replaces_and_leaving_out_takes_back(union):
    occasion = make_occasion(union, ["tenure", "age"])
    told = {"tenure": ["renter"], "age": ["18_29"]}

    tell_about_oneself(occasion=occasion, key="mine", told=told)
    tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["owner"]})

    assert told_by(occasion, "mine") == {"tenure": ["owner"]}
    assert SelfDescription.objects.count() == Said.objects.count() == 1


def test_taking_back_leaves_nothing(union):
    occasion = make_occasion(union)
    tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"]})

    take_back(occasion=occasion, key="mine")
    take_back(occasion=occasion, key="mine")

    assert not SelfDescription.objects.exists()
    assert not Said.objects.exists()


def test_telling_nothing_at_all_takes_back(union):
    occasion = make_occasion(union)
    tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"]})

    tell_about_oneself(occasion=occasion, key="mine", told={"tenure": []})

    assert not SelfDescription.objects.exists()


def test_who_prefers_not_to_say_is_not_missing_and_another_way_is_neither(union):
    occasion = make_occasion(union, [RACE])

    tell_about_oneself(occasion=occasion, key="a", told={RACE: [DECLINED]})
    tell_about_oneself(occasion=occasion, key="b", told={RACE: [OTHER]})
    tell_about_oneself(occasion=occasion, key="c", told={})

    (counts,) = counts_of(occasion).values()
    assert (counts.declined, counts.other, counts.said) == (1, 1, 0)
    assert told_by(occasion, "a") == {RACE: [DECLINED]}
    assert SelfDescription.objects.count() == 2


def test_who_chooses_several_counts_once_in_a_group_of_their_own(union):
    occasion = make_occasion(union, [RACE])

    tell_about_oneself(
        occasion=occasion,
        key="a",
        told={RACE: ["hispanic_or_latino", "black_or_african_american"]},
    )

    (counts,) = counts_of(occasion).values()
    assert counts.groups["more_than_one"] == counts.said == 1
    assert told_by(occasion, "a")[RACE] == ["black_or_african_american", "hispanic_or_latino"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({RACE: ["white", DECLINED]}, RACE),
        ({RACE: ["martian"]}, RACE),
        ({RACE: ["more_than_one"]}, RACE),
        ({"tenure": ["renter", "owner"]}, "tenure"),
        ({"tenure": [OTHER]}, "tenure"),
        ({"shoe_size": ["9"]}, "shoe_size"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused_and_nothing_is_kept(union, told, field):
    occasion = make_occasion(union, [RACE, "tenure"])

    with pytest.raises(Refused) as refused:
        tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"], **told})

    assert refused.value.field == field
    assert not SelfDescription.objects.exists()


def test_nothing_is_kept_once_the_questions_are_closed(union):
    occasion = make_occasion(union)
    Occasion.objects.update(is_asking=False)

    with pytest.raises(Refused):
        tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"]})


def test_a_flood_from_one_network_is_held_back(union):
    occasion = make_occasion(union)

    def tell(number):
        told = {"tenure": ["renter"]}
        tell_about_oneself(occasion=occasion, key=str(number), told=told, visitor="net")

    for number in range(75):
        tell(number)

    with pytest.raises(Refused):
        [tell(number) for number in range(75, 100)]


def test_a_question_taken_away_takes_its_answers_along(union):
    talk = make_conversation(union)
    occasion = make_occasion(union, ["tenure", "age"], conversation=talk)
    tell_about_oneself(occasion=occasion, key="a", told={"age": ["18_29"]})
    tell_about_oneself(occasion=occasion, key="b", told={"age": ["18_29"], "tenure": ["renter"]})

    tenure = [one for one in occasion.dimensions.all() if one.key == "tenure"]
    ask_about_people(subject=talk, dimensions=tenure, by=None)

    assert told_by(occasion, "a") == {}
    assert told_by(occasion, "b") == {"tenure": ["renter"]}
    assert SelfDescription.objects.count() == 1


def test_no_row_names_a_person_a_voice_or_a_time(union):
    talk = make_conversation(union)
    vote(talk, 1, 1)
    voice = talk.participants.get()
    occasion = make_occasion(union, conversation=talk)

    tell_about_oneself(occasion=occasion, key=voice.key_hash, told={"tenure": ["renter"]})

    columns = {
        column.name
        for table in ("representation_selfdescription", "representation_said")
        for column in connection.introspection.get_table_description(connection.cursor(), table)
    }
    assert columns == {
        "id",
        "occasion_id",
        "key_hash",
        "description_id",
        "dimension_id",
        "state",
        "subgroups",
        "subgroup_id",
    }
    kept = SelfDescription.objects.get()
    assert kept.key_hash not in {KEY, voice.key_hash, voice.pk.hex}
    assert kept.pk.version == 4


def test_the_same_key_on_two_occasions_is_kept_under_two_hashes(union):
    first = make_occasion(union)
    second = make_occasion(union, conversation=make_conversation(union, title="Another?"))

    for occasion in (first, second):
        tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"]})

    assert len(set(SelfDescription.objects.values_list("key_hash", flat=True))) == 2


def test_another_secret_does_not_find_what_was_told(union, settings):
    occasion = make_occasion(union)
    tell_about_oneself(occasion=occasion, key="mine", told={"tenure": ["renter"]})

    settings.SECRET_KEY = "of somebody who only has the tables"

    assert told_by(occasion, "mine") == {}


def test_the_words_of_a_state_are_those_that_are_kept():
    assert {one.value for one in State} == {"chosen", "other", "declined"}
