from __future__ import annotations

import datetime

import pytest
from tests.pages import visit

from concerted.act.petitions.operations.petitions import edit_petition
from concerted.act.petitions.operations.signatures import confirm_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.consents import consent_words
from concerted.act.petitions.tests.factories import make_petition
from concerted.act.policies import participants
from concerted.act.policies.operations.outcomes import mail_outcome, record_outcome, tell_outcome
from concerted.act.policies.tasks import mail_outcome as mail_outcome_job
from concerted.act.policies.tests.factories import make_draft_policy, make_policy
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 10, 9)


def signed(petition, name, language="en", *, wants_news=True):
    consents = [(petition.organization, consent_words(petition.organization))]
    signature = sign_petition(
        petition=petition,
        name=f"{name} Silva",
        email=f"{name.lower()}@example.org",
        postal_code="02134",
        consents=consents if wants_news else [],
        language=language,
        is_thanked=False,
    )
    confirm_signature(signature=signature, contact_point=signature.person.recorded_points[0])
    return signature


@pytest.fixture
def policy(union):
    """Rosa signed twice and reads Spanish, Ben once, and Carl wants no news."""
    policy = make_policy(union)
    for number, names in enumerate((["Rosa", "Ben", "Carl"], ["Rosa"])):
        petition = make_petition(union, title=f"Keep it open {number}")
        petition = edit_petition(petition=petition, policy=policy, by=None)
        for name in names:
            language = "es" if name == "Rosa" else "en"
            signed(petition, name, language, wants_news=name != "Carl")
    OutgoingMail.objects.all().delete()
    return policy


def won(policy, **values):
    given = {"outcome": "won", "outcome_text": "The clinic stays open.", "outcome_on": DAY}
    return record_outcome(policy=policy, by=None, **{**given, **values})


def run(policy, outcome="won"):
    tell_outcome(policy=policy, by=None)
    mail_outcome_job.func(str(policy.pk), outcome)


def told():
    return sorted(OutgoingMail.objects.values_list("to", "language"))


def test_everybody_who_acted_and_wants_news_hears_once_in_their_language(policy):
    won(policy)

    run(policy)
    run(policy)

    assert told() == [("ben@example.org", "en"), ("rosa@example.org", "es")]
    policy.refresh_from_db()
    assert policy.told_count == 2


def test_the_mail_says_what_came_of_it_and_how_to_stop(policy):
    won(policy)
    run(policy)

    mail = OutgoingMail.objects.get(to="rosa@example.org")
    assert mail.context["outcome"] == "Se ganó"
    assert mail.context["text"] == "The clinic stays open."
    assert mail.context["path"].startswith("/es/o/elm-street/policies/")
    assert "/es/i/" in mail.unsubscribe_path


def test_another_outcome_is_told_again_and_new_words_are_not(policy):
    won(policy)
    run(policy)

    won(policy, outcome_text="The clinic stays open until June.")
    assert tell_outcome(policy=policy, by=None) is False
    won(policy, outcome="partly")
    run(policy, "partly")

    assert [to for to, _language in told()] == ["ben@example.org"] * 2 + ["rosa@example.org"] * 2


def test_an_outcome_that_was_changed_meanwhile_is_told_to_nobody(policy):
    won(policy)
    tell_outcome(policy=policy, by=None)
    policy = won(policy, outcome="lost")

    assert mail_outcome(policy=policy, outcome="won") == ""
    assert told() == []


def test_batches_reach_everybody_and_nobody_twice(policy, monkeypatch):
    monkeypatch.setattr(participants, "BATCH", 1)
    won(policy)
    tell_outcome(policy=policy, by=None)
    policy.refresh_from_db()

    after, rounds = "", 0
    while (after := mail_outcome(policy=policy, outcome="won", after=after)) and rounds < 9:
        rounds += 1
        mail_outcome(policy=policy, outcome="won", after=after)

    assert len(told()) == 2
    assert rounds == 3


def test_before_anything_is_sent_the_organizer_sees_how_many_would_hear(policy, olga, browse):
    won(policy)

    page = visit(
        browse(olga), f"/en/work/elm-street/policies/{policy.slug}/outcome/tell/"
    ).content.decode()

    assert "<b>2</b>" in page
    assert "of 3 people who acted want news" in page
    assert "3 people signed" in page
    assert told() == []


def test_one_click_tells_them(policy, olga, browse, django_capture_on_commit_callbacks):
    won(policy)
    address = f"/en/work/elm-street/policies/{policy.slug}/outcome/tell/"

    with django_capture_on_commit_callbacks(execute=True):
        answer = browse(olga).post(address)

    assert answer.status_code == 302
    policy.refresh_from_db()
    assert policy.told_at is not None


def test_an_outcome_is_of_a_published_policy_and_not_of_tomorrow(union, policy):
    with pytest.raises(Refused, match="draft"):
        won(make_draft_policy(union, goal=policy.goal, identifier="Item 2"))
    with pytest.raises(Refused, match="still to come"):
        won(policy, outcome_on=datetime.date(2999, 1, 1))
    with pytest.raises(Refused, match="First write down"):
        tell_outcome(policy=policy, by=None)


def test_everybody_reads_the_outcome_on_the_page(policy, client):
    won(policy)

    page = visit(client, f"/en/o/elm-street/policies/{policy.slug}/").content.decode()

    assert "The clinic stays open." in page
    assert "Won" in page
