"""Letters that organizations sign, with a row behind every address of the room."""

from __future__ import annotations

from typing import Any

from concerted.act.signons.links import token_of
from concerted.act.signons.operations import ask_outside, ask_partners
from concerted.act.signons.tests.factories import make_letter
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_partner

OUTSIDE = {"name": "Harbor Clinic", "email": "ada@harbor.example", "language": "en"}


def signed_together(union: Organization) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room: a letter of the union, and one that it is asked to sign."""
    letter = make_letter(union)
    outside = ask_outside(letter=letter, by=None, **OUTSIDE)
    draft = make_letter(union, title="A draft", opened=False)
    coalition = Organization.objects.create(name="Shore Alliance", slug="shore")
    make_partner(coalition, union)
    asked = ask_partners(letter=make_letter(coalition), partners=[union], by=None)[0]
    return {
        "signons": {"slug": letter.slug, "pk": asked.pk, "token": token_of(outside)},
        "signons:edit_letter": {"slug": draft.slug},
    }
