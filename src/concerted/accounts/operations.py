from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused


@transaction.atomic
def create_administrator(*, email: str, name: str, password: str | None = None) -> User:
    """The administrator of the installation; somebody who is one already keeps the password they have.

    Raises ``Refused`` where the address belongs to an account that is not an administrator's.
    """
    email = User.objects.normalize_email(email).lower()
    user = User.objects.select_for_update().filter(email=email).first()
    if user is not None and user.is_superuser:
        return user
    if user is not None:
        raise Refused(
            _("%(email)s already has an account, and it is not an administrator's.")
            % {"email": email},
            field="email",
        )
    user = User.objects.create_superuser(email, password, name=name)
    note(verb="created", subject=user, organization_id=None, after={"is_superuser": True})
    return user


@transaction.atomic
def create_user(
    *, email: str, name: str, language: str = "en", password: str | None = None
) -> User:
    """An account for a confirmed address, or the one that the address has already."""
    email = User.objects.normalize_email(email).lower()
    user = User.objects.select_for_update().filter(email=email).first()
    if user is not None:
        return user
    user = User.objects.create_user(email, password, name=name, language=language)
    note(verb="created", subject=user, organization_id=None, by=user, after={"language": language})
    return user


@transaction.atomic
def change_profile(*, user: User, name: str, language: str) -> User:
    """Keep how ``user`` is called and which language pages and mail come in."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = {"language": user.language}
    renamed = user.name != name
    if renamed or user.language != language:
        user.name, user.language = name, language
        user.save(update_fields=["name", "language"])
        after = {"language": language, **({"name": "changed"} if renamed else {})}
        note(
            verb="changed", subject=user, organization_id=None, by=user, before=before, after=after
        )
    return user


@transaction.atomic
def sign_out_everywhere(*, user: User) -> User:
    """End every session of ``user``; the caller renews the one it wants to keep."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.session_round += 1
    user.save(update_fields=["session_round"])
    note(verb="signed_out_everywhere", subject=user, organization_id=None, by=user)
    return user
