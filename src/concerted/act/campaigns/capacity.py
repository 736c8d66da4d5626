"""In what capacity somebody acts: for themselves, for their employer, or as a member of something.

Whoever is told by an act who somebody works for may harm them. It is asked, never demanded, and shown to nobody but
the person until they choose to show it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concerted.base.forms import Form
from concerted.organizations.models import Organization


class Capacity(models.TextChoices):
    PERSONAL = "personal", pgettext_lazy("capacity", "As myself")
    EMPLOYER = "employer", pgettext_lazy("capacity", "For my employer")
    MEMBER = "member", pgettext_lazy("capacity", "As a member of a group")


class InCapacity(models.Model):
    """An act of a person, with the capacity in which they act."""

    capacity = models.CharField(max_length=10, choices=Capacity.choices, default=Capacity.PERSONAL)
    capacity_of = models.CharField(gettext_lazy("employer or group"), max_length=120, blank=True)
    shows_capacity = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def own_capacity(self) -> str:
        """In a line, for the person alone."""
        return capacity_words(self.capacity, self.capacity_of)

    @property
    def shown_capacity(self) -> str:
        """What others may read of it: nothing, unless the person chose so."""
        return self.own_capacity if self.shows_capacity else ""


def capacity_words(capacity: str, of: str) -> str:
    """In what capacity somebody acts, as in "member of SEIU 509"."""
    if capacity == Capacity.EMPLOYER:
        return _("for %(employer)s") % {"employer": of} if of else _("for their employer")
    if capacity == Capacity.MEMBER:
        return _("member of %(group)s") % {"group": of} if of else _("as a member of a group")
    return ""


class CapacityForm(Form):
    """The fields that a form of an act takes in, shown by ``campaigns/_capacity.html``."""

    capacity = forms.ChoiceField(
        label=gettext_lazy("You do this"),
        choices=Capacity.choices,
        required=False,
    )
    capacity_of = forms.CharField(
        label=gettext_lazy("Which employer or group?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"}),
    )
    shows_capacity = forms.BooleanField(
        label=gettext_lazy("Show this beside my name"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_of_something = cleaned.get("capacity") in (Capacity.EMPLOYER, Capacity.MEMBER)
        if is_of_something and "capacity_of" not in self.errors and not cleaned.get("capacity_of"):
            self.add_error("capacity_of", _("Please write its name, or choose “As myself”."))
        return cleaned

    def capacity_values(self) -> dict[str, Any]:
        """What the operation takes; nothing of an employer where somebody acts as themselves."""
        cleaned = self.cleaned_data
        if cleaned.get("capacity", "") in ("", Capacity.PERSONAL):
            return {"capacity": Capacity.PERSONAL, "capacity_of": "", "shows_capacity": False}
        return {name: cleaned[name] for name in ("capacity", "capacity_of", "shows_capacity")}

    def shows_of_capacity(self) -> bool:
        """Whether the fields stand open: something is written in them."""
        return self.is_bound and bool(
            self.data.get("capacity_of") or self.data.get("capacity") not in (None, "", "personal")
        )

    def hint_of_work(self, organization: Organization) -> None:
        """Say under the e-mail field that a private address is better; more plainly where a work address was typed."""
        self.is_work_address = self.is_bound and looks_like_work(
            self.data.get("email", ""), organization
        )
        advice = _("Better not your work address: people at work may read it.")
        hint = work_hint() if self.is_work_address else advice
        asked = self.fields["email"]
        asked.help_text = f"{asked.help_text} {hint}" if asked.help_text else hint


def work_hint() -> str:
    return _("People at your work may read mail to this address. Use a private one if you can.")


PRIVATE = frozenset(
    {
        *(
            "gmail",
            "googlemail",
            "outlook",
            "hotmail",
            "live",
            "msn",
            "yahoo",
            "ymail",
            "rocketmail",
        ),
        *("icloud", "me", "mac", "aol", "proton", "protonmail", "pm", "tutanota", "tuta", "gmx"),
        *("fastmail", "hey", "zoho", "mail", "riseup", "comcast", "verizon", "att", "sbcglobal"),
        *("bellsouth", "cox", "charter", "spectrum", "earthlink", "optonline", "web", "t-online"),
        *("yandex", "qq", "163", "126", "naver", "orange", "free", "wanadoo", "laposte", "libero"),
        *("terra", "uol", "bol", "telefonica", "duck", "posteo", "mailbox", "disroot"),
    }
)
"""The first names of the domains where people have a mailbox of their own."""

PUBLIC_BODIES = frozenset({"gov", "mil", "edu", "k12", "gob", "gouv", "govt", "ac", "nhs", "int"})
"""Parts of a domain's ending that only public bodies, schools and hospitals have."""

AT_WORK = ("hospital", "health", "clinic", "medical", "school", "county", "cityof", "agency")
"""Words in the domains of those who employ social workers."""


def looks_like_work(email: str, organization: Organization) -> bool:
    """Whether ``email`` looks like an employer's: a public body's, the organization's own, a hospital's.

    Nothing is refused for it; what is not known is taken for private.
    """
    domain = email.strip().lower().rpartition("@")[2]
    parts = domain.split(".")
    if "@" not in email or len(parts) < 2 or parts[0] in PRIVATE:
        return False
    own = organization.contact_email.lower().rpartition("@")[2]
    return (
        domain == own
        or not PUBLIC_BODIES.isdisjoint(parts[1:])
        or any(word in domain for word in AT_WORK)
    )
