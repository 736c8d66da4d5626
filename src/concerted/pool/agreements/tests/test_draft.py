"""Templates and their versions, and the draft that is filled in."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.organizations.models import Organization
from concerted.pool.agreements.fields import FIELDS, MARK, missing_terms
from concerted.pool.agreements.models import Agreement, Kind, Template
from concerted.pool.agreements.operations.drafting import (
    change_agreement,
    discard_agreement,
    fill_agreement,
    take_newest_template,
)
from concerted.pool.agreements.operations.sending import send_agreement
from concerted.pool.agreements.operations.templates import write_template
from concerted.pool.agreements.queries.drafts import draft_texts, still_unfilled
from concerted.pool.agreements.standard import standard_texts
from concerted.pool.agreements.tests.factories import VALUES, make_agreed, make_draft, make_sent
from concerted.pool.agreements.wording import blocks

pytestmark = pytest.mark.django_db

BASE = "/en/work/elm-street/agreements/"


def test_a_standard_text_has_every_field_in_both_languages_and_says_it_is_no_advice():
    for kind in Kind.values:
        texts = standard_texts(kind)
        names = {one.name for one in FIELDS[kind]} | {"parties", "period"}

        for text in texts.values():
            assert set(MARK.findall(text)) - {"organization", "partners"} == names
        assert "not legal advice" in texts["en"]
        assert "no un consejo legal" in texts["es"]
        english, spanish = (
            [one.kind for one in blocks(texts[language])] for language in ("en", "es")
        )
        assert english == spanish


def test_a_version_in_use_stays_and_the_change_makes_the_next(union, other):
    draft = make_draft(union, other)
    first = draft.template
    text = standard_texts("memorandum")["en"].replace("in plain words", "in our own words")

    second = write_template(
        organization=union, kind="memorandum", texts={"en": text}, change_note="Ours", by=None
    )
    again = write_template(
        organization=union, kind="memorandum", texts={"en": text + "\n\nMore."}, by=None
    )

    assert (first.number, second.number) == (1, 2)
    assert again == second
    draft.refresh_from_db()
    assert draft.template == first
    assert "in plain words" in draft_texts(draft)["en"]
    assert "in our own words" in draft_texts(take_newest_template(agreement=draft, by=None))["en"]


def test_what_is_agreed_as_data_must_stand_in_the_words(union):
    text = standard_texts("data_sharing")["en"].replace("{retention_months}", "some")

    with pytest.raises(Refused, match="retention_months") as refused:
        write_template(organization=union, kind="data_sharing", texts={"en": text}, by=None)

    assert refused.value.field == "text_en"
    assert missing_terms("data_sharing", text) == ["retention_months"]


def test_a_field_of_ones_own_is_asked_for(union, other):
    text = standard_texts("memorandum")["en"] + "\n\nWe meet on {meeting_day}."
    write_template(organization=union, kind="memorandum", texts={"en": text}, by=None)
    draft = make_draft(union, other)

    (missing,) = still_unfilled(draft)
    values = {**VALUES["memorandum"], "meeting_day": {"en": "the first Monday"}}
    filled = fill_agreement(agreement=draft, values=values, by=None)

    assert missing.label == "Meeting day"
    assert "We meet on the first Monday." in draft_texts(filled)["en"]


def test_the_filled_text_speaks_each_language_and_leaves_out_what_is_empty(union, other):
    draft = make_draft(union, other, kind="data_sharing", languages=["es", "en"], days=0)

    texts = draft_texts(draft)

    assert "- Derivaciones: quién envió a alguien y adónde, y qué resultó" in texts["es"]
    assert "sin fecha de fin" in texts["es"]
    assert "the text in Spanish counts" in texts["en"]
    assert "What else we agree on" not in texts["en"]
    assert "{" not in texts["en"] + texts["es"]


def test_people_cannot_fill_a_field_with_another_field(union, other):
    values = {**VALUES["memorandum"], "purpose": {"en": "{money} {organization}"}}
    draft = fill_agreement(agreement=make_draft(union, other), values=values, by=None)

    assert "{money} {organization}" in draft_texts(draft)["en"]


def test_nothing_is_sent_before_it_is_filled_in_or_after_its_end(union, other):
    draft = make_draft(union, other)
    empty = {**VALUES["memorandum"], "money": {"en": ""}}

    with pytest.raises(Refused, match="Who pays for what"):
        send_agreement(agreement=fill_agreement(agreement=draft, values=empty, by=None), by=None)
    with pytest.raises(Refused, match="over before"):
        send_agreement(agreement=make_draft(union, other, title="Old", starts_in=-400), by=None)


def test_who_helps_survivors_shares_totals_and_nothing_else(union, other):
    other.is_victim_service = True
    other.save()
    draft = make_draft(union, other, kind="data_sharing")

    with pytest.raises(Refused, match="only figures"):
        send_agreement(agreement=draft, by=None)
    values = {**VALUES["data_sharing"], "shared": ["figures"]}
    assert send_agreement(
        agreement=fill_agreement(agreement=draft, values=values, by=None), by=None
    )


def test_a_draft_that_was_not_sent_can_be_discarded_and_others_cannot(union, other):
    draft = make_draft(union, other, title="Draft")
    discard_agreement(agreement=draft, by=None)
    discard_agreement(agreement=draft, by=None)

    with pytest.raises(Refused, match="stays"):
        discard_agreement(agreement=make_sent(union, other).agreement, by=None)
    assert Agreement.objects.count() == 1


def test_who_was_sent_it_is_not_taken_out_of_it_by_a_change(union, other):
    version = make_agreed(union, other)
    hill = Organization.objects.create(name="Hill Clinic", slug="hill")

    with pytest.raises(Refused, match="stays in it"):
        change_agreement(agreement=version.agreement, partners=[hill], by=None)


def test_owners_draft_fill_and_send_in_the_browser(union, other, omar, browse):
    client = browse(omar)
    today = timezone.localdate()
    wrong = client.post(BASE + "new/", {"kind": "logo", "title": "Logos"})
    assert wrong.status_code == 422
    form = {
        "kind": "logo",
        "title": "Our logos",
        "other_partner": "harbor",
        "languages": ["en", "es"],
        "starts_on": today.isoformat(),
        "ends_on": (today + datetime.timedelta(days=90)).isoformat(),
    }
    fill = client.post(BASE + "new/", form)["Location"]
    draft = Agreement.objects.get()
    refused = client.post(BASE + f"{draft.number}/send/", headers={"accept": "text/html"})
    assert refused.status_code == 409

    told = {
        "marks": ["name"],
        "places": ["web"],
        "approval": "general",
        "purpose__en": "The campaign",
        "purpose__es": "La campaña",
        "notice_days": "14",
    }
    client.post(fill, told)
    client.post(BASE + f"{draft.number}/send/")

    page = client.get(BASE + f"{draft.number}/").content.decode()
    assert "La campaña" in page
    assert "Sent, not signed yet" in page
    assert Template.objects.get().standard == 1


def test_an_owner_writes_the_text_and_is_told_what_is_missing(union, omar, olga, browse):
    url = BASE + "templates/data_sharing/"

    wrong = browse(omar).post(url, {"text_en": "# Sharing\n\n{shared}"})
    assert wrong.status_code == 422
    assert "{purpose}" in wrong.content.decode()
    assert browse(olga).get(url).status_code == 404
    assert not Template.objects.exists()
