from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail as django_mail
from django.core.cache import cache

from concerted.accounts.models import User
from concerted.accounts.operations import create_administrator, create_user
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.rendering import render

PASSWORD = "river-bank-21"
LOGIN = "/en/account/login/"


@pytest.fixture
def nina(db):
    return create_user(email="nina@example.org", name="Nina", password=PASSWORD)


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_password_signs_in(nina, browse):
    client = browse()

    answer = client.post(LOGIN, {"login": "Nina@example.org", "password": PASSWORD})

    assert answer.url == "/en/"
    assert is_signed_in(client)


def test_who_signs_in_lands_in_their_own_language(browse, db):
    create_user(email="rosa@example.org", name="Rosa", password=PASSWORD, language="es")

    answer = browse().post(LOGIN, {"login": "rosa@example.org", "password": PASSWORD})

    assert answer.url == "/es/"


def test_a_wrong_password_is_told_in_words(nina, browse):
    client = browse()

    answer = client.post(LOGIN, {"login": "nina@example.org", "password": "wrong"})

    assert "notice--bad" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_code_from_the_mail_signs_in_by_its_link(nina, browse):
    client = browse()

    client.post("/en/account/login/code/", {"email": "nina@example.org"})
    mail = OutgoingMail.objects.get(template="accounts/mail/sign_in_code")
    code, path = mail.context["code"], mail.context["path"]
    told = render(mail, {})
    shown = client.get(f"{path}?code={code}")
    client.post(path, {"code": code})

    assert code in told.subject
    assert f"/en/account/login/code/confirm/?code={code}" in told.body
    assert f'value="{code}"' in shown.content.decode()
    assert is_signed_in(client)
    assert not django_mail.outbox


def test_guessing_passwords_is_damped_and_said_in_words(nina, browse, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    cache.clear()
    client = browse()

    for _ in range(4):
        answer = client.post(LOGIN, {"login": "nina@example.org", "password": "wrong"})
    right = client.post(LOGIN, {"login": "nina@example.org", "password": PASSWORD})
    cache.clear()

    assert "Too many" in answer.content.decode()
    assert right.status_code == 200
    assert not is_signed_in(client)


def test_asking_for_a_code_does_not_tell_whether_an_address_is_known(nina, browse):
    known = browse().post("/en/account/login/code/", {"email": "nina@example.org"})
    unknown = browse().post("/en/account/login/code/", {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert not OutgoingMail.objects.filter(to="nobody@example.org").exists()


def test_nobody_signs_up_on_their_own(db, browse):
    shown = browse().get("/en/account/signup/")
    posted = browse().post(
        "/en/account/signup/", {"email": "x@example.org", "password1": PASSWORD}
    )

    assert "invitation" in shown.content.decode()
    assert "invitation" in posted.content.decode()
    assert not User.objects.exists()


def test_the_app_is_set_up_and_then_asked_for(nina, browse, django_capture_on_commit_callbacks):
    client = browse()
    client.post(LOGIN, {"login": "nina@example.org", "password": PASSWORD})
    page = client.get("/en/account/second-step/totp/activate/", follow=True)
    if "reauthenticate" in page.request["PATH_INFO"]:
        client.post(page.request["PATH_INFO"], {"password": PASSWORD})
        page = client.get("/en/account/second-step/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode()).group(1)

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/account/second-step/totp/activate/", {"code": code_of(secret)})
    again = browse()
    step = again.post(LOGIN, {"login": "nina@example.org", "password": PASSWORD})

    assert Authenticator.objects.filter(user=nina, type="totp").exists()
    assert Authenticator.objects.filter(user=nina, type="recovery_codes").exists()
    assert "second-step/authenticate" in step.url
    assert not is_signed_in(again)
    assert again.get(step.url).status_code == 200
    notice = OutgoingMail.objects.filter(template="accounts/mail/notice").earliest("created_at")
    assert "authenticator app" in render(notice, {}).body
    assert AuditEntry.objects.filter(verb="totp_activated", actor_id=nina.pk).exists()


def test_a_recovery_code_stands_in_for_the_app_once(nina, browse):
    TOTP.activate(nina, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(nina).get_unused_codes()[0]
    first, second = browse(), browse()

    for client in (first, second):
        step = client.post(LOGIN, {"login": "nina@example.org", "password": PASSWORD})
        client.post(step.url, {"code": code})

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_a_new_password_is_set_from_the_link_in_the_mail(nina, browse):
    client = browse()
    client.post("/en/account/password/reset/", {"email": "nina@example.org"})
    link = OutgoingMail.objects.get(template="accounts/mail/reset_password").context[
        "password_reset_url"
    ]
    form = client.get(link, follow=True)
    mail = OutgoingMail.objects.get(template="accounts/mail/reset_password")

    fresh = "maple-lamp-77"
    client.post(form.request["PATH_INFO"], {"password1": fresh, "password2": fresh})

    nina.refresh_from_db()
    assert nina.check_password(fresh)
    assert link in render(mail, {}).body


def test_a_new_address_is_confirmed_by_a_code_and_the_old_one_is_told(nina, browse):
    client = browse()
    client.post(LOGIN, {"login": "nina@example.org", "password": PASSWORD})

    client.post("/en/account/email/", {"email": "new@example.org", "action_add": "1"})
    mail = OutgoingMail.objects.get(to="new@example.org")
    page = client.get("/en/account/confirm-email/")
    client.post("/en/account/confirm-email/", {"code": mail.context["code"]})

    nina.refresh_from_db()
    assert mail.context["code"] in render(mail, {}).body
    assert page.status_code == 200
    assert nina.email == "new@example.org"
    told = OutgoingMail.objects.get(to="nina@example.org")
    assert "new@example.org" in render(told, {}).body


def test_signing_out_everywhere_ends_other_sessions_and_keeps_this_one(nina, browse):
    here, there = browse(nina), browse(nina)

    here.post("/en/account/sign-out-everywhere/")

    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302
    assert AuditEntry.objects.filter(verb="signed_out_everywhere", actor_id=nina.pk).exists()


def test_the_own_profile_is_changed_and_speaks_the_new_language(nina, browse):
    client = browse(nina)

    answer = client.post("/en/account/", {"name": "Nina Soto", "language": "es"})

    nina.refresh_from_db()
    assert (nina.name, nina.language) == ("Nina Soto", "es")
    assert answer.url == "/es/account/"
    assert "Nina" not in str(AuditEntry.objects.filter(verb="changed").values())


def test_a_bad_profile_is_told(nina, browse):
    answer = browse(nina).post("/en/account/", {"name": "", "language": "xx"})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "",
        "email/",
        "password/change/",
        "password/set/",
        "logout/",
        "second-step/",
        "second-step/webauthn/",
    ],
)
def test_the_pages_of_the_account_stand_in_our_shell(nina, browse, path):
    answer = browse(nina).get(f"/en/account/{path}", follow=True)

    assert answer.status_code == 200
    assert 'id="main"' in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["login/", "login/code/", "password/reset/", "password/reset/done/", "signup/"]
)
def test_the_pages_for_signing_in_stand_in_our_shell(db, browse, path):
    answer = browse().get(f"/en/account/{path}")

    assert answer.status_code == 200
    assert 'id="main"' in answer.content.decode()


def test_the_last_second_step_of_an_owner_stays(omar, browse):
    client = browse(omar)

    client.post("/en/account/second-step/totp/deactivate/")

    assert Authenticator.objects.filter(user=omar, type="totp").exists()


def test_an_administrator_is_made_once(db):
    first = create_administrator(email="Ada@Example.org", name="Ada", password=PASSWORD)
    again = create_administrator(email="ada@example.org", name="Ada L.", password="other")

    assert first == again
    assert again.check_password(PASSWORD)
    assert again.is_superuser


def test_an_account_does_not_become_an_administrator_by_the_way(nina):
    with pytest.raises(Refused, match="not an administrator"):
        create_administrator(email="nina@example.org", name="Nina")
