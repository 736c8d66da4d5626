"""Who a visitor is in one survey: the key in their signed cookie, and what the database keeps of it.

What is kept cannot be made of the key without the installation's secret, which is in no table: a mail that still waits
with its link does not lead to the answers, not even for somebody who has a copy of the database.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from concerted.base.links import read, sign
from concerted.listen.surveys.models import AnswerState, Selection, Submission, Survey
from concerted.listen.surveys.queries.paths import Said
from concerted.people.models import ContactPoint

PURPOSE = "survey"
RETURN = "survey-return"
DAYS = 60
"""How long a device remembers what was answered on it, and how long a draft is kept."""


def cookie_name(survey: Survey) -> str:
    """Each survey has its own, so that none tells of another."""
    return f"survey-{survey.pk.hex[-12:]}"


def cookie_value(key: str) -> str:
    return sign(key, purpose=PURPOSE)


def new_key() -> str:
    return secrets.token_urlsafe(18)


def key_in(cookies: Mapping[str, str], survey: Survey) -> str:
    """The key this visitor has in ``survey``; empty before their first answer, and for a forged cookie."""
    kept = read(cookies.get(cookie_name(survey), ""), purpose=PURPOSE, max_age=DAYS * 24 * 3600)
    return kept if isinstance(kept, str) else ""


def hash_of(survey: Survey, key: str) -> str:
    """What the answers keep of ``key``: nothing that could be found again in another survey."""
    return salted_hmac("survey.key", f"{survey.pk.hex}|{key}", algorithm="sha256").hexdigest()


def bucket_of(survey: Survey, key: str) -> str:
    """What limits keep of ``key``, which know the second: another word than the answers have."""
    return salted_hmac("survey.limit", f"{survey.pk.hex}|{key}", algorithm="sha256").hexdigest()


def about_key(survey: Survey, submission: Submission, device: str) -> str:
    """By what the room of representation knows who answered.

    Where the survey is anonymous, by the submission, of which it keeps a hash that only the installation can make: so
    results can be told, protected, by what people told of themselves. Where answers have a name beside them nothing
    may lead from it to this, so it is the key on the ``device`` alone.
    """
    return submission.pk.hex if survey.is_anonymous else device


def submission_of(survey: Survey, key: str) -> Submission | None:
    """The answers of who holds ``key``. Having the key is the gate."""
    if not key:
        return None
    return Submission.objects.filter(survey=survey, key_hash=hash_of(survey, key)).first()


def said_in(submission: Submission | None) -> dict[uuid.UUID, Said]:
    """What a submission says to each question, on the path or not. Two queries."""
    if submission is None:
        return {}
    chosen: dict[uuid.UUID, list[Selection]] = {}
    selections = Selection.objects.filter(answer__submission=submission)
    for one in selections.order_by("rank", "choice__position"):
        chosen.setdefault(one.answer_id, []).append(one)
    return {
        answer.question_id: Said(
            state=AnswerState(answer.state),
            text=answer.text,
            number=answer.number,
            day=answer.day,
            choices=tuple(one.choice_id for one in chosen.get(answer.pk, [])),
        )
        for answer in submission.answers.all()
    }


@dataclass(frozen=True)
class Returning:
    """What a mailed link proves: whose answers these are, and that somebody reads the address of ``point``.

    Without a ``key``, one is to be made anew.
    """

    survey: Survey
    submission: Submission
    key: str
    point: ContactPoint | None = None


def return_token(survey: Survey, key: str) -> str:
    """For a link to the answers of who holds ``key``; it names neither them nor their address."""
    return sign([survey.pk.hex, key], purpose=RETURN)


def named_token(submission: Submission, key: str, point: ContactPoint) -> str:
    """For a link to named answers, mailed to their person at ``point``."""
    told = [submission.survey_id.hex, key, submission.pk.hex, point.pk.hex]
    return sign(told, purpose=RETURN)


def returning(token: str) -> Returning | None:
    """Whose link ``token`` is. The link itself is the gate."""
    kept = read(token, purpose=RETURN, max_age=DAYS * 24 * 3600)
    if not isinstance(kept, list) or len(kept) not in (2, 4):
        return None
    survey = Survey.objects.public().with_everything().filter(pk=kept[0]).first()
    if survey is None:
        return None
    if len(kept) == 2:
        found = submission_of(survey, kept[1])
        return Returning(survey, found, kept[1]) if found is not None else None
    return _named(survey, *kept[1:])


def _named(survey: Survey, key: str, submission: str, point: str) -> Returning | None:
    rows = Submission.objects.filter(survey=survey, survey__is_anonymous=False)
    found = rows.filter(pk=submission).first()
    if found is None or found.person_id is None:
        return None
    own = ContactPoint.objects.filter(person_id=found.person_id)
    is_current = key and found.key_hash == hash_of(survey, key)
    return Returning(survey, found, key if is_current else "", own.filter(pk=point).first())
