from __future__ import annotations

from concerted.people.models import Answer, Consent, ContactPoint, Person
from concerted.people.operations import record_person

ROSA = {
    "given_name": "Rosa",
    "family_name": "Núñez",
    "email": "rosa@example.com",
    "phone": "617-555-0123",
    "postal_code": "02139",
    "language": "es",
}


def make_person(organization, **values):
    """A person as a signature would record them; Rosa where nothing is said."""
    return record_person(organization=organization, source="test", **{**ROSA, **values})


def email_of(person):
    return ContactPoint.objects.get(person=person, kind="email", status="usable")


def phone_of(person):
    return ContactPoint.objects.get(person=person, kind="phone", status="usable")


def grant(person, channel="email", purpose="news", **values):
    values = {"is_proven": True, "source": "test", **values}
    return Consent.objects.create(
        organization=person.organization,
        person=person,
        channel=channel,
        purpose=purpose,
        answer=Answer.GRANTED,
        **values,
    )


def nobody():
    return Person.objects.none()
