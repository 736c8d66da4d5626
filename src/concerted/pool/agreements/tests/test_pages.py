"""The list, the PDF, and what agreements tell the desk, the goals and a person."""

from __future__ import annotations

import pytest

from concerted.goals import ledger
from concerted.goals.tests.factories import make_goal
from concerted.organizations.desk import cards_for
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.people.operations import erase_person
from concerted.people.registry import exports_of, timeline_of
from concerted.people.tests.factories import make_person
from concerted.pool.agreements.models import Party, Signature, Signer
from concerted.pool.agreements.operations.signing import ask_signer
from concerted.pool.agreements.queries.printing import agreement_document
from concerted.pool.agreements.queries.standing import standing_of
from concerted.pool.agreements.tests.factories import make_agreed, make_draft, make_sent, sign
from concerted.pool.partners.registry import brought_by

pytestmark = pytest.mark.django_db

LIST = "/en/work/elm-street/agreements/"


def test_a_list_of_many_asks_as_many_queries_as_a_list_of_two(
    union, other, olga, browse, django_assert_max_num_queries
):
    for number in range(12):
        make_agreed(union, other, title=f"Number {number}")
    client = browse(olga)
    client.get(LIST)

    with django_assert_max_num_queries(20):
        page = client.get(LIST)
    assert page.content.decode().count("In force") == 12


def test_a_page_asks_a_fixed_number_of_queries(
    union, other, omar, browse, django_assert_max_num_queries
):
    url = f"{LIST}{make_agreed(union, other).agreement.number}/"
    client = browse(omar)
    client.get(url)

    with django_assert_max_num_queries(36):
        client.get(url)


def test_the_list_tells_the_states_and_what_waits(union, other, olga, browse):
    make_draft(union, other, title="A draft")
    sign(make_sent(union, other, title="Half signed"), other)

    page = browse(olga).get(LIST).content.decode()

    assert "Draft" in page
    assert "1 of 2" in page
    assert "Read and sign" in page
    assert "Make an agreement" not in page


def test_the_pdf_is_accessible_on_both_papers_and_in_both_languages(union, other):
    version = make_agreed(union, other, languages=["es", "en"])

    for size, width in (("letter", b"[0 0 612 792]"), ("a4", b"[0 0 595")):
        content = agreement_document(version, standing_of(version.agreement), size)

        assert content.startswith(b"%PDF")
        assert b"pdfuaid" in content
        assert width in content


def test_the_desk_says_what_waits_for_a_signature_and_what_expires(union, other, olga, vera):
    waiting = make_sent(union, other, title="Please sign").agreement
    make_agreed(union, other, title="Short", days=20)

    titles = {(card.title, card.text) for card in cards_for(union, olga)}

    assert ("An agreement waits for your signature", waiting.title) in titles
    assert ("An agreement expires soon", "Short") in titles


def test_a_goal_tells_how_many_agreements_serve_it_and_not_what_they_say(union, other, olga):
    goal = make_goal(union)
    make_agreed(union, other, goal=goal, title="Secret words")
    make_sent(union, other, goal=goal, title="Not signed")

    cells = ledger.ledgers([goal], None, "en")[goal.pk]
    line = next(cell.line for cell in cells if cell.stage == ledger.Stage.POOL)
    moments = ledger.moments([goal], None, "en")[goal.pk]

    assert (line.figure, line.text) == ("1", "agreement in force, among 2 organizations")
    assert line.url == ""
    assert "Partners signed an agreement" in [one.title for one in moments]
    assert "Secret" not in "".join(one.text + one.title for one in moments)


def test_a_member_that_leaves_takes_along_which_agreements_it_signed(union, other):
    coalition = make_coalition()
    membership = make_partner(coalition, union)
    version = make_agreed(coalition, union, title="For the clinic")
    make_agreed(coalition, other, title="With others")

    shelf = next(one for one in brought_by(membership) if one.name == "agreements")

    (row,) = shelf.rows
    assert (row["title"], row["text_hash"]) == ("For the clinic", version.text_hash)


def test_who_signed_by_mail_sees_it_in_their_data_and_erasing_them_keeps_the_signature(
    union, other
):
    person = make_person(union, email="sol@example.org")
    version = make_sent(union, other)
    party = Party.objects.get(agreement=version.agreement, partner=other)
    signer = ask_signer(
        party=party, name="Sol", email="sol@example.org", language="es", asked_by=union, by=None
    )
    sign(version, other, name="Sol", signer=signer)

    assert len([one for one in timeline_of(person) if "Working together" in one.label]) == 2
    assert exports_of(person)["agreements signed"][0]["for"] == "Harbor Tenants"

    erase_person(person=person, by=None)

    signer = Signer.objects.get()
    assert (signer.name, signer.email) == ("", "")
    assert Signature.objects.get().name == "Sol"
