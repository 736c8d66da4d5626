from __future__ import annotations

import datetime

import pytest

from concerted.act.petitions.models import Answer, NewsItem, PetitionState
from concerted.act.petitions.operations.answers import edit_answer, record_answer
from concerted.act.petitions.operations.news import (
    add_news,
    edit_news,
    mail_news,
    publish_news,
    stop_news,
)
from concerted.act.petitions.operations.paper import Written, print_sheets, type_row
from concerted.act.petitions.operations.signatures import confirm_signature, disown_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.answers import change_lines
from concerted.act.petitions.queries.news import news_readers, stop_token
from concerted.act.petitions.tasks import mail_answer as mail_answer_job
from concerted.act.petitions.tasks import mail_news as mail_news_job
from concerted.act.petitions.tests.factories import ROSA, make_draft, make_petition
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.rendering import read_rows, render
from concerted.people.models import ContactPoint

YES = {
    "stance": "yes",
    "text": "We will keep it open.",
    "answered_on": datetime.date(2026, 6, 18),
}
WORDS = "Elm Street Neighbors, about this petition"


def sign_and_ask(petition, *, confirmed=True, language="en", **values):
    """Rosa signs and ticks the box for news."""
    consents = [(petition.organization, WORDS)]
    signature = sign_petition(
        petition=petition, language=language, consents=consents, **{**ROSA, **values}
    )
    if confirmed:
        point = ContactPoint.objects.get(person=signature.person)
        confirm_signature(signature=signature, contact_point=point)
    OutgoingMail.objects.all().delete()
    return signature


def publish(petition, **values):
    given = {"title": "The hearing is on Thursday", "text": "Come with us."}
    item = add_news(petition=petition, by=None, **{**given, **values})
    return publish_news(item=item, by=None)


def test_an_answer_moves_the_petition_on_and_is_kept_once(union, olga):
    petition = make_petition(union)
    answer = record_answer(petition=petition, by=olga, **YES)

    again = record_answer(petition=petition, by=olga, key=answer.pk, **YES)

    petition.refresh_from_db()
    assert again == answer
    assert petition.state == PetitionState.ANSWERED
    assert answer.recorded_by == olga


def test_a_draft_is_not_answered(union):
    with pytest.raises(Refused, match="draft"):
        record_answer(petition=make_draft(union), by=None, **YES)


def test_an_answer_can_be_put_right(union):
    answer = record_answer(petition=make_petition(union), by=None, **YES)

    edit_answer(answer=answer, by=None, stance="partly", text=answer.text)

    assert Answer.objects.get().stance == "partly"


def test_an_answer_changes_the_goal(union):
    petition = make_petition(union)
    record_answer(petition=petition, by=None, **YES)
    goal = petition.campaign.goal

    line = change_lines([goal], None, "en")[goal.pk]

    assert (line.figure, line.text) == ("1", "answer: Yes")


def test_an_answer_is_told_once_to_those_who_wanted_news(union):
    petition = make_petition(union)
    sign_and_ask(petition)
    sign_and_ask(petition, name="Ana Sosa", email="ana@example.org", confirmed=False)
    sign_petition(petition=petition, name="Bo Li", email="bo@example.org", language="en")
    OutgoingMail.objects.all().delete()
    answer = record_answer(petition=petition, by=None, **YES)

    mail_answer_job.func(str(answer.pk))
    mail_answer_job.func(str(answer.pk))

    assert [mail.to for mail in OutgoingMail.objects.all()] == ["rosa@example.org"]
    answer.refresh_from_db()
    assert answer.mailed_count == 1


def test_news_reach_who_asked_on_paper(union):
    petition = make_petition(union)
    (sheet,) = print_sheets(petition=petition, count=1, language="en", by=None)
    written = Written(name="Ana Sosa", contact="ana@example.org", letters=frozenset("A"))
    type_row(sheet=sheet, number=1, by=None, written=written)

    mail_news(item=publish(petition))

    assert OutgoingMail.objects.get().to == "ana@example.org"


def test_news_of_one_petition_do_not_reach_signers_of_another(union):
    petition, other_one = make_petition(union), make_petition(union, title="Another thing")
    sign_and_ask(other_one)
    sign_petition(petition=petition, language="en", **ROSA)
    OutgoingMail.objects.all().delete()

    mail_news(item=publish(petition))

    assert not OutgoingMail.objects.exists()


def test_news_go_in_batches_that_may_run_twice(union, monkeypatch):
    monkeypatch.setattr("concerted.act.petitions.queries.news.BATCH", 2)
    monkeypatch.setattr(news_readers, "__defaults__", ("", 2))
    petition = make_petition(union)
    for number in range(5):
        sign_and_ask(petition, name=f"Rosa{number} A", email=f"rosa{number}@example.org")
    item = publish(petition)

    after = mail_news(item=item)
    assert after
    assert mail_news(item=item) == after
    while after:
        after = mail_news(item=item, after=after)

    assert OutgoingMail.objects.count() == 5
    assert NewsItem.objects.get().mailed_count == 5


def test_news_without_mail_only_stand_on_the_page(union, browse):
    petition = make_petition(union)
    sign_and_ask(petition)

    item = publish(petition, is_mailed=False)
    mail_news_job.func(str(item.pk))

    assert not OutgoingMail.objects.exists()
    page = browse().get(petition.get_absolute_url()).content.decode()
    assert "The hearing is on Thursday" in page


def test_a_draft_of_news_is_shown_and_sent_to_nobody(union, browse):
    petition = make_petition(union)
    sign_and_ask(petition)
    item = add_news(petition=petition, by=None, title="Not yet", text="Wait.")

    mail_news(item=item)

    assert not OutgoingMail.objects.exists()
    assert "Not yet" not in browse().get(petition.get_absolute_url()).content.decode()


def test_publishing_twice_is_publishing_once(union):
    item = publish(make_petition(union))

    assert publish_news(item=item, by=None).published_at == item.published_at


def test_whether_news_are_mailed_is_settled_when_they_are_published(union):
    item = publish(make_petition(union), is_mailed=False)

    edit_news(item=item, by=None, is_mailed=True, title="Better words")

    item.refresh_from_db()
    assert (item.title, item.is_mailed) == ("Better words", False)


def test_who_disowned_the_signature_hears_nothing(union):
    petition = make_petition(union)
    disown_signature(signature=sign_and_ask(petition))

    mail_news(item=publish(petition))

    assert not OutgoingMail.objects.exists()


def test_one_click_ends_the_news(union, browse):
    petition = make_petition(union)
    sign_and_ask(petition)
    (reader,), _onward = news_readers(petition)
    url = f"/en/i/{stop_token(reader)}/news/stop/"

    assert browse().get(url).status_code == 200
    assert news_readers(petition)[0]
    posted = browse().post(url, {"List-Unsubscribe": "One-Click"})
    stop_news(reader=reader)

    assert posted.status_code == 302
    assert not posted.cookies
    assert news_readers(petition)[0] == []


def test_a_forged_link_ends_nothing(db, browse):
    assert browse().post("/en/i/forged/news/stop/").status_code == 404


def test_the_mail_is_in_the_readers_language_and_can_be_stopped(union):
    petition = make_petition(union)
    sign_and_ask(petition, language="es")
    answer = record_answer(petition=petition, by=None, **YES)
    mail_answer_job.func(str(answer.pk))
    mail = OutgoingMail.objects.get()

    message = render(mail, read_rows([mail]))

    assert mail.language == "es"
    assert "/es/i/" in message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "We will keep it open." in message.body
    assert f"/es/o/elm-street/petitions/{petition.slug}/" in message.body
    assert "City Council" in message.subject


def test_mail_of_news_renders(union):
    petition = make_petition(union)
    sign_and_ask(petition)
    mail_news(item=publish(petition))
    mail = OutgoingMail.objects.get()

    message = render(mail, read_rows([mail]))

    assert message.subject == "The hearing is on Thursday"
    assert "Come with us." in message.body


def test_the_page_shows_answer_and_news(union, browse):
    petition = make_petition(union)
    record_answer(petition=petition, by=None, link="https://example.org/a.pdf", **YES)
    publish(petition)

    page = browse().get(petition.get_absolute_url()).content.decode()

    for words in ("What City Council answered", "We will keep it open.", "a.pdf", "Come with us."):
        assert words in page


def test_a_batch_asks_the_same_for_few_and_many_readers(union, django_assert_max_num_queries):
    petition = make_petition(union)
    for number in range(10):
        sign_and_ask(petition, name=f"Rosa{number} A", email=f"rosa{number}@example.org")

    with django_assert_max_num_queries(3):
        readers, _onward = news_readers(petition)

    assert len(readers) == 10
