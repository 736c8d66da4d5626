from __future__ import annotations

from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.letters.models import Audience
from concerted.act.letters.operations.campaigns import (
    add_letters,
    add_official,
    add_paper,
    publish_letters,
)
from concerted.act.letters.operations.writing import confirm_letter, write_letter
from concerted.act.letters.queries.addressees import addressees
from concerted.act.letters.queries.composing import Words
from concerted.act.letters.queries.links import token_of
from concerted.act.officials.tests.factories import make_official

ASK = "Please vote no on Item 114."
ROSA = {
    "name": "Rosa Alvarez",
    "email": "rosa@example.org",
    "who": "I am a nurse on Elm Street.",
    "why": "My mother walks to this clinic. The next one is two buses away.",
    "ask": ASK,
}


def make_draft(organization, **values):
    """Letters that are still prepared; with nobody to write to."""
    given = {
        "campaign": values.pop("campaign", None) or make_campaign(organization),
        "title": "Tell the council",
        "subject": "Item 114 and the Elm Street clinic",
        "opening": "The council votes on Monday.",
        "ask": ASK,
        "closing": "Thank you for reading this.",
    }
    return add_letters(by=None, **{**given, **values})


def make_letters(organization, *, officials=None, **values):
    """Letters that people can write to two members of the council, one of whom has no e-mail."""
    letters = make_draft(organization, **values)
    if officials is None:
        officials = [
            make_official(organization, email="ortiz@council.example"),
            make_official(organization, "Ed Dunn", address="1 City Hall; Riverside, MA 02134"),
        ]
    for one in officials:
        add_official(letters=letters, official=one, by=None)
    return publish_letters(letters=letters, by=None)


def make_papers(organization, **values):
    letters = make_draft(organization, audience=Audience.NEWSPAPER, **values)
    for name, limit in (("The Riverside Post", 200), ("El Planeta", 300)):
        email = f"letters@{name.split()[-1].lower()}.example"
        add_paper(letters=letters, name=name, email=email, word_limit=limit, by=None)
    return publish_letters(letters=letters, by=None)


def rosas(**values):
    return Words(**{**ROSA, "language": "en", **values})


def write(letters, *, paper=None, place="", choices=None, **values):
    """Rosa's letter, not confirmed yet."""
    to = addressees(letters, paper=paper, place=place)
    return write_letter(campaign=letters, words=rosas(**values), to=to, **(choices or {}))


def point_of(letter):
    return letter.person.contact_points.get()


def token(letter):
    return token_of(letter, point_of(letter))


def send(letters, **values):
    """A letter that its writer has confirmed."""
    letter = write(letters, **values)
    return confirm_letter(letter=letter, contact_point=point_of(letter))
