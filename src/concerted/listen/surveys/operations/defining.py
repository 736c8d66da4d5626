"""Making a survey of a definition, and bringing a survey to what a changed definition says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
    Texts,
)
from concerted.listen.surveys.models import (
    Answer,
    Choice,
    Condition,
    Question,
    Section,
    Selection,
    Survey,
)
from concerted.listen.surveys.operations.checks import check_definition
from concerted.listen.surveys.queries.definitions import Rows, rows_of
from concerted.organizations.models import ContentTranslation, Organization
from concerted.organizations.publishing import free_slug
from concerted.organizations.translations import TranslatableRecord


@transaction.atomic
def define_survey(
    *,
    organization: Organization,
    definition: SurveyDefinition,
    goal: Goal | None = None,
    by: Viewer | None,
) -> Survey:
    """A new survey as a draft, with all that ``definition`` says. The same title again gives the one that has it."""
    check_definition(definition=definition)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    title = definition.title[definition.language]
    same = Survey.objects.filter(organization=organization, title=title).first()
    if same is not None:
        return same
    survey = Survey.objects.create(
        organization=organization,
        slug=free_slug(organization.surveys.all(), title, otherwise="survey"),
        goal=goal,
        language=definition.language,
        is_anonymous=definition.is_anonymous,
        **_own(definition, definition.language, "title", "summary", "thanks"),
    )
    _Writer(survey, definition).write()
    note(verb="added", subject=survey, by=by, after={"title": survey.title})
    return survey


@transaction.atomic
def redefine_survey(*, survey: Survey, definition: SurveyDefinition, by: Viewer | None) -> Survey:
    """Bring the questions of ``survey`` to what ``definition`` says; what has the same key stays the same thing.

    Words may always be corrected; the trail keeps what they were. Raises ``Refused`` where answers would lose their
    question: its kind changes, or it or a choice that was taken is left out.
    """
    check_definition(definition=definition)
    rows = Survey.objects.select_for_update(of=("self",)).select_related("organization")
    survey = rows.get(pk=survey.pk)
    if definition.language != survey.language:
        words = _("The language a survey was written in stays. Add others as translations.")
        raise Refused(words, field="language")
    before, after = change(
        survey, **_own(definition, survey.language, "title", "summary", "thanks")
    )
    writer = _Writer(survey, definition)
    writer.write()
    before, after = before | writer.before, after | writer.after
    if after:
        note(verb="edited", subject=survey, by=by, before=before, after=after)
    return survey


class _Writer:
    """Writes the rows of one definition; ``before`` and ``after`` tell what it changed, for the trail."""

    def __init__(self, survey: Survey, definition: SurveyDefinition) -> None:
        self.survey, self.definition = survey, definition
        self.language = survey.language
        self.rows: Rows = rows_of(survey)
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}
        self.translated: list[tuple[TranslatableRecord, Mapping[str, Texts]]] = []
        self.digests = {row.pk: row.source_digest() for row in self.rows.records()}
        self.answered = set(
            Answer.objects.filter(question__survey=survey).values_list("question_id", flat=True)
        )

    def write(self) -> None:
        self._words(self.survey, self.definition, "title", "summary", "thanks")
        Condition.objects.filter(source__survey=self.survey).delete()
        known = {one.key: one for one in self.rows.sections}
        questions = {one.key: one for one in self.rows.questions}
        sections = [
            (self._section(known.get(one.key), one, position), one)
            for position, one in enumerate(self.definition.sections)
        ]
        written = {
            one.key: self._question(questions.get(one.key), section, one, position)
            for section, definition in sections
            for position, one in enumerate(definition.questions)
        }
        self._remove(questions, known)
        self._conditions(sections, written)
        self._translate()

    def _section(
        self, row: Section | None, definition: SectionDefinition, position: int
    ) -> Section:
        values = {
            "position": position,
            "match": definition.match,
            **_own(definition, self.language, "title", "text"),
        }
        if row is None:
            row = Section.objects.create(
                survey=self.survey, key=definition.key, **self._shared(), **values
            )
            self.after[definition.key] = "+"
        else:
            self._change(definition.key, row, values)
        self._words(row, definition, "title", "text")
        return row

    def _question(
        self, row: Question | None, section: Section, definition: QuestionDefinition, position: int
    ) -> Question:
        values = {
            "section": section,
            "position": position,
            "kind": definition.kind,
            "is_required": definition.is_required,
            "may_decline": definition.may_decline,
            "minimum": definition.minimum,
            "maximum": definition.maximum,
            "is_whole": definition.is_whole,
            "match": definition.match,
            **_own(definition, self.language, "label", "help", "low_label", "high_label"),
        }
        if row is None:
            row = Question.objects.create(
                survey=self.survey, key=definition.key, **self._shared(), **values
            )
            self.after[definition.key] = "+"
        else:
            self._may_become(row, definition)
            self._change(definition.key, row, values)
        self._words(row, definition, "label", "help", "low_label", "high_label")
        self._choices(row, definition)
        return row

    def _may_become(self, row: Question, definition: QuestionDefinition) -> None:
        if row.kind != definition.kind and row.pk in self.answered:
            words = _("“%(question)s” has answers: its kind stays as it is.")
            raise Refused(words % {"question": row.label}, field="kind")

    def _choices(self, question: Question, definition: QuestionDefinition) -> None:
        known = {one.key: one for one in self.rows.choices.get(question.pk, [])}
        for position, one in enumerate(definition.choices):
            self._choice(known.pop(one.key, None), question, one, position)
        taken = Selection.objects.filter(choice__in=[one.pk for one in known.values()])
        if taken.exists():
            words = _("Somebody chose an answer to “%(question)s” that would be gone.")
            raise Refused(words % {"question": question.label}, field="choices")
        for gone in known.values():
            self._delete(f"{question.key}.{gone.key}", gone)

    def _choice(
        self, row: Choice | None, question: Question, definition: ChoiceDefinition, position: int
    ) -> None:
        values = {
            "position": position,
            "is_exclusive": definition.is_exclusive,
            "takes_text": definition.takes_text,
            **_own(definition, self.language, "label"),
        }
        if row is None:
            row = Choice.objects.create(
                question=question, key=definition.key, **self._shared(), **values
            )
            self.after[f"{question.key}.{definition.key}"] = "+"
        else:
            self._change(f"{question.key}.{definition.key}", row, values)
        self._words(row, definition, "label")

    def _remove(self, questions: dict[str, Question], sections: dict[str, Section]) -> None:
        """Take away what the definition does not name."""
        named = {one.key for one in self.definition.questions()}
        for key, question in questions.items():
            if key in named:
                continue
            if question.pk in self.answered:
                words = _("“%(question)s” has answers and cannot be taken away.")
                raise Refused(words % {"question": question.label})
            for choice in self.rows.choices.get(question.pk, []):
                self._delete(f"{key}.{choice.key}", choice)
            self._delete(key, question)
        kept = {one.key for one in self.definition.sections}
        for key, section in sections.items():
            if key not in kept:
                self._delete(key, section)

    def _conditions(
        self, sections: list[tuple[Section, SectionDefinition]], questions: dict[str, Question]
    ) -> None:
        owners: list[tuple[dict[str, Any], tuple[ConditionDefinition, ...]]] = []
        for section, definition in sections:
            owners.append(({"section": section}, definition.conditions))
            for one in definition.questions:
                owners.append(({"question": questions[one.key]}, one.conditions))
        choices = {
            (one.question.key, one.key): one
            for one in Choice.objects.filter(question__survey=self.survey).select_related(
                "question"
            )
        }
        rows = [
            _condition(owner, position, one, questions, choices)
            for owner, some in owners
            for position, one in enumerate(some)
        ]
        Condition.objects.bulk_create(rows)
        self._note_conditions(rows)

    def _note_conditions(self, rows: list[Condition]) -> None:
        told = [
            (
                one.question_id,
                one.section_id,
                one.source_id,
                str(one.test),
                one.choice_id,
                one.value,
            )
            for one in rows
        ]
        were = [
            (one.question_id, one.section_id, one.source_id, one.test, one.choice_id, one.value)
            for one in self.rows.conditions
        ]
        if sorted(map(str, told)) != sorted(map(str, were)):
            self.before["conditions"], self.after["conditions"] = len(were), len(told)

    def _change(self, key: str, row: TranslatableRecord, values: dict[str, Any]) -> None:
        before, after = change(row, **values)
        for name, value in after.items():
            if name != "section":
                self.before[f"{key}.{name}"] = before[name]
                self.after[f"{key}.{name}"] = value

    def _delete(self, key: str, row: TranslatableRecord) -> None:
        ContentTranslation.objects.filter(
            subject_type=row._meta.label_lower, subject_id=row.pk
        ).delete()
        row.delete()
        self.before[key], self.after[key] = str(row), "-"

    def _shared(self) -> dict[str, Any]:
        return {"organization": self.survey.organization, "language": self.language}

    def _words(self, row: TranslatableRecord, definition: object, *names: str) -> None:
        self.translated.append((row, {name: getattr(definition, name) for name in names}))

    def _translate(self) -> None:
        """Write the other languages. A translation that stayed the same stays as old as it was."""
        given = {
            (one.subject_id, one.language): one
            for some in self.rows.translations.values()
            for one in some
        }
        new: list[ContentTranslation] = []
        for row, texts in self.translated:
            for language in {code for text in texts.values() for code in text} - {self.language}:
                said = {name: text[language] for name, text in texts.items() if text.get(language)}
                known = given.pop((row.pk, language), None)
                if known is None:
                    new.append(_translation(row, language, said))
                elif known.texts != said:
                    known.texts, known.source_digest = said, row.source_digest()
                    known.save(update_fields=["texts", "source_digest", "updated_at"])
                    self.after[f"{row}.{language}"] = said
        ContentTranslation.objects.bulk_create(new)
        ContentTranslation.objects.filter(pk__in=[one.pk for one in given.values()]).delete()


def _translation(
    row: TranslatableRecord, language: str, texts: dict[str, str]
) -> ContentTranslation:
    return ContentTranslation(
        organization_id=row.organization_id,
        subject_type=row._meta.label_lower,
        subject_id=row.pk,
        language=language,
        texts=texts,
        source_digest=row.source_digest(),
    )


def _condition(
    owner: dict[str, Any],
    position: int,
    definition: ConditionDefinition,
    questions: dict[str, Question],
    choices: dict[tuple[str, str], Choice],
) -> Condition:
    choice = choices.get((definition.source, definition.value))
    return Condition(
        **owner,
        position=position,
        source=questions[definition.source],
        test=definition.test,
        choice=choice,
        value="" if choice else definition.value,
    )


def _own(definition: object, language: str, *names: str) -> dict[str, str]:
    """The texts of ``definition`` in the survey's own language."""
    return {name: getattr(definition, name).get(language, "") for name in names}
