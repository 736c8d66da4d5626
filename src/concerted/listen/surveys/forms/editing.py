"""What organizers fill in about one question or one section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.listen.surveys.definitions import (
    ChoiceDefinition,
    ConditionDefinition,
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
    Texts,
)
from concerted.listen.surveys.models import NO, WITH_CHOICES, YES, Kind, Match, Test
from concerted.listen.surveys.operations.editing import free_key

ROWS = 3
"""Conditions that one page can ask for; an import may bring more."""
NUMBERS = (Kind.NUMBER, Kind.SCALE)


class ConditionsMixin(Form):
    """Up to three conditions on earlier answers."""

    definition: SurveyDefinition

    def _ask_conditions(
        self, earlier: list[QuestionDefinition], given: tuple[ConditionDefinition, ...]
    ) -> None:
        self.earlier = {one.key: one for one in earlier if one.kind != Kind.NOTE}
        for row in range(1, ROWS + 1):
            self.fields[f"answer_{row}"] = forms.ChoiceField(
                label=now("Answer %(number)d") % {"number": row},
                choices=self._answers(),
                required=False,
            )
            self.fields[f"test_{row}"] = forms.ChoiceField(
                label=now("How it compares"), choices=Test.choices, required=False
            )
            self.fields[f"value_{row}"] = forms.CharField(
                label=now("Number"), max_length=40, required=False
            )
        for row, one in enumerate(given[:ROWS], 1):
            is_typed = self.earlier[one.source].kind not in (*WITH_CHOICES, Kind.YES_NO)
            held = "" if is_typed else one.value
            self.initial[f"answer_{row}"] = f"{one.source}|{held}"
            self.initial[f"test_{row}"] = one.test
            self.initial[f"value_{row}"] = one.value if is_typed else ""

    def _answers(self) -> list[Any]:
        language = self.definition.language
        groups: list[Any] = [("", now("Always ask"))]
        for one in self.earlier.values():
            answers = [(choice.key, choice.label[language]) for choice in one.choices]
            if one.kind == Kind.YES_NO:
                answers = [(YES, now("Yes")), (NO, now("No"))]
            typed = (f"{one.key}|", now("any answer, or the number below"))
            options = [(f"{one.key}|{key}", label) for key, label in answers]
            groups.append((one.label[language], [*options, typed]))
        return groups

    def condition_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{row}"] for name in ("answer", "test", "value")]
            for row in range(1, ROWS + 1)
        ]

    def conditions(self) -> tuple[ConditionDefinition, ...]:
        found = []
        for row in range(1, ROWS + 1):
            source, _bar, choice = self.cleaned_data[f"answer_{row}"].partition("|")
            if source:
                value = choice or self.cleaned_data[f"value_{row}"]
                test = Test(self.cleaned_data[f"test_{row}"] or Test.IS)
                if not value:
                    test = Test.NOT_ANSWERED if test in _OPPOSITES else Test.ANSWERED
                elif test in (Test.ANSWERED, Test.NOT_ANSWERED):
                    value = ""
                found.append(ConditionDefinition(source, test, value))
        return tuple(found)


_OPPOSITES = (Test.IS_NOT, Test.NOT_ANSWERED)


class QuestionForm(ConditionsMixin):
    """One question of ``definition``: a new one, or the one with ``key``."""

    kind = forms.ChoiceField(label=_("How is it answered?"), choices=Kind.choices)
    label = forms.CharField(
        label=_("What do you ask?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    help = forms.CharField(
        label=_("Help below it"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    is_required = forms.BooleanField(label=_("It must be answered"), required=False)
    may_decline = forms.BooleanField(
        label=_("Offer “I prefer not to say”"), required=False, initial=True
    )
    new_choices = forms.CharField(
        label=_("Choices, one in each line"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    adds_other = forms.BooleanField(label=_("Add “Other”, with room to write"), required=False)
    adds_none = forms.BooleanField(
        label=_("Add “None of these”, which goes with no other"), required=False
    )
    minimum = forms.FloatField(label=_("Smallest number"), required=False)
    maximum = forms.FloatField(label=_("Largest number"), required=False)
    is_whole = forms.BooleanField(label=_("Whole numbers only"), required=False, initial=True)
    low_label = forms.CharField(label=_("Words at the low end"), max_length=80, required=False)
    high_label = forms.CharField(label=_("Words at the high end"), max_length=80, required=False)
    match = forms.ChoiceField(label=_("Ask it only if"), choices=Match.choices, required=False)

    def __init__(
        self, definition: SurveyDefinition, key: str = "", data: Any = None, **values: Any
    ) -> None:
        super().__init__(data, **values)
        self.definition = definition
        questions = list(definition.questions())
        self.before = next((one for one in questions if one.key == key), None)
        earlier = questions[: questions.index(self.before)] if self.before else questions
        if self.before is not None:
            self._begin_with(self.before)
        given = self.before.conditions if self.before else ()
        self._ask_conditions(earlier, given)

    def _begin_with(self, one: QuestionDefinition) -> None:
        language = self.definition.language
        texts = {
            name: getattr(one, name).get(language, "")
            for name in ("label", "help", "low_label", "high_label")
        }
        plain = ("kind", "is_required", "may_decline", "minimum", "maximum", "is_whole", "match")
        self.initial = {**self.initial, **texts, **{name: getattr(one, name) for name in plain}}
        for choice in one.choices:
            field = forms.CharField(
                label=now("Choice “%(key)s”") % {"key": choice.key},
                help_text=now("Empty takes it away."),
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            self.fields[f"choice-{choice.key}"] = field
            self.initial[f"choice-{choice.key}"] = choice.label.get(language, "")
        if one.choices:
            self.fields["new_choices"].label = now("Further choices, one in each line")

    def choice_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("choice-")]

    def values(self) -> dict[str, Any]:
        return {"question": self.question()}

    def question(self) -> QuestionDefinition:
        """The question as it should be."""
        cleaned, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        before = self.before or QuestionDefinition(key="", kind=kind, label={})
        taken = [one.key for one in self.definition.questions()]
        is_scale = kind == Kind.SCALE
        return replace(
            before,
            key=before.key or free_key(words=cleaned["label"], taken=taken, otherwise="q"),
            kind=kind,
            label=self._said(before.label, "label"),
            help=self._said(before.help, "help"),
            choices=self._choices(before) if kind in WITH_CHOICES else (),
            is_required=cleaned["is_required"] and kind != Kind.NOTE,
            may_decline=cleaned["may_decline"] and kind != Kind.NOTE,
            minimum=(cleaned["minimum"] if kind in NUMBERS else None),
            maximum=(cleaned["maximum"] if kind in NUMBERS else None),
            is_whole=cleaned["is_whole"] or kind != Kind.NUMBER,
            low_label=self._said(before.low_label, "low_label") if is_scale else {},
            high_label=self._said(before.high_label, "high_label") if is_scale else {},
            conditions=self.conditions(),
            match=Match(cleaned["match"] or Match.ALL),
        )

    def _said(self, before: Texts, name: str) -> Texts:
        """The text in the survey's own language; what stands in others stays."""
        given = self.cleaned_data[name]
        return {**before, self.definition.language: given} if given else {}

    def _choices(self, before: QuestionDefinition) -> tuple[ChoiceDefinition, ...]:
        language = self.definition.language
        kept = [
            replace(one, label={**one.label, language: words})
            for one in before.choices
            if (words := self.cleaned_data.get(f"choice-{one.key}"))
        ]
        taken = [one.key for one in before.choices]
        for line in self.cleaned_data["new_choices"].split("\n"):
            words = " ".join(line.split())
            if words:
                key = free_key(words=words, taken=taken, otherwise="choice")
                taken.append(key)
                kept.append(ChoiceDefinition(key, {language: words[:300]}))
        return (*kept, *self._usual(taken))

    def _usual(self, taken: Iterable[str]) -> Iterable[ChoiceDefinition]:
        language = self.definition.language
        if self.cleaned_data["adds_other"] and "other" not in taken:
            yield ChoiceDefinition("other", {language: now("Other")}, takes_text=True)
        if self.cleaned_data["adds_none"] and "none" not in taken:
            yield ChoiceDefinition("none", {language: now("None of these")}, is_exclusive=True)


class SectionForm(ConditionsMixin):
    title = forms.CharField(
        label=_("Heading"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = forms.CharField(
        label=_("Words below it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    match = forms.ChoiceField(label=_("Show it only if"), choices=Match.choices, required=False)

    def __init__(
        self, definition: SurveyDefinition, key: str = "", data: Any = None, **values: Any
    ) -> None:
        super().__init__(data, **values)
        self.definition = definition
        keys = [one.key for one in definition.sections]
        self.before = definition.sections[keys.index(key)] if key in keys else None
        before = keys.index(key) if self.before else len(keys)
        if self.before is not None:
            texts = {"title": self.before.title, "text": self.before.text}
            self.initial = {
                name: text.get(definition.language, "") for name, text in texts.items()
            }
            self.initial["match"] = self.before.match
        earlier = [one for some in definition.sections[:before] for one in some.questions]
        self._ask_conditions(earlier, self.before.conditions if self.before else ())

    def values(self) -> dict[str, Any]:
        return {"section": self.section()}

    def section(self) -> SectionDefinition:
        before = self.before or SectionDefinition(key="", questions=())
        language, cleaned = self.definition.language, self.cleaned_data
        taken = [one.key for one in self.definition.sections]
        title, text = (
            {**told, language: cleaned[name]} if cleaned[name] else {}
            for name, told in (("title", before.title), ("text", before.text))
        )
        return replace(
            before,
            key=before.key or free_key(words=cleaned["title"], taken=taken, otherwise="section"),
            conditions=self.conditions(),
            match=Match(cleaned["match"] or Match.ALL),
            title=title,
            text=text,
        )
