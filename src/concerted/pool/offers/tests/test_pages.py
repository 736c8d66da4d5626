"""Pages of the pool: for a funder, by a mailed link, for a partner, and in the workspace."""

from __future__ import annotations

import csv
import datetime
import io
import re

import openpyxl
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from concerted.accounts.models import User
from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.sending import send_waiting_mail
from concerted.goals.ledger import Stage, ledgers
from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.people.operations.erasing import erase_person
from concerted.people.tests.factories import make_person
from concerted.pool.offers.models import (
    BudgetLine,
    Delivery,
    FundingSource,
    Giver,
    Need,
    Offer,
    Pledge,
    Spending,
)
from concerted.pool.offers.operations.deliveries import record_delivery, send_letter
from concerted.pool.offers.operations.pledges import propose_pledge
from concerted.pool.offers.operations.terms import set_letterhead
from concerted.pool.offers.queries.letters import letter, letter_words
from concerted.pool.offers.queries.links import path_of
from concerted.pool.offers.tasks import remind_in_time
from concerted.pool.offers.tests.factories import (
    DAY,
    HOUR,
    ROSA,
    make_alliance,
    make_money_need,
    make_need,
    make_offer,
    make_pledge,
)
from concerted.pool.partners.registry import brought_by

pytestmark = pytest.mark.django_db
WORK = "/en/work/elm-street/pool/"


def receive(pledge, amount=None, **values):
    values = {"delivered_on": DAY, "by": None} | values
    return record_delivery(pledge=pledge, amount=amount or pledge.amount, **values)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_funder_reads_what_is_missing_in_a_sentence_above_its_table(union):
    goal = make_goal(union, "Keep the clinic open")
    money = make_money_need(union, goal=goal)
    make_need(union, goal=goal)
    receive(make_pledge(money, 32_400_00), 12_000_00)

    page = text(Client().get("/en/o/elm-street/needs/"))

    sentence = "Still missing: $12,600, 12 interpreter hours."
    assert sentence in page
    assert page.index(sentence) < page.index("<table>")
    for told in ("$45,000", "$32,400", "$12,000", "$12,600"):
        assert f'<td dir="auto">{told}</td>' in page


def test_no_giver_is_named_in_public_who_did_not_agree_and_no_draft_is_shown(union):
    need = make_need(union)
    make_need(union, "A secret draft", public=False)
    make_need(union, "For a draft goal", goal=make_goal(union, "Hidden goal", public=False))
    make_pledge(need, HOUR)
    make_pledge(need, HOUR, {"name": "Ada Fund", "is_named": True})

    page = text(Client().get("/en/o/elm-street/needs/"))

    assert "Ada Fund" in page
    for hidden in ("Rosa", "secret draft", "Hidden goal"):
        assert hidden not in page
    assert "For a draft goal" in page


def test_a_number_of_few_people_helped_is_shown_nowhere(union, olga, browse):
    need = make_need(union)
    pledge = make_pledge(need)
    receive(pledge, HOUR, served_count=7, served_words="families who wait")

    public = text(Client().get("/en/o/elm-street/needs/"))
    own = text(browse(olga).get(f"{WORK}pledges/{pledge.pk}/"))
    table = browse(olga).get(f"{WORK}pledges/table/csv/").content.decode("utf-8-sig")

    assert "families who wait" in public
    assert "People helped" not in public
    assert "A number of few people is not shown." in own
    assert {row["people"] for row in csv.DictReader(io.StringIO(table))} == {""}

    receive(pledge, HOUR, served_count=40)
    assert "counted each time something came: 40" in text(Client().get("/en/o/elm-street/needs/"))


def test_the_ledger_tells_money_first_then_all_else_in_its_own_words(union, olga):
    goal = make_goal(union)
    make_pledge(
        make_need(union, kind="staff", noun="clinical hours", goal=goal, amount=120 * HOUR)
    )
    make_pledge(make_need(union, "Rooms", kind="rooms", noun="meeting rooms", goal=goal, amount=3))
    make_pledge(make_money_need(union, goal=goal), 32_400_00)
    make_money_need(union, "Draft", goal=goal, public=False)

    for reader in (None, olga):
        cells = ledgers([goal], reader, "en")[goal.pk]
        line = next(one.line for one in cells if one.stage == Stage.POOL)
        assert line.figure == "$32,400"
        assert line.text == "of $45,000; 120 clinical hours, 3 meeting rooms"
        assert line.progress == 0.72


def test_without_money_the_ledger_tells_the_first_thing_that_is_counted(union):
    goal = make_goal(union)
    make_pledge(make_need(union, kind="seats", noun="study seats", goal=goal, amount=60), 40)

    (line,) = [one.line for one in ledgers([goal], None, "en")[goal.pk] if one.stage == Stage.POOL]

    assert (line.figure, line.text) == ("40", "of 60 study seats")


def test_a_giver_says_yes_by_their_link_without_an_account_or_a_cookie(union):
    pledge = make_pledge(make_need(union), is_confirmed=False)
    visitor, path = Client(), path_of(pledge, "en")

    shown = visitor.get(path)
    assert Pledge.objects.get().state == "proposed"
    visitor.post(path + "yes/", {"is_named": "on"})

    assert "12 interpreter hours" in shown.content.decode()
    assert Pledge.objects.get().state == "confirmed"
    assert Giver.objects.get().is_named
    assert not visitor.cookies
    visitor.post(path + "no/")
    assert Pledge.objects.get().state == "withdrawn"
    assert Client().get(path.replace("/i/", "/i/x")).status_code == 404


def test_who_says_yes_too_late_reads_that_others_were_faster(union):
    need = make_need(union)
    late = make_pledge(need, is_confirmed=False)
    make_pledge(need, giver={"name": "Ben"})

    page = Client().post(path_of(late, "en") + "yes/")

    assert page.status_code == 409
    assert "All of it is pledged already" in page.content.decode()


def test_a_letter_says_what_the_tax_law_asks_and_is_mailed_as_a_link(union):
    set_letterhead(organization=union, legal_name="Elm Street Neighbors, Inc.", by=None)
    money = receive(make_pledge(make_money_need(union), 300_00))
    dinner = receive(
        make_pledge(make_money_need(union, "Gala"), 300_00),
        returned_words="a dinner",
        returned_cents=40_00,
    )
    chairs = receive(make_pledge(make_need(union, "Chairs", kind="equipment", amount=20)))
    hours = receive(make_pledge(make_need(union)))

    told = " ".join(letter_words(money, "en")["paragraphs"])
    assert letter_words(money, "en")["organization"] == "Elm Street Neighbors, Inc."
    assert letter_words(money, "en")["facts"][0]["value"] == "$300"
    assert letter_words(money, "en")["facts"][2]["value"] == "June 1, 2026"
    assert "no goods or services in return" in told
    assert "a dinner. We estimate in good faith that it is worth $40" in " ".join(
        letter_words(dinner, "en")["paragraphs"]
    )
    assert "do not value it" in " ".join(letter_words(chairs, "en")["paragraphs"])
    assert "cannot be deducted" in " ".join(letter_words(hours, "en")["paragraphs"])
    send_letter(delivery=money, by=None)
    send_letter(delivery=money, by=None)
    path = OutgoingMail.objects.get(template="offers/mail/thanks").context["path"]
    answer = Client().get(path)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_letter_is_written_in_spanish(union):
    part = receive(make_pledge(make_money_need(union), 300_00, {**ROSA, "language": "es"}))

    assert letter(part, "es").startswith(b"%PDF")


def test_a_letter_that_was_not_sent_is_behind_no_link(union):
    pledge = make_pledge(make_money_need(union), 300_00)
    receive(pledge)

    assert Client().get(path_of(pledge, "en", "own_letter", 1)).status_code == 404


def test_the_clock_reminds_of_what_is_late_and_the_mail_has_the_way_to_it(
    union, django_capture_on_commit_callbacks
):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    make_pledge(make_need(union), due_on=yesterday)

    with django_capture_on_commit_callbacks(execute=True):
        remind_in_time()
    run_waiting_jobs()
    send_waiting_mail("test")

    (sent,) = mail.outbox
    assert "A reminder of your pledge: 12 interpreter hours" in sent.subject
    assert "/pledge/" in sent.body


def test_who_is_asked_and_who_is_thanked_reads_it_in_their_language(union):
    spanish = {**ROSA, "language": "es"}
    need = make_money_need(union)
    make_pledge(need, 100_00, spanish, is_confirmed=False, due_on=DAY)
    send_letter(delivery=receive(make_pledge(need, 200_00, spanish)), by=None)

    send_waiting_mail("test")

    asked, thanked = sorted(mail.outbox, key=lambda one: one.subject, reverse=True)
    assert "¿Puede dar esto? $100" in asked.subject
    assert "1 de junio de 2026" in asked.body
    assert "/es/i/" in asked.body
    assert "Gracias" in thanked.subject
    assert "/letter/1/" in thanked.body


def test_a_partner_that_leaves_takes_along_what_it_offered_and_gave():
    coalition, member = make_alliance()
    make_offer(coalition, {"partner": member})
    receive(make_pledge(make_need(coalition), giver={"partner": member}), HOUR)
    make_pledge(make_need(coalition, "Other"))

    membership = Membership.objects.get(member=member)
    (shelf,) = [one for one in brought_by(membership) if one.name == "offers"]

    assert [(one["record"], one["amount"], one["received"]) for one in shelf.rows] == [
        ("offer", 10.0, None),
        ("pledge", 12.0, 1.0),
    ]


def test_a_partner_offers_and_pledges_for_its_own_organization_and_for_no_other(browse):
    coalition, member = make_alliance()
    foreign = Organization.objects.create(name="Tenants", slug="tenants")
    make_partner(coalition, foreign)
    need = make_need(coalition)
    mia = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=member, user=mia, kind=RoleKind.ORGANIZER)
    desk, root = browse(mia), "/en/work/riverside/pool/"

    assert desk.get(root).status_code == 200
    offer = {"title": "Our hall", "kind": "rooms", "amount": "2"}
    assert desk.post(root + "offers/new/", {**offer, "partner": foreign.pk}).status_code == 422
    assert desk.post(root + "offers/new/", {**offer, "partner": member.pk}).status_code == 302
    answer = desk.post(f"{root}needs/{need.slug}/pledge/", {"partner": member.pk, "amount": "2.5"})
    assert answer.status_code == 302
    pledge = Pledge.objects.get()
    assert (pledge.amount, pledge.state, str(pledge.giver)) == (150, "confirmed", "Nurses")
    assert desk.get(root + "needs/new/").status_code == 404
    assert desk.get(f"{root}pledges/{pledge.pk}/deliveries/").status_code == 404
    assert desk.post(f"{root}pledges/{pledge.pk}/withdraw/").status_code == 302
    assert Pledge.objects.get().state == "withdrawn"
    Membership.objects.all().delete()
    assert desk.get(root).status_code == 404


def test_people_of_partners_read_no_name_from_outside(browse):
    coalition, member = make_alliance()
    need = make_need(coalition)
    pledge = make_pledge(need, HOUR)
    make_offer(coalition)
    mia = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=member, user=mia, kind=RoleKind.ORGANIZER)
    desk, root = browse(mia), "/en/work/riverside/pool/"

    for path in ("", f"needs/{need.slug}/", f"pledges/{pledge.pk}/", "pledges/table/csv/"):
        page = desk.get(root + path)
        assert page.status_code == 200
        assert "Rosa" not in page.content.decode()
        assert "Somebody outside" in page.content.decode()


def test_an_organizer_takes_a_need_from_draft_to_a_letter(union, olga, browse):
    desk = browse(olga)
    need = {
        "title": "Two rooms",
        "language": "en",
        "kind": "rooms",
        "amount": "2",
        "noun": "meeting rooms",
    }
    assert desk.post(WORK + "needs/new/", need).status_code == 302
    one = f"{WORK}needs/{Need.objects.get().slug}/"
    desk.post(one + "publish/")
    offer = {
        "title": "Our hall",
        "kind": "rooms",
        "amount": "2",
        "name": "Ada",
        "email": "a@b.org",
    }
    assert desk.post(WORK + "offers/new/", offer).status_code == 302
    assert "Our hall" in text(desk.get(one))
    assert "1 offer fits" in text(desk.get(WORK))
    desk.post(f"{one}ask/{Offer.objects.get().pk}/")
    pledge = f"{WORK}pledges/{Pledge.objects.get().pk}/"
    desk.post(pledge + "confirm/")
    part = {
        "delivered_on": "2026-06-01",
        "amount": "2",
        "rate_cents": "50",
        "rate_source": "Rent",
        "served_words": "evening groups",
        "served_count": "30",
    }
    assert desk.post(pledge + "deliveries/", part).status_code == 302
    assert desk.get(f"{pledge}deliveries/1/letter/").content.startswith(b"%PDF")
    desk.post(f"{pledge}deliveries/1/letter/send/")

    shown = text(desk.get(pledge))
    assert "$100" in shown
    assert "evening groups" in shown
    assert "(30)" in shown
    assert Need.objects.get().is_met
    assert Delivery.objects.get().acknowledged_at is not None
    rows = openpyxl.load_workbook(
        io.BytesIO(desk.get(WORK + "pledges/table/xlsx/").content)
    ).active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["record", "need", "pledge", "delivery"]


def test_bad_amounts_and_days_are_refused_beside_their_fields(union, olga, browse):
    need = {"title": "Rooms", "language": "en", "kind": "rooms", "amount": "1.5"}
    window = {"starts_on": "2026-06-02", "ends_on": "2026-06-01"}

    half = browse(olga).post(WORK + "needs/new/", need)
    past = browse(olga).post(WORK + "needs/new/", {**need, "amount": "1", **window})

    assert "Please write a whole number." in half.content.decode()
    assert "The end lies before the beginning." in past.content.decode()
    assert {half.status_code, past.status_code} == {422}
    assert not Need.objects.exists()


def test_a_budget_is_written_down_and_spent_from_and_federal_lobbying_is_refused(
    union, olga, browse
):
    desk, goal = browse(olga), make_goal(union)
    source = {"name": "Block grant", "cents": "500", "is_federal": "on"}
    desk.post(WORK + "budgets/sources/new/", source)
    line = {"goal": goal.pk, "title": "Vans", "planned_cents": "1000.50"}
    assert desk.post(WORK + "budgets/lines/new/", line).status_code == 302
    path = f"{WORK}budgets/lines/{BudgetLine.objects.get().pk}/spend/"
    spent = {"source": FundingSource.objects.get().pk, "cents": "20", "spent_on": "2026-06-01"}

    refused = desk.post(path, {**spent, "purpose": "lobbying"})
    desk.post(path, {**spent, "purpose": "travel"})

    assert refused.status_code == 422
    assert "is federal money. It may not pay for lobbying" in refused.content.decode()
    assert Spending.objects.get().cents == 20_00
    assert "$1,000.50 planned" in text(desk.get(WORK + "budgets/"))


def test_erasing_a_person_forgets_who_gave_and_not_what_was_given(union):
    make_pledge(make_need(union), HOUR, {"name": "Rosa", "email": "rosa@example.com"})
    person = make_person(union, email="rosa@example.com")

    erase_person(person=person, by=None)

    giver = Giver.objects.get()
    assert (giver.name, giver.email) == ("", "")
    assert Pledge.objects.get().amount == HOUR


def test_pages_ask_as_many_queries_for_ten_needs_as_for_two(
    union, olga, browse, django_assert_max_num_queries
):
    desk = browse(olga)
    for number in range(10):
        need = make_need(union, f"Need {number}")
        make_offer(union, giver={"name": f"Giver {number}"})
        receive(make_pledge(need, HOUR, {"name": f"Ben {number}"}))
    desk.get(WORK)

    with django_assert_max_num_queries(24):
        desk.get(WORK)
    with django_assert_max_num_queries(10):
        Client().get("/en/o/elm-street/needs/")


def test_a_coalition_whose_members_are_shown_nothing_gives_them_nothing(browse):
    coalition = make_coalition()
    member = Organization.objects.create(name="Nurses", slug="nurses")
    make_partner(coalition, member, role=Membership.Role.OBSERVER)
    pledge = propose_pledge(offer=make_offer(coalition), by=None)
    mia = User.objects.create_user("mia@example.org", name="Mia")
    Role.objects.create(organization=member, user=mia, kind=RoleKind.ORGANIZER)

    for path in ("", "budgets/", f"pledges/{pledge.pk}/", "offers/new/"):
        assert browse(mia).get("/en/work/riverside/pool/" + path).status_code == 404
