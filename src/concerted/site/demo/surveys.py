"""The survey of the demonstration: open, answered on phones in three languages and on paper."""

from __future__ import annotations

import datetime
import random
import uuid

from django.utils import timezone

from concerted.listen.representation.models import Dimension, Occasion, Place, Subgroup
from concerted.listen.representation.operations.asks import ask_for_outreach
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.representation.operations.releases import read_who_took_part
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.surveys.models import By, Choice, Submission, Survey
from concerted.listen.surveys.operations.answering import save_answers, send_answers
from concerted.listen.surveys.operations.defining import define_survey
from concerted.listen.surveys.operations.paper import check_sheet, type_sheet
from concerted.listen.surveys.operations.readings import group_results, read_results
from concerted.listen.surveys.operations.surveys import open_survey, publish_results
from concerted.listen.surveys.operations.texts import tell_texts
from concerted.listen.surveys.queries.paths import DECLINED, SKIPPED, Said
from concerted.listen.surveys.queries.respondents import about_key
from concerted.site.demo import survey_words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop

SEED = 31
PHONES, SHEETS = 150, 9
LANGUAGES = ("en", "en", "es", "es", "ht")
DAYS = 12


def ask_in_a_survey(cast: Cast, loop: Loop) -> None:
    """One for the clinic's goal. Who speaks no English is understood less well, and says what would help."""
    survey = define_survey(
        organization=cast.coalition,
        definition=survey_words.SURVEY,
        goal=loop.clinic.goal,
        by=cast.organizer,
    )
    survey = open_survey(survey=survey, by=cast.organizer)
    occasion = ask_about_people(
        subject=survey,
        dimensions=list(Dimension.objects.filter(organization=cast.coalition)),
        place=Place.objects.get(organization=cast.coalition),
        by=cast.organizer,
    )
    neighbors = _Neighbors(survey)
    for voice in range(PHONES):
        language, key = LANGUAGES[voice % len(LANGUAGES)], f"demo-{voice}"
        told = neighbors.tell()
        said = neighbors.answers(language, told["tenure"])
        submission = save_answers(survey=survey, key=key, said=said, language=language)
        if not voice % 19:
            continue
        send_answers(survey=survey, submission=submission, key=key, language=language)
        if voice % 7:
            about = about_key(survey, submission, "")
            given = {dimension: [group] for dimension, group in told.items()}
            tell_about_oneself(occasion=occasion, key=about, told=given)
    for number in range(1, SHEETS + 1):
        sheet = type_sheet(
            survey=survey,
            number=number,
            said=neighbors.answers("es", "renter"),
            language="es",
            by=cast.organizer,
        )
        if number <= SHEETS - 2:
            check_sheet(submission=sheet, by=cast.owner)
    group_results(survey=survey, by=By.QUESTION, key="visited", user=cast.organizer)
    read_results(survey=survey, is_weighed=True)
    tell_texts(survey=survey)
    read_who_took_part(occasion=occasion)
    _reach_the_young(cast, occasion)
    publish_results(survey=survey, by=cast.organizer)
    _move(survey)


class _Neighbors:
    """Who answers, each by chance, the same in each demonstration."""

    def __init__(self, survey: Survey) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 the same neighbors each time
        self.questions = {one.key: one.pk for one in survey.questions.all()}
        rows = Choice.objects.filter(question__survey=survey).select_related("question")
        self.choices = {(one.question.key, one.key): one.pk for one in rows}

    def tell(self) -> dict[str, str]:
        """Who one of them is: fewer rent, and fewer are young, than live there."""
        home = self.chance.choices(("renter", "owner"), (48, 52))[0]
        ages = ("18_29", "30_44", "45_64", "65_plus")
        return {"tenure": home, "age": self.chance.choices(ages, (12, 28, 38, 22))[0]}

    def answers(self, language: str, home: str) -> dict[uuid.UUID, Said]:
        went = self.chance.random() < (0.7 if language == "en" else 0.5)
        said = {"visited": Said(number=float(went)), "languages": self._languages(language)}
        said |= self._there(language) if went else {"kept_away": self._away(language)}
        minutes = self.chance.choice((5, 10, 10, 15, 20, 25, 30, 40, 45))
        said["minutes"] = Said(number=float(minutes)) if self.chance.random() > 0.2 else SKIPPED
        weights = [5, 2, 3] if language == "en" else [3, 6, 2]
        weights[0] += 4 if home == "renter" else 0
        weights[2] += 0 if home == "renter" else 5
        wish = self.chance.choices(("evenings", "interpreters", "bus"), weights)[0]
        said["first"] = self._chosen("first", wish)
        return {self.questions[key]: one for key, one in said.items()}

    def _chosen(self, question: str, *keys: str) -> Said:
        return Said(choices=tuple(self.choices[question, key] for key in keys))

    def _languages(self, language: str) -> Said:
        if self.chance.random() < 0.2:
            return DECLINED
        both = language != "en" and self.chance.random() < 0.4
        return self._chosen("languages", language, *(["en"] if both else []))

    def _there(self, language: str) -> dict[str, Said]:
        steps = (3, 4, 4, 5, 5) if language == "en" else (1, 2, 2, 3, 4)
        step = self.chance.choice(steps)
        told = {"understood": Said(number=float(step))}
        if step <= 2 and self.chance.random() < 0.6:
            told["helped"] = Said(text=self.chance.choice(survey_words.HELP_WANTED[language]))
        return told

    def _away(self, language: str) -> Said:
        often = ("hours", "ride") if language == "en" else ("language", "hours", "cost")
        keys = [key for key in often if self.chance.random() < 0.5]
        return self._chosen("kept_away", *(keys or ["no_need"]))


def _reach_the_young(cast: Cast, occasion: Occasion) -> None:
    """Somebody is asked, and has not answered yet."""
    young = Subgroup.objects.get(dimension__organization=cast.coalition, key="18_29")
    lakay = next(one for one in cast.partners if one.slug == "lakay")
    ask_for_outreach(
        occasion=occasion,
        subgroup=young,
        partner=lakay,
        note=survey_words.TO_THE_YOUNG,
        by=cast.organizer,
    )


def _move(survey: Survey) -> None:
    """Let it have opened some days ago, and people have answered since."""
    start = timezone.now() - datetime.timedelta(days=DAYS)
    Survey.objects.filter(pk=survey.pk).update(published_at=start, created_at=start)
    today = survey.today()
    rows = list(Submission.objects.filter(survey=survey).order_by("pk"))
    for place, row in enumerate(rows):
        day = today - datetime.timedelta(days=place % DAYS)
        row.touched_on = day
        row.submitted_on = day if row.submitted_on else None
        row.checked_on = day if row.checked_on else None
    Submission.objects.bulk_update(rows, ["touched_on", "submitted_on", "checked_on"])
