"""A person in OSDI's words, with the ways to reach them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import phonenumbers
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.organizations.models import Organization, OrganizationRecord
from concerted.people.folding import folded
from concerted.people.models.gates import PeopleQuerySet
from concerted.people.sources import source_words


def normalize_email(value: str) -> str:
    """An address as it is compared: without blanks around it, in lower case."""
    return value.strip().lower()


def normalize_phone(value: str, region: str = "US") -> str:
    """A number in E.164, or nothing where it cannot be one."""
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class NameKeyField(models.CharField):  # type: ignore[type-arg]
    """Written from the names whenever the row is: family name, then the others, folded."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002
        person: Any = model_instance
        names = (person.family_name, person.given_name, person.additional_name)
        key = folded(" ".join(name for name in names if name))[: self.max_length]
        setattr(person, self.attname, key)
        return key


class PersonQuerySet(PeopleQuerySet["Person"]):
    def current(self) -> Self:
        """Persons who were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def visible_to(self, viewer: Viewer) -> Self:
        return super().visible_to(viewer).current()

    def editable_by(self, viewer: Viewer) -> Self:
        return super().editable_by(viewer).current()

    def matching(self, text: str, *, region: str = "US") -> Self:
        """Persons whose name has every word of ``text``, or whose address or number is (in) it."""
        text = text.strip()
        if not text:
            return self
        if "@" in text:
            points = ContactPoint.objects.filter(normalized__startswith=normalize_email(text))
            return self.filter(pk__in=points.values("person_id"))
        digits = "".join(one for one in text if one.isdigit())
        if len(digits) >= 4 and len(digits) > len(text) / 2:
            number = normalize_phone(text, region) or digits
            points = ContactPoint.objects.filter(
                kind=ContactPoint.Kind.PHONE, normalized__contains=number
            )
            return self.filter(pk__in=points.values("person_id"))
        found = self
        for word in folded(text).split():
            found = found.filter(name_key__contains=word)
        return found


class Person(OrganizationRecord):
    """A human as one organization knows them, in the fields of OSDI.

    Nobody is joined across organizations. ``postal_code`` and ``locality`` are those of the primary address,
    or all that is known where no address was given; places are asked of them alone. ``custom_fields`` holds
    what other systems knew (``notes`` among it). A person merged into another stays as a row of which nothing
    is shown, so that the merge can be taken back.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {
            "given_name",
            "family_name",
            "additional_name",
            "honorific_prefix",
            "honorific_suffix",
            "birth_date",
            "postal_code",
            "locality",
            "custom_fields",
            "name_key",
            "email",
            "phone",
        }
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="people", db_index=False
    )
    given_name = models.CharField(_("first name"), max_length=100, blank=True)
    family_name = models.CharField(_("last name"), max_length=100, blank=True)
    additional_name = models.CharField(_("middle name"), max_length=100, blank=True)
    honorific_prefix = models.CharField(
        pgettext_lazy("before a name", "title"), max_length=30, blank=True
    )
    honorific_suffix = models.CharField(_("suffix"), max_length=30, blank=True)
    preferred_language = models.CharField(_("preferred language"), max_length=12, blank=True)
    languages_spoken = models.JSONField(_("languages spoken"), default=list, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    locality = models.CharField(_("city or town"), max_length=100, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    custom_fields = models.JSONField(_("other fields"), default=dict, blank=True)
    name_key = NameKeyField(max_length=200, editable=False)
    last_active_at = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="When something last reached us from or about them; retention counts from here",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="merged_persons",
        db_index=False,
    )

    recorded_points: tuple[ContactPoint, ...] = ()
    """The contact points with which ``record_person`` just recorded them."""
    was_known = False
    """Whether ``record_person`` found them in the list."""

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = pgettext_lazy("table", "person")
        verbose_name_plural = pgettext_lazy("table", "people")
        indexes = [
            models.Index(fields=["organization", "name_key"], name="person_by_name"),
            models.Index(
                fields=["merged_into"],
                name="person_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="person_is_not_merged_into_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name; a word where neither is known."""
        return f"{self.given_name} {self.family_name}".strip() or str(_("No name"))

    @property
    def full_name(self) -> str:
        """Every part of the name that is known."""
        parts = (
            self.honorific_prefix,
            self.given_name,
            self.additional_name,
            self.family_name,
            self.honorific_suffix,
        )
        return " ".join(part for part in parts if part) or self.name

    def recorded_point(self, email: str) -> ContactPoint:
        """That of ``recorded_points`` with this address."""
        address = normalize_email(email)
        return next(one for one in self.recorded_points if one.normalized == address)

    @property
    def source_words(self) -> str:
        return source_words(self.source)

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.organization.slug, self.pk])


class ContactPoint(OrganizationRecord):
    """An e-mail address or telephone number of a person, as given and as compared.

    A point about which something was answered is never deleted on its own: it becomes *former*.
    """

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")

    class Status(models.TextChoices):
        USABLE = "usable", _("In use")
        FAULTY = "faulty", _("Does not work")
        FORMER = "former", _("No longer used")

    private_fields: ClassVar[frozenset[str]] = frozenset({"value", "normalized"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="contact_points", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    value = models.CharField(_("as given"), max_length=254)
    normalized = models.CharField(max_length=254)
    is_primary = models.BooleanField(_("the first to use"), default=False)
    status = models.CharField(
        _("status"), max_length=6, choices=Status.choices, default=Status.USABLE
    )
    proven_at = models.DateTimeField(
        null=True, help_text="When somebody who reads this address first said so by a mailed link"
    )

    objects: ClassVar[PeopleQuerySet[ContactPoint]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kind", "-is_primary", "created_at", "id"]
        indexes = [
            models.Index(fields=["organization", "normalized"], name="contact_point_by_value")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "normalized"], name="contact_point_once_per_person"
            ),
            models.CheckConstraint(
                condition=~models.Q(normalized=""), name="contact_point_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class PostalAddress(OrganizationRecord):
    """Where a person lives, works or gets mail. The primary one is repeated in the person's place."""

    private_fields: ClassVar[frozenset[str]] = frozenset(
        {"street", "locality", "region", "postal_code", "country"}
    )

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="postal_addresses")
    street = models.CharField(_("street and number"), max_length=300, blank=True)
    locality = models.CharField(_("city or town"), max_length=100, blank=True)
    region = models.CharField(pgettext_lazy("of a country", "state"), max_length=60, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    is_primary = models.BooleanField(_("lives here"), default=False)

    objects: ClassVar[PeopleQuerySet[PostalAddress]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-is_primary", "created_at", "id"]

    def __str__(self) -> str:
        return self.one_line

    @property
    def one_line(self) -> str:
        end = " ".join(part for part in (self.region, self.postal_code) if part)
        return ", ".join(part for part in (self.street, self.locality, end) if part)
