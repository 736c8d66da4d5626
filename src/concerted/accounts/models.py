from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from concerted.base.identifiers import uuid7


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A user who signs in with ``email``; without a password, by a code sent there.

        The address counts as confirmed: an invitation was answered from it, or an administrator gave it.
        """
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            addresses = user.emailaddress_set  # type: ignore[attr-defined]  # of allauth
            addresses.create(email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> User:
        """The administrator of the installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: staff and members of organizations, never a resident who signs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    session_round = models.PositiveIntegerField(
        default=0, editable=False, help_text="Sessions of an earlier round are signed out"
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Proof in each session; a new password or a new round ends the sessions that bear the old one."""
        proof: str = salted_hmac(
            "concerted.accounts.session",
            f"{self.password} {self.session_round}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
        return proof

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
