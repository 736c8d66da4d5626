"""The office at work: define, enter, look again, correct, agree; and each partner for itself."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from tests.pages import visit

from concerted.accounts.models import User
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.decide.proposals.models import Decision
from concerted.decide.proposals.tests.factories import vote_through
from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.models import (
    Course,
    Dimension,
    Indicator,
    Intake,
    Observation,
    Subgroup,
    Veto,
)
from concerted.measure.indicators.operations.courses import agree_course, change_course
from concerted.measure.indicators.operations.dimensions import (
    add_dimension,
    add_subgroup,
    adopt_dimension,
    compare_with,
    raise_subgroup,
)
from concerted.measure.indicators.operations.indicators import add_indicator, change_indicator
from concerted.measure.indicators.operations.vetoes import lift_veto, record_veto
from concerted.measure.indicators.sets import SETS
from concerted.measure.indicators.tests.factories import (
    DAY,
    group_of,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
    make_release,
    make_veto,
)
from concerted.organizations.models import Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition, make_partner

pytestmark = pytest.mark.django_db

DEFINITION = {
    "title": "Days until care",
    "summary": "From asking to the first visit.",
    "language": "en",
    "kind": "average",
    "unit": "days",
    "favourable": "no",
    "frequency": "quarter",
    "threshold": 11,
}
PERIOD = {"period_start": "2025-01-01", "period_end": "2025-12-31"}


@pytest.fixture
def olgas(olga, settings):
    settings.IS_DEMO = True
    client = Client()
    client.force_login(olga)
    return client


def page(client, organization, path=""):
    return visit(client, f"/en/work/{organization.slug}/indicators/{path}")


def post(client, organization, path, **data):
    return client.post(f"/en/work/{organization.slug}/{path}", data)


def test_an_indicator_is_defined_published_and_closed(olgas, union):
    added = post(olgas, union, "indicators/new/", **DEFINITION)
    indicator = Indicator.objects.get()

    assert added["Location"].endswith("/indicators/days-until-care/")
    assert indicator.is_draft
    assert not indicator.favourable
    for verb in ("publish", "close", "reopen"):
        assert post(olgas, union, f"indicators/{indicator.slug}/{verb}/").status_code == 302
    indicator.refresh_from_db()
    assert indicator.is_open


def test_a_share_in_days_is_refused_beside_its_unit(olgas, union):
    answer = post(olgas, union, "indicators/new/", **DEFINITION | {"kind": "rate"})

    assert answer.status_code == 422
    assert "A share is told in per cent" in answer.context["form"].errors["unit"][0]
    assert not Indicator.objects.exists()


def test_what_figures_are_read_by_stays_once_there_are_any(union):
    indicator = make_indicator(union)
    make_observation(make_intake(indicator), of=(30, 60))

    change_indicator(indicator=indicator, title="Passed", by=None)
    with pytest.raises(Refused) as refused:
        change_indicator(indicator=indicator, unit="per_thousand", by=None)

    assert refused.value.field == "unit"


def test_fewer_than_ten_people_can_never_be_shown(union):
    with pytest.raises(Refused) as refused:
        add_indicator(
            organization=union, title="x", kind="rate", unit="per_cent", threshold=9, by=None
        )

    assert refused.value.field == "threshold"


def test_the_list_says_what_waits_and_stays_at_the_same_number_of_queries(
    olgas, union, django_assert_max_num_queries
):
    for number in range(5):
        indicator = make_indicator(union, f"Indicator {number}")
        make_intake(indicator, approved=False)
        make_release(indicator, (None, 50.0))

    with django_assert_max_num_queries(14):
        text = page(olgas, union).content.decode()

    assert text.count("1 delivery") == 5


def test_a_list_without_anything_shows_the_first_step(olgas, union):
    assert "Nothing is counted yet" in page(olgas, union).content.decode()


def enter(client, organization, indicator, dimension, **data):
    path = f"/en/work/{organization.slug}/indicators/{indicator.slug}/enter/"
    query = PERIOD | {"dimension": str(dimension.pk)}
    return client.post(path, data, query_params=query)


def test_a_period_is_entered_for_all_groups_and_waits(olgas, union):
    dimension = make_dimension(union, groups=("Creole", "Spanish", "Arabic", "English"))
    indicator = make_indicator(union)

    answer = enter(
        *(olgas, union, indicator, dimension),
        numerator_0="0",
        denominator_0="40",
        numerator_1="",
        denominator_1="",
        numerator_2="<11",
        denominator_2="",
        numerator_3="1,200",
        denominator_3="2,400",
    )

    assert answer.status_code == 302
    rows = Observation.objects.filter(intake=Intake.objects.get())
    told = {one.subgroup.title: (one.state, one.value) for one in rows}
    assert told == {
        "Creole": ("known", 0),
        "Spanish": ("missing", None),
        "Arabic": ("suppressed", None),
        "English": ("known", 50),
    }
    assert not rows.current().exists()


def test_a_row_that_is_not_whole_refuses_all_of_them_beside_the_field(olgas, union):
    dimension = make_dimension(union)
    indicator = make_indicator(union)

    answer = enter(
        *(olgas, union, indicator, dimension),
        numerator_0="many",
        denominator_0="40",
        numerator_1="",
        denominator_1="9",
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"numerator_0", "numerator_1"}
    assert not Intake.objects.exists()


def test_who_entered_figures_does_not_approve_them(olgas, omar, union):
    indicator = make_indicator(union)
    dimension = make_dimension(union)
    enter(olgas, union, indicator, dimension, numerator_0="30", denominator_0="60")
    intake = Intake.objects.get()
    address = f"indicators/intakes/{intake.pk}/"
    other = Client()
    other.force_login(omar)

    assert (
        "Approve these figures" not in page(olgas, union, f"intakes/{intake.pk}/").content.decode()
    )
    assert post(olgas, union, address + "approve/").status_code == 409
    assert post(other, union, address + "refuse/").status_code == 422
    assert post(other, union, address + "approve/").status_code == 302
    assert Observation.objects.current().filter(value=50).exists()
    assert AuditEntry.objects.filter(verb="approved").exists()


def test_a_correction_is_read_with_its_reason_beside_what_stood_there(olgas, olga, union):
    indicator = make_indicator(union)
    wrong = make_observation(make_intake(indicator), of=(30, 60))
    address = f"indicators/observations/{wrong.pk}/correct/"

    assert post(olgas, union, address, numerator="33", denominator="60").status_code == 422
    done = post(olgas, union, address, numerator="33", denominator="60", reason="Three came late")

    text = visit(olgas, done["Location"]).content.decode()
    assert "55%" in text
    assert "50%" in text
    assert "Three came late" in text


@pytest.fixture
def alliance(sam):
    """A coalition, its indicator, and a member in which Mia enters figures."""
    coalition = make_coalition()
    member = Organization.objects.create(name="Nurses", slug="nurses")
    mia = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=member, user=mia, kind=RoleKind.CONTRIBUTOR)
    make_partner(coalition, member)
    other = Organization.objects.create(name="Bus riders", slug="bus")
    make_partner(coalition, other)
    client = Client()
    client.force_login(mia)
    return coalition, member, other, client


def test_people_of_a_partner_enter_their_own_figures_and_never_see_those_of_others(alliance):
    coalition, member, other, mias = alliance
    indicator, dimension = make_indicator(coalition), make_dimension(coalition)
    hidden = make_observation(make_intake(indicator, partner=other), of=(17, 40))

    for_other = mias.post(
        f"/en/work/{coalition.slug}/indicators/{indicator.slug}/enter/",
        {"numerator_0": "3", "denominator_0": "9"},
        query_params=PERIOD | {"dimension": str(dimension.pk), "partner": str(other.pk)},
    )
    own = mias.post(
        f"/en/work/{coalition.slug}/indicators/{indicator.slug}/enter/",
        {"numerator_0": "30", "denominator_0": "60"},
        query_params=PERIOD | {"dimension": str(dimension.pk), "partner": str(member.pk)},
    )

    assert for_other.status_code == 422
    assert own.status_code == 302
    assert Intake.objects.get(state="draft").partner == member
    assert page(mias, coalition, f"observations/{hidden.pk}/").status_code == 404
    assert page(mias, coalition, f"intakes/{hidden.intake_id}/").status_code == 404
    desk = page(mias, coalition, f"{indicator.slug}/").content.decode()
    assert "Bus riders" not in desk
    every = page(mias, coalition, f"{indicator.slug}/observations/").content.decode()
    assert "17 of 40" not in every
    assert post(mias, coalition, f"indicators/{indicator.slug}/close/").status_code == 404


def test_a_ready_made_set_comes_with_its_words_in_all_languages_of_the_pages(union):
    union.languages = ["es"]
    union.save()

    dimension = adopt_dimension(organization=union, key="race-ethnicity", by=None)
    again = adopt_dimension(organization=union, key="race-ethnicity", by=None)

    assert dimension == again
    assert dimension.standard == "omb-spd-15"
    asian = dimension.subgroups.get(code="asian")
    assert asian.in_language("es").title == "Asiática"
    assert dimension.subgroups.count() == 8


@pytest.mark.parametrize("key", SETS)
def test_every_ready_made_set_can_be_used(union, key):
    dimension = adopt_dimension(organization=union, key=key, by=None)

    positions = list(dimension.subgroups.values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def test_groups_have_an_order_and_one_reference(union):
    dimension = add_dimension(
        organization=union, title="School", groups=["Elm", "Oak", "Elm "], by=None
    )
    pine = add_subgroup(dimension=dimension, title="Pine", by=None)
    raise_subgroup(subgroup=pine, by=None)
    elm, oak = group_of(dimension, "Elm"), group_of(dimension, "Oak")

    compare_with(dimension=dimension, subgroup=elm, by=None)
    compare_with(dimension=dimension, subgroup=oak, by=None)

    assert [one.title for one in Subgroup.objects.filter(dimension=dimension)] == [
        *("Elm", "Pine", "Oak")
    ]
    assert Subgroup.objects.get(is_reference=True) == oak
    compare_with(dimension=dimension, subgroup=None, by=None)
    assert not Subgroup.objects.filter(is_reference=True).exists()


def test_the_pages_of_groups_take_one_more_group_and_a_reference(olgas, union):
    post(olgas, union, "group/adopt/", key="language")
    dimension = Dimension.objects.get()
    english = dimension.subgroups.get(code="english")

    added = post(olgas, union, "groups/language/", title="Somali", language="en")
    compared = post(olgas, union, "groups/language/compare/", subgroup=str(english.pk))

    assert added.status_code == compared.status_code == 302
    text = visit(olgas, f"/en/work/{union.slug}/groups/language/").content.decode()
    assert "Somali" in text
    assert "the others are compared with it" in text


def test_a_veto_stands_once_and_is_lifted_on_a_day(union):
    dimension = make_dimension(union)
    asked = {
        "organization": union,
        "dimension": dimension,
        "asked_by": "Council of elders",
        "words": "The council of elders said no.",
        "decided_on": DAY,
        "by": None,
    }

    veto = record_veto(**asked)
    assert record_veto(**asked) == veto
    assert Veto.objects.against(make_indicator(union)).get() == veto

    lift_veto(veto=veto, lifted_on=datetime.date(2026, 3, 1), by=None)
    lift_veto(veto=veto, lifted_on=datetime.date(2026, 4, 1), by=None)

    assert Veto.objects.get().lifted_on == datetime.date(2026, 3, 1)
    assert record_veto(**asked) != veto


def test_a_veto_of_tomorrow_is_refused_beside_the_day(olgas, union):
    answer = post(
        *(olgas, union, "vetoes/new/"),
        asked_by="Elders",
        words="No.",
        language="en",
        decided_on="2999-01-01",
    )

    assert answer.status_code == 422
    assert "decided_on" in answer.context["form"].errors


def test_the_reason_of_a_veto_is_for_the_team(alliance):
    coalition, _member, _other, mias = alliance
    make_veto(coalition, reason="They were hurt before.", words="We said no.")

    text = visit(mias, f"/en/work/{coalition.slug}/vetoes/").content.decode()

    assert "We said no." in text
    assert "hurt before" not in text


def course_values(dimension, **values):
    return {
        "measure": "ratio",
        "subgroup": group_of(dimension, "Haitian Creole"),
        "other": group_of(dimension, "English"),
        "baseline_value": 0.54,
        "baseline_on": datetime.date(2023, 1, 1),
        "target_value": 0.95,
        "target_on": datetime.date(2028, 1, 1),
        "agreed_on": datetime.date(2023, 3, 1),
        **values,
    }


def test_the_first_course_of_a_goal_is_the_one_on_its_ledger(union):
    goal, dimension = make_goal(union), make_dimension(union)
    indicator = make_indicator(union)

    first = agree_course(goal=goal, indicator=indicator, by=None, **course_values(dimension))
    again = agree_course(goal=goal, indicator=indicator, by=None, **course_values(dimension))
    second = agree_course(
        goal=goal,
        indicator=indicator,
        by=None,
        **course_values(dimension, measure="value", other=None),
    )
    change_course(course=second, is_main=True, by=None)

    assert first == again
    assert Course.objects.get(is_main=True) == second


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"other": None}, "other"),
        ({"measure": "value"}, "other"),
        ({"target_on": datetime.date(2022, 1, 1)}, "target_on"),
        ({"points": [["2029-01-01", 0.7]]}, "points"),
        ({"points": [["2025-01-01", 0.7], ["2024-01-01", 0.8]]}, "points"),
    ],
)
def test_a_course_that_leads_nowhere_is_refused(union, values, field):
    goal, dimension = make_goal(union), make_dimension(union)

    with pytest.raises(Refused) as refused:
        agree_course(
            goal=goal,
            indicator=make_indicator(union),
            by=None,
            **course_values(dimension, **values),
        )

    assert refused.value.field == field


def test_a_course_comes_from_an_adopted_proposal_only(olgas, union):
    goal, dimension = make_goal(union), make_dimension(union)
    indicator = make_indicator(union)
    adopted = vote_through(union, "yes", "yes", "yes", title="Close the gap?").proposal
    lost = vote_through(union, "no", "no", "no", title="Do nothing?").proposal
    said = {name: getattr(value, "pk", value) for name, value in course_values(dimension).items()}
    said |= {"goal": goal.pk, "points": "2025-06-30 0.7"}
    path = f"indicators/{indicator.slug}/agree/"

    refused = post(olgas, union, path, **said, proposal=lost.pk)
    agreed = post(olgas, union, path, **said, proposal=adopted.pk)

    assert Decision.objects.standing().get().proposal == adopted
    assert refused.status_code == 422
    assert agreed.status_code == 302
    assert Course.objects.get().points == [["2025-06-30", 0.7]]
    desk = page(olgas, union, f"{indicator.slug}/").content.decode()
    assert "from 0.54" in desk
