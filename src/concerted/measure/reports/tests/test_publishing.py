"""What was published is frozen; a newer edition takes its place; it can be taken back."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, transaction

from concerted.act.petitions.models import Petition
from concerted.base.errors import Refused
from concerted.measure.reports.documents import as_data, canonical, document_of
from concerted.measure.reports.models import OwnWords, Report
from concerted.measure.reports.operations.reports import (
    begin_edition,
    change_report,
    choose_sections,
    publish_report,
    take_back_report,
    write_words,
)
from concerted.measure.reports.queries.making import document, record_of
from concerted.measure.reports.tests.factories import in_days, make_published, make_report
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db


def translated(report):
    save_translation(record=report, language="es", texts={"title": "Un año"}, by=None)
    return report


def test_a_published_report_keeps_its_figures(union, loop):
    report = make_published(union, goal=loop)
    before = report.record

    Petition.objects.update(signature_count=999, target_name="Somebody else")
    loop.title = "Renamed"
    loop.save()

    kept = Report.objects.get(pk=report.pk)
    assert kept.record == before
    assert kept.told_in("en").about == "Keep the clinic open"
    assert document(kept, "en").about == "Renamed"


def test_every_language_is_frozen_at_once(union, loop):
    report = translated(make_report(union, goal=loop, languages=["en", "es"]))

    report = publish_report(report=report, by=None)

    assert list(report.record) == ["en", "es"]
    assert report.told_in("es").title == "Un año"
    assert report.told_in("es").parts[0].title != report.told_in("en").parts[0].title
    assert report.told_in("ht").language == "en"


def test_the_digest_is_that_of_the_data_file(union, loop, client):
    report = make_published(union, goal=loop)

    answer = client.get(f"/en/o/elm-street/reports/{report.slug}/report.json")

    assert hashlib.sha256(answer.content).hexdigest() == report.digest
    assert canonical(Report.objects.get().record) == answer.content


def test_a_document_is_the_same_after_it_was_kept(union, loop, source):
    report = make_report(union, goal=loop, source=source)
    told = document(report, "en")

    assert document_of(as_data(told)) == told


def test_publishing_twice_freezes_once(union, loop):
    report = make_published(union, goal=loop)
    Petition.objects.update(target_name="Somebody else")

    again = publish_report(report=report, by=None)

    assert (again.digest, again.published_at) == (report.digest, report.published_at)


def test_a_report_without_its_words_in_each_language_is_not_published(union):
    report = make_report(union, languages=["en", "es"])
    write_words(report=report, section="heard", texts={"en": "We listened."}, by=None)

    with pytest.raises(Refused) as refused:
        publish_report(report=report, by=None)

    assert "title is not there in Español" in str(refused.value)
    assert "Who was heard" in str(refused.value)
    assert Report.objects.get().is_draft


def test_a_published_report_takes_no_change(union):
    report = make_published(union)

    with pytest.raises(Refused):
        choose_sections(report=report, names=["heard"], by=None)
    with pytest.raises(Refused):
        write_words(report=report, section="heard", texts={"en": "More"}, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(record=None)


def test_sections_stand_in_the_order_they_were_given(union):
    report = make_report(union)

    choose_sections(report=report, names=["needed", "heard", "heard", "no such room"], by=None)
    report = publish_report(report=report, by=None)

    assert [part.name for part in report.told_in("en").parts] == ["needed", "heard"]


def test_words_of_the_office_stand_before_what_was_counted(union, loop):
    report = make_report(union, goal=loop)
    texts = {"en": "First line.\n\nSecond line."}
    write_words(report=report, section="heard", texts=texts, by=None)

    part = next(one for one in document(report, "en").parts if one.name == "heard")

    assert [block.text for block in part.blocks[:2]] == ["First line.", "Second line."]
    assert all(block.is_ours for block in part.blocks[:2])
    assert part.blocks[2].kind == "figures"


def test_empty_words_are_taken_away(union):
    report = make_report(union)
    write_words(report=report, section="heard", texts={"en": "Something"}, by=None)

    write_words(report=report, section="heard", texts={"en": ""}, by=None)

    assert not OwnWords.objects.exists()


def test_an_edition_begins_with_everything_and_links_back(union, client):
    first = make_published(union, ends_on=in_days(-30))

    begun = begin_edition(report=first, by=None)
    again = begin_edition(report=first, by=None)
    second = publish_report(report=begun, by=None)

    assert begun == again
    assert begun.sections == first.sections
    assert begun.ends_on == in_days(0)
    assert second.get_absolute_url() in client.get(first.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in client.get(second.get_absolute_url()).content.decode()


def test_what_was_taken_back_is_in_no_file(union, loop, client):
    report = make_published(union, goal=loop)

    take_back_report(report=report, reason="A partner asked us to.", by=None)
    page = client.get(report.get_absolute_url()).content.decode()

    assert "A partner asked us to." in page
    assert "Who was heard" not in page
    for name in ("report.pdf", "report.xlsx", "report.json"):
        assert client.get(f"{report.get_absolute_url()}{name}").status_code == 404
    assert report.title not in client.get("/en/o/elm-street/reports/").content.decode()


def test_days_are_in_order(union):
    with pytest.raises(Refused):
        make_report(union, starts_on=in_days(0), ends_on=in_days(-1))
    report = make_report(union)
    with pytest.raises(Refused):
        change_report(
            report=report,
            title="x",
            summary="",
            language="en",
            languages=["en"],
            starts_on=in_days(0),
            ends_on=in_days(-1),
            goal=None,
            source=None,
            by=None,
        )


def test_a_record_is_made_in_as_many_queries_for_ten_petitions(
    union, loop, django_assert_max_num_queries
):
    report = make_report(union, goal=loop)

    with django_assert_max_num_queries(120):
        record_of(report)
