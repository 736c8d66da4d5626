"""What came of a decision is told to everybody who acted for it, in whichever way, once."""

from __future__ import annotations

import datetime

import pytest

from concerted.accounts.models import User
from concerted.act.letters.operations.writing import take_back_letter
from concerted.act.letters.tests.factories import make_letters, send
from concerted.act.petitions.operations.signatures import confirm_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.consents import consent_words
from concerted.act.petitions.tests.factories import make_petition
from concerted.act.policies.operations.outcomes import record_outcome, tell_outcome
from concerted.act.policies.participants import counts
from concerted.act.policies.tasks import mail_outcome
from concerted.act.policies.tests.factories import make_policy
from concerted.act.signons.operations import ask_outside, ask_partners, take_back
from concerted.act.signons.tests.factories import make_letter, sign
from concerted.act.visits.tests.factories import coming, gave_words, make_hearing
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Role, RoleKind
from concerted.pool.offers.tests.factories import make_alliance

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEWS = "You may e-mail me"


def signed(petition, email):
    owner = petition.organization
    signature = sign_petition(
        petition=petition,
        name="Rosa Alvarez",
        email=email,
        postal_code="02134",
        consents=[(owner, consent_words(owner))],
        language="en",
        is_thanked=False,
    )
    return confirm_signature(
        signature=signature, contact_point=signature.person.recorded_points[0]
    )


def asked(letter, email):
    return ask_outside(letter=letter, name=email, email=email, language="en", by=None)


def test_in_every_way_to_act_each_hears_once_and_nobody_who_withdrew():
    owner, member = make_alliance()
    speaker = User.objects.create_user("mia@nurses.example", name="Mia")
    Role.objects.create(organization=member, user=speaker, kind=RoleKind.OWNER)
    policy = make_policy(owner)
    petition = make_petition(owner, policy=policy)
    letters, hearing = make_letters(owner, policy=policy), make_hearing(owner, policy=policy)
    for email in ("rosa@example.org", "ben@example.org"):
        signed(petition, email)
    send(letters, choices={"news_words": NEWS})
    take_back_letter(letter=send(letters, email="lea@example.org", choices={"news_words": NEWS}))
    gave_words(hearing, news=NEWS)
    coming(hearing, news=NEWS)
    coming(hearing, email="ida@example.org", news=NEWS)
    coming(hearing, email="quiet@example.org")
    for number in range(2):
        letter = make_letter(owner, policy=policy, title=f"Letter {number}")
        sign(ask_partners(letter=letter, partners=[member], by=None)[0])
        sign(asked(letter, "ada@harbor.example"))
    take_back(signon=sign(asked(letter, "left@harbor.example")))
    OutgoingMail.objects.all().delete()

    told = counts(policy)
    day = datetime.date(2026, 10, 9)
    record_outcome(policy=policy, outcome="won", outcome_text="It stays.", outcome_on=day, by=None)
    tell_outcome(policy=policy, by=None)
    for _again in range(2):
        mail_outcome.func(str(policy.pk), "won")

    heard = sorted(OutgoingMail.objects.values_list("to", flat=True))
    assert heard == sorted(
        [
            *("rosa@example.org", "ben@example.org", "ida@example.org"),
            *("ada@harbor.example", speaker.email),
        ]
    )
    assert told.readers == len(heard)
    policy.refresh_from_db()
    assert policy.told_count == len(heard)
