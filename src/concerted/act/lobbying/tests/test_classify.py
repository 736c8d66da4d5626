"""Five questions: every way through them, and what is kept of the answers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.pages import visit

from concerted.act.lobbying.acts import act_of
from concerted.act.lobbying.classifier import (
    Answers,
    Audience,
    Call,
    Decider,
    LobbyingKind,
    NotLobbying,
    Rule,
    classify,
)
from concerted.act.lobbying.models import Classification
from concerted.act.lobbying.operations.classifying import classify_act
from concerted.act.lobbying.queries.classified import act_lines, suggested, suggested_decider
from concerted.act.lobbying.tests.factories import TO_BOARD, TO_COUNCIL, TO_PUBLIC, make_act
from concerted.act.officials.models import BodyKind, Jurisdiction
from concerted.act.officials.tests.factories import make_official, make_shared_official
from concerted.act.petitions.tests.factories import make_petition
from concerted.act.policies.tests.factories import make_policy
from concerted.act.visits.operations.hearings import prepare_hearing
from concerted.act.visits.tests.factories import make_hearing
from concerted.base.errors import Refused

DIRECT, GRASSROOTS, NONE = LobbyingKind.DIRECT, LobbyingKind.GRASSROOTS, LobbyingKind.NONE
LAW, VOTE = Decider.LEGISLATURE, Decider.VOTERS


def answers(decider, audience, call):
    return Answers(decider, True, True, Audience(audience), Call(call))


WAYS = (
    (LAW, "lawmakers", "none", DIRECT),
    (LAW, "lawmakers", "contact", DIRECT),
    (LAW, "public", "contact", GRASSROOTS),
    (LAW, "public", "spread", GRASSROOTS),
    (LAW, "public", "none", NONE),
    (LAW, "members", "none", NONE),
    (LAW, "members", "contact", DIRECT),
    (LAW, "members", "spread", GRASSROOTS),
    (LAW, "nobody", "none", NONE),
    (VOTE, "public", "contact", DIRECT),
    (VOTE, "public", "none", DIRECT),
    (VOTE, "members", "none", NONE),
    (Decider.ADMINISTRATIVE, "public", "contact", NONE),
    (Decider.COURT, "public", "contact", NONE),
    (Decider.PRIVATE, "lawmakers", "contact", NONE),
)
"""Who decides, who hears it, what they are asked; and what it is."""


def test_a_view_on_a_law_is_what_its_hearers_and_its_call_make_of_it():
    for decider, audience, call, kind in WAYS:
        assert classify(answers(decider, audience, call)).kind == kind, (decider, audience, call)


def test_without_a_specific_law_or_a_view_nothing_is_lobbying():
    assert classify(replace(TO_COUNCIL, is_specific=False)) == Rule.UNSPECIFIC
    assert classify(replace(TO_PUBLIC, has_view=False)) == Rule.NO_VIEW


INFORMED = replace(TO_PUBLIC, call=Call.NONE)
EXCEPTED = {
    NotLobbying.ANALYSIS: (INFORMED, TO_PUBLIC),
    NotLobbying.ADVICE: (TO_COUNCIL, TO_PUBLIC),
    NotLobbying.SELF_DEFENSE: (TO_COUNCIL, TO_PUBLIC),
    NotLobbying.BROAD: (replace(TO_COUNCIL, is_specific=False), TO_COUNCIL),
}
"""For each exception what it is for, and what it is not for."""


def test_an_exception_settles_only_what_it_is_for():
    for exception, (fits, fits_not) in EXCEPTED.items():
        rule = classify(replace(fits, exception=exception))

        assert (rule.kind, rule.value) == (NONE, exception.value)
        assert classify(replace(fits_not, exception=exception)) == classify(fits_not)


@pytest.mark.django_db
def test_an_exception_that_cannot_apply_is_refused_beside_its_field(union):
    act = make_act(union, answers=None)
    defended = replace(TO_PUBLIC, exception=NotLobbying.SELF_DEFENSE)

    with pytest.raises(Refused, match="only for what is said to lawmakers") as refused:
        classify_act(act=act, answers=defended, exception_words="Our charter", by=None)

    assert refused.value.field == "exception"


def test_what_the_questions_cannot_know_is_said_beside_the_answer():
    assert "two weeks before a vote" in classify(INFORMED).caution
    assert not classify(TO_PUBLIC).caution


@pytest.mark.django_db
def test_an_exception_needs_its_reason(union):
    act = make_act(union, answers=None)
    advice = replace(TO_COUNCIL, exception=NotLobbying.ADVICE)

    with pytest.raises(Refused) as refused:
        classify_act(act=act, answers=advice, by=None)

    assert refused.value.field == "exception_words"


@pytest.mark.django_db
def test_a_new_answer_keeps_the_one_before_and_the_same_answer_changes_nothing(union, olga, vera):
    act = make_act(union, answers=None)

    first = classify_act(act=act, answers=TO_BOARD, by=olga)
    same = classify_act(act=act, answers=TO_BOARD, by=None)
    later = classify_act(act=act, answers=TO_COUNCIL, by=olga)

    first.refresh_from_db()
    assert same == first
    assert first.replaced_at is not None
    assert (first.answered_by, first.kind, later.kind) == (olga, "none", "direct")
    assert list(Classification.objects.standing()) == [later]
    assert later.reason.startswith("Direct lobbying")


BODIES = {
    "council": LAW,
    "school board": Decider.ADMINISTRATIVE,
    "health authority": Decider.ADMINISTRATIVE,
    "landlord": Decider.PRIVATE,
    "court": Decider.COURT,
    "government": None,
}


@pytest.mark.django_db
def test_the_body_suggests_who_decides(union):
    for kind, decider in BODIES.items():
        official = make_official(union, kind, kind=kind, jurisdiction=kind)
        act = make_act(union, kind, answers=None, official=official)

        assert suggested_decider(act) == decider, kind


@pytest.mark.django_db
def test_a_senator_makes_laws_whatever_their_body_is_called(union):
    act = make_act(union, answers=None, official=make_shared_official())

    assert suggested_decider(act) == LAW


@pytest.mark.django_db
def test_a_petition_is_an_act_and_its_desk_says_what_it_is(union, olga, vera, browse):
    petition = make_petition(union)
    page = f"/en/work/elm-street/petitions/{petition.slug}/"

    before = visit(browse(vera), page).content.decode()
    classify_act(act=act_of(petition), answers=TO_BOARD, by=olga)
    after = visit(browse(vera), page).content.decode()

    assert "Not classified yet: five questions, one minute." in before
    assert "an administrative body decides" in after


@pytest.mark.django_db
def test_a_petition_about_a_bill_needs_only_a_look_at_the_answers(union):
    place = Jurisdiction.objects.create(
        organization=union, key="council", name="Riverside City Council", kind=BodyKind.COUNCIL
    )
    policy = make_policy(union, jurisdiction=place, position="oppose")
    petition = make_petition(union, policy=policy)

    assert suggested(act_of(petition)) == {
        "decider": "legislature",
        "is_specific": "yes",
        "has_view": "yes",
        "audience": "public",
        "call": "contact",
    }


@pytest.mark.django_db
def test_a_hearing_of_others_waits_for_no_answer_until_one_of_ours_speaks(union, olga):
    hearing = make_hearing(union)
    before = act_lines(union, olga)
    prepare_hearing(hearing=hearing, by=None, talking_points="Keep the clinic open")

    (line,) = act_lines(union, olga)

    assert before == []
    assert line.is_waiting


@pytest.mark.django_db
def test_the_page_of_questions_begins_with_the_suggestion_and_keeps_the_answers(
    union, olga, browse
):
    act = make_act(union, answers=None, official=make_official(union, kind="health authority"))
    client, page = browse(olga), f"/en/work/elm-street/lobbying/acts/other/{act.pk}/"

    asked = visit(client, f"{page}questions/").content.decode()
    bad = client.post(f"{page}questions/", {"decider": "administrative", "exception": "broad"})
    told = {"is_specific": "yes", "has_view": "yes", "audience": "public", "call": "contact"}
    done = client.post(f"{page}questions/", {"decider": "administrative", **told}, follow=True)

    assert re.search(r'value="administrative"[^>]*checked', asked)
    assert "from the kind of act, your policies and your list of officials" in asked
    assert bad.status_code == 422
    assert "Please say why this applies." in bad.content.decode()
    assert "an administrative body decides" in done.content.decode()
    assert "Olga" in done.content.decode()
