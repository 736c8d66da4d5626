from __future__ import annotations

import datetime

from concerted.act.petitions.tests.factories import make_campaign
from concerted.act.signons.operations import add_letter, open_letter, sign_on
from concerted.organizations.zones import today_in


def make_letter(organization, *, opened=True, days=20, **values):
    given = {
        "campaign": make_campaign(organization),
        "title": "Keep the Elm Street clinic open",
        "addressed_to": "Riverside City Council",
        "body": "Please vote no on Item 114.\n\nPeople need a nurse close to home.",
        "due_on": today_in(organization) + datetime.timedelta(days=days),
    }
    letter = add_letter(by=None, **{**given, **values})
    return open_letter(letter=letter, by=None) if opened else letter


def sign(signon, **values):
    given = {"signer": "Ada Moss", "post": "Director", "language": "en"}
    given["text_hash"] = signon.letter.text_hash
    return sign_on(signon=signon, **{**given, **values})
