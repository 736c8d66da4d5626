"""The hash, the page where anybody checks, and what shows when the database was altered."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.test import Client

from concerted.base.audit.models import AuditEntry
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import Agreement, AgreementVersion, Party, Signature
from concerted.pool.agreements.operations.drafting import change_agreement
from concerted.pool.agreements.operations.ending import end_agreement
from concerted.pool.agreements.operations.sending import send_agreement
from concerted.pool.agreements.queries.checking import checked
from concerted.pool.agreements.queries.standing import in_force
from concerted.pool.agreements.tests.factories import make_agreed, make_sent, sign
from concerted.pool.agreements.wording import record_hash, text_hash

pytestmark = pytest.mark.django_db

CHECK = "/en/agreements/check/"


def page(*where):
    return Client().get(*where).content.decode()


def test_the_file_that_a_party_downloads_has_the_hash_that_is_shown(union, other, sam, browse):
    version = make_agreed(union, other, languages=["en", "es"])
    url = f"/en/work/harbor/agreements/{version.agreement.number}/versions/1/text/"

    content = browse(sam).get(url).content

    assert hashlib.sha256(content).hexdigest() == version.text_hash
    assert "Atención cerca de casa." in content.decode()


def test_whoever_has_the_number_or_the_hash_sees_that_it_stands_and_no_names(union, other):
    version = make_agreed(union, other)
    number = version.agreement.number

    for what in (number, number.lower().replace("-", " "), f" {version.text_hash.upper()} "):
        response = Client().get(CHECK, {"what": what})
        told = response.content.decode()
        assert "Yes, it stands" in told
        assert not response.cookies
        for name in ("Harbor", "Elm Street", "Head of", "Working together"):
            assert name not in told


def test_the_page_tells_what_does_not_stand(union, other):
    version = make_sent(union, other)
    sign(version, other)

    assert "not all parties have signed" in page(CHECK, {"what": version.text_hash})
    assert "We know no agreement" in page(CHECK, {"what": "AAAAA-BBBBB"})
    assert "We know no agreement" not in page(CHECK)


def test_an_old_version_checks_as_replaced(union, other):
    first = make_agreed(union, other)
    changed = change_agreement(agreement=first.agreement, title="More", by=None)
    second = send_agreement(agreement=changed, by=None)
    for one in (union, other):
        sign(second, one)

    found = checked(first.text_hash)

    assert found.problems == []
    assert not found.is_binding
    assert checked(first.agreement.number).version == second


def _rewrite_text(version):
    AgreementVersion.objects.filter(pk=version.pk).update(texts={"en": "Give us all."})


def _rewrite_terms_and_hash(version):
    version.terms = {**version.terms, "notice_days": 1}
    version.text_hash = text_hash(version, version.agreement.number, version.agreement.kind)
    version.save()


def _stretch(version):
    AgreementVersion.objects.filter(pk=version.pk).update(ends_on=None)


def _rename_signer(version):
    Signature.objects.filter(version=version).update(name="Nobody")


def _forge_signature(version):
    signature = version.signatures.first()
    signature.name = "Nobody"
    signature.record_hash = record_hash(signature)
    signature.save()


def _delete_signature(version):
    version.signatures.first().delete()


def _forge_all(version):
    """Text, hash and every signature made to fit each other: only the trail knows better."""
    _rewrite_terms_and_hash(version)
    for signature in version.signatures.all():
        signature.text_hash = version.text_hash
        signature.record_hash = record_hash(signature)
        signature.save()


def _unsign(version):
    AgreementVersion.objects.filter(pk=version.pk).update(completed_at=None)


def _revive(version):
    Agreement.objects.filter(pk=version.agreement_id).update(ended_on=None)


ALTERED = (
    _rewrite_text,
    _rewrite_terms_and_hash,
    _stretch,
    _rename_signer,
    _forge_signature,
    _delete_signature,
    _forge_all,
    _unsign,
    _revive,
)


def test_what_is_altered_in_the_database_shows(union, other):
    version = make_agreed(union, other)
    agreement = version.agreement
    end_agreement(
        agreement=agreement,
        party=Party.objects.get(agreement=agreement, partner=union),
        ended_on=today_in(union),
        reason="Done.",
        by=None,
    )
    assert checked(agreement.number).problems == []

    for alter in ALTERED:
        with transaction.atomic():
            alter(AgreementVersion.objects.get(pk=version.pk))

            assert checked(agreement.number).problems, alter
            assert "Do not rely on it" in page(CHECK, {"what": agreement.number})
            transaction.set_rollback(True)
    assert checked(agreement.number).problems == []


def test_an_altered_text_binds_nobody(union, other):
    version = make_agreed(union, other, kind="data_sharing")
    assert in_force("data_sharing", other)

    _rewrite_text(version)

    assert in_force("data_sharing", other) == []


def test_what_is_signed_cannot_be_deleted_and_its_trail_not_changed(union, other):
    version = make_agreed(union, other)

    with pytest.raises(RestrictedError):
        version.agreement.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(subject_id=version.pk).update(after={})
