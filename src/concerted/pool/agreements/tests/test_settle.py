"""What is left when an agreement is over: data given back or destroyed, a trace on the check page, honest words."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.pool.agreements.models import AgreementVersion, Party
from concerted.pool.agreements.operations.settling import remind_to_settle, settle_data
from concerted.pool.agreements.operations.templates import write_template
from concerted.pool.agreements.standard import standard_texts
from concerted.pool.agreements.tests.factories import make_agreed, make_sent

pytestmark = pytest.mark.django_db


def days_ago(number):
    return timezone.localdate() - datetime.timedelta(days=number)


@pytest.fixture
def over(union, other):
    """An agreement on data that ended eight days ago."""
    version = make_agreed(union, other, kind="data_sharing")
    AgreementVersion.objects.filter(pk=version.pk).update(ends_on=days_ago(9))
    return version.agreement


def party(agreement, organization):
    return Party.objects.select_related("agreement").get(agreement=agreement, partner=organization)


def test_a_party_notes_once_what_became_of_the_data_and_the_others_read_it(
    over, union, other, sam, omar, browse
):
    place = f"agreements/{over.number}/"
    form = {"settled_as": "destroyed", "settled_on": days_ago(1).isoformat(), "words": "Shredded"}

    page = browse(sam).get(f"/en/work/{other.slug}/{place}").content.decode()
    assert "What became of the data" in page
    for _ in range(2):
        browse(sam).post(f"/en/work/{other.slug}/{place}data/", form)

    read = browse(omar).get(f"/en/work/{union.slug}/{place}").content.decode()
    assert "Shredded" in read
    told = OutgoingMail.objects.filter(template="agreements/mail/settled")
    assert list(told.values_list("to", flat=True)) == [omar.email]


def test_nothing_is_noted_while_it_binds_or_for_a_day_to_come(union, other, over):
    binding = make_agreed(union, other, kind="data_sharing").agreement
    with pytest.raises(Refused, match="once the agreement is over"):
        settle_data(
            party=party(binding, other), settled_as="none", settled_on=days_ago(0), by=None
        )

    with pytest.raises(Refused, match="not come yet"):
        settle_data(party=party(over, other), settled_as="none", settled_on=days_ago(-1), by=None)


def test_who_noted_nothing_is_reminded_once_at_each_step(over, other, omar, sam):
    for _ in range(2):
        remind_to_settle(agreement=over)
    reminded = OutgoingMail.objects.filter(template="agreements/mail/settle")
    assert sorted(reminded.values_list("to", flat=True)) == sorted([omar.email, sam.email])

    settle_data(party=party(over, other), settled_as="both", settled_on=days_ago(0), by=sam)
    AgreementVersion.objects.filter(agreement=over).update(ends_on=days_ago(32))
    remind_to_settle(agreement=over)

    assert reminded.filter(to=sam.email).count() == 1
    assert reminded.filter(to=omar.email).count() == 2


def test_the_check_page_says_that_an_agreement_was_removed(union, other, browse):
    version = make_sent(union, other)
    kept = [version.agreement.number, version.text_hash]
    version.agreement.delete()

    for what in kept:
        page = browse().get("/en/agreements/check/", {"what": what}).content.decode()
        assert "was here, and was removed" in page
    unknown = browse().get("/en/agreements/check/", {"what": "AAAAA-BBBBB"}).content.decode()
    assert "We know no agreement" in unknown


def test_a_text_of_ones_own_keeps_the_words_that_it_is_no_legal_advice(union):
    ours = dict(standard_texts("memorandum"))
    bare = {
        language: text[: text.rindex("\n#")] if language == "en" else text
        for language, text in ours.items()
    }

    template = write_template(organization=union, kind="memorandum", texts=bare, by=None)

    assert "not legal advice" in template.texts["en"]
    assert template.texts["es"] == ours["es"]
