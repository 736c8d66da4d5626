"""How each kind of question is asked on a page, and what was answered is read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from concerted.listen.surveys.models import NO, YES, Choice, Kind, Question
from concerted.listen.surveys.queries.paths import DECLINED, SKIPPED, Said
from concerted.organizations.translations import Rendition

REFUSE = "prefer-not-to-say"
"""Among the choices of a question; their own values are ids."""
SHORT, LONG, BESIDE = 300, 4000, 200
"""Most letters of a short text, of a long one, and of what is written beside a choice."""


@dataclass(frozen=True)
class Asked:
    """A question as one reader sees it: its words, and those of its choices."""

    question: Question
    text: Rendition
    choices: list[tuple[Choice, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Of its field; further fields of it begin with this and a hyphen."""
        return f"q{self.question.pk.hex}"

    @property
    def is_note(self) -> bool:
        return self.question.kind == Kind.NOTE

    @property
    def writing(self) -> tuple[Choice, str] | None:
        """The choice that takes text, if there is one."""
        return next((one for one in self.choices if one[0].takes_text), None)


def fields_of(one: Asked, *, is_paper: bool = False) -> dict[str, forms.Field]:
    """The fields that ask ``one``, by their names, in order. Whether it must be answered is asked of the whole.

    Who types from paper gets menus for what is one of several: the key of its number chooses.
    """
    if one.question.kind == Kind.RANKING:
        made = _places(one)
    else:
        made = {one.name: _FIELDS[Kind(one.question.kind)](one)}
        made[one.name].label, made[one.name].help_text = one.text.label, one.text.help
    if one.writing is not None:
        made[f"{one.name}-text"] = forms.CharField(
            label=_("If “%(choice)s”: please say") % {"choice": one.writing[1]},
            max_length=BESIDE,
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )
    if one.question.may_decline and one.question.kind not in _REFUSED_IN_PLACE:
        made[f"{one.name}-declined"] = forms.BooleanField(label=_("I prefer not to say"))
    for part in made.values():
        part.required = False
        if is_paper and type(part.widget) is forms.RadioSelect:
            _as_menu(part)
    return made


def _as_menu(part: Any) -> None:
    numbered = [
        (value, label if label == value else f"{place} · {label}")
        for place, (value, label) in enumerate(part.choices, 1)
    ]
    part.widget = forms.Select()
    part.choices = [("", "–"), *numbered]


def initial_of(one: Asked, said: Said) -> dict[str, Any]:
    """What the fields hold when ``said`` was answered before."""
    if said == SKIPPED:
        return {}
    if said == DECLINED:
        is_several = one.question.kind == Kind.SEVERAL
        return {one.name: [REFUSE] if is_several else REFUSE, f"{one.name}-declined": True}
    held: dict[str, Any] = {f"{one.name}-text": said.text}
    if one.question.kind == Kind.RANKING:
        places = {f"{one.name}-{pk.hex}": str(n) for n, pk in enumerate(said.choices, 1)}
        return held | places
    return held | {one.name: _held(one.question, said)}


def _held(question: Question, said: Said) -> Any:
    match question.kind:
        case Kind.ONE:
            return said.choices[0].hex if said.choices else ""
        case Kind.SEVERAL:
            return [pk.hex for pk in said.choices]
        case Kind.YES_NO:
            return YES if said.number else NO
        case Kind.DATE:
            return said.day
        case Kind.SCALE | Kind.NUMBER:
            is_round = said.number is not None and said.number == int(said.number)
            return int(said.number or 0) if is_round else said.number
    return said.text


def read_answer(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    """What the cleaned fields answer. Raises ``ValidationError`` where two parts of it contradict each other."""
    said = _READERS[Kind(one.question.kind)](one, cleaned)
    if not cleaned.get(f"{one.name}-declined"):
        return said
    if said != SKIPPED:
        raise forms.ValidationError(
            _("Please either answer or choose “I prefer not to say”, not both.")
        )
    return DECLINED


def _text(_one: Asked) -> forms.Field:
    return forms.CharField(max_length=SHORT, widget=forms.TextInput(attrs={"dir": "auto"}))


def _long_text(_one: Asked) -> forms.Field:
    box = forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    return forms.CharField(max_length=LONG, widget=box)


def _radio(one: Asked, choices: list[tuple[str, str]]) -> forms.Field:
    return forms.ChoiceField(choices=_with_refusal(one, choices), widget=forms.RadioSelect)


def _with_refusal(one: Asked, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    refusal = [(REFUSE, _("I prefer not to say"))] if one.question.may_decline else []
    return choices + refusal


def _one(one: Asked) -> forms.Field:
    return _radio(one, [(choice.pk.hex, label) for choice, label in one.choices])


def _several(one: Asked) -> forms.Field:
    choices = [(choice.pk.hex, label) for choice, label in one.choices]
    return forms.MultipleChoiceField(
        choices=_with_refusal(one, choices), widget=forms.CheckboxSelectMultiple
    )


def _yes_no(one: Asked) -> forms.Field:
    return _radio(one, [(YES, _("Yes")), (NO, _("No"))])


def _scale(one: Asked) -> forms.Field:
    steps = [(str(step), str(step)) for step in one.question.steps()]
    for place, words in ((0, one.text.low_label), (-1, one.text.high_label)):
        if words and steps:
            steps[place] = (steps[place][0], f"{steps[place][0]} · {words}")
    return _radio(one, steps)


def _number(one: Asked) -> forms.Field:
    low, high = one.question.minimum, one.question.maximum
    if not one.question.is_whole:
        return forms.FloatField(min_value=low, max_value=high)
    return forms.IntegerField(
        min_value=None if low is None else int(low), max_value=None if high is None else int(high)
    )


def _date(_one: Asked) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _places(one: Asked) -> dict[str, forms.Field]:
    """A small menu for each choice of a ranking: its place."""
    count = len(one.choices)
    places = [("", _("No place")), *((str(n), str(n)) for n in range(1, count + 1))]
    return {
        f"{one.name}-{choice.pk.hex}": forms.ChoiceField(label=label, choices=places)
        for choice, label in one.choices
    }


def _read_text(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    text = cleaned.get(one.name) or ""
    return Said(text=text) if text else SKIPPED


def _read_one(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    chosen, beside = cleaned.get(one.name) or "", _beside(one, cleaned)
    if chosen == REFUSE:
        return DECLINED
    if not chosen and beside and one.writing:
        chosen = one.writing[0].pk.hex
    if not chosen:
        return SKIPPED
    return _with_text(one, (uuid.UUID(chosen),), beside)


def _read_several(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    chosen, beside = list(cleaned.get(one.name) or []), _beside(one, cleaned)
    if beside and one.writing and one.writing[0].pk.hex not in chosen:
        chosen.append(one.writing[0].pk.hex)
    alone = {choice.pk.hex: label for choice, label in one.choices if choice.is_exclusive}
    alone[REFUSE] = _("I prefer not to say")
    for value in chosen:
        if value in alone and len(chosen) > 1:
            words = _("“%(choice)s” goes with no other choice.")
            raise forms.ValidationError(words % {"choice": alone[value]})
    if chosen == [REFUSE]:
        return DECLINED
    if not chosen:
        return SKIPPED
    return _with_text(one, tuple(uuid.UUID(value) for value in chosen), beside)


def _beside(one: Asked, cleaned: Mapping[str, Any]) -> str:
    return str(cleaned.get(f"{one.name}-text") or "")


def _with_text(one: Asked, choices: tuple[uuid.UUID, ...], beside: str) -> Said:
    takes = one.writing is not None and one.writing[0].pk in choices
    return Said(choices=choices, text=beside if takes else "")


def _read_yes_no(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    chosen = cleaned.get(one.name) or ""
    if chosen == REFUSE:
        return DECLINED
    return Said(number=float(chosen == YES)) if chosen else SKIPPED


def _read_scale(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    chosen = cleaned.get(one.name) or ""
    if chosen == REFUSE:
        return DECLINED
    return Said(number=float(chosen)) if chosen else SKIPPED


def _read_number(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    number = cleaned.get(one.name)
    return SKIPPED if number is None else Said(number=float(number))


def _read_date(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    day = cleaned.get(one.name)
    return SKIPPED if day is None else Said(day=day)


def _read_ranking(one: Asked, cleaned: Mapping[str, Any]) -> Said:
    placed = [
        (int(cleaned[f"{one.name}-{choice.pk.hex}"]), choice.pk)
        for choice, _label in one.choices
        if cleaned.get(f"{one.name}-{choice.pk.hex}")
    ]
    if len({place for place, _pk in placed}) < len(placed):
        raise forms.ValidationError(_("Please give each place once."))
    if not placed:
        return SKIPPED
    return Said(choices=tuple(pk for _place, pk in sorted(placed)))


_REFUSED_IN_PLACE = (Kind.ONE, Kind.SEVERAL, Kind.YES_NO, Kind.SCALE)
"""Kinds with “prefer not to say” among the choices."""
_FIELDS: dict[Kind, Callable[[Asked], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.YES_NO: _yes_no,
    Kind.SCALE: _scale,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
_READERS: dict[Kind, Callable[[Asked, Mapping[str, Any]], Said]] = {
    Kind.TEXT: _read_text,
    Kind.LONG_TEXT: _read_text,
    Kind.ONE: _read_one,
    Kind.SEVERAL: _read_several,
    Kind.YES_NO: _read_yes_no,
    Kind.SCALE: _read_scale,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.RANKING: _read_ranking,
}
