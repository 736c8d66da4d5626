"""Where django-allauth meets the house: sign-up is closed, mail leaves through the outbox, and who must
have a second factor keeps the last one."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - this module is a way in, as views are
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from concerted.accounts import second_factor
from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.base.outbox.posting import post_mail

LETTERS = {
    "account/email/login_code": "accounts/mail/sign_in_code",
    "account/email/email_confirmation": "accounts/mail/confirm_address",
    "account/email/password_reset_key": "accounts/mail/reset_password",
}
"""Mail with something to do in it; all else tells that something about signing in has changed."""

NOTICE = "accounts/mail/notice"
TOLD = ("code", "password_reset_url", "deleted_email", "from_email", "to_email")
"""What a mail may say. Addresses and programs of the reader are not put into it."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: people come by invitation, administrators by ``createadmin``."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, for the limits of allauth: a hash in place of the address."""
        return visitor_key(request, "sign-in")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post to the outbox, in the language of the page that asked for it."""
        told = {name: str(context[name]) for name in TOLD if name in context}
        if template_prefix == "account/email/login_code":
            told["path"] = reverse("account_confirm_login_code")
        template = LETTERS.get(template_prefix, NOTICE)
        if template == NOTICE:
            told["event"] = template_prefix.rpartition("/")[2]
        post_mail(to=email, template=template, language=page_language(), context=told)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Also keep in the trail that how ``user`` signs in has changed."""
        note(verb=template_prefix.rpartition("/")[2], subject=user, organization_id=None, by=user)
        super().send_notification_mail(template_prefix, user, context, email)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, in the language of who signs in."""
        user = request.user
        language = user.language if isinstance(user, User) else get_language()
        with override(language):
            return reverse(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("accounts:profile")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: ARG002
        return _("Passkey of %(day)s") % {"day": date_format(timezone.localdate())}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of who must have one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=second_factor.FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not second_factor.is_required(user)
