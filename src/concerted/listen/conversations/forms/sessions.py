"""What who runs a session fills in: when and where, hands and dots, and ballots as they are typed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.base.forms import Form, ModelForm, moment_input
from concerted.base.languages import own_name
from concerted.base.papers import PaperSize
from concerted.listen.conversations.models import Session, SessionWay, Stack, Tally, TallyKind
from concerted.listen.conversations.operations.sessions import MOST_LANGUAGES

MOST_PEOPLE = 100_000
KEYS = {"1": 1, "2": -1, "3": 0, "0": None}
"""What the keys mean: 1 agree, 2 disagree, 3 pass; 0 where no box is ticked."""


def languages_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Languages, one or two"),
        choices=lambda: [(code, own_name(code)) for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )


class LanguagesMixin:
    def clean_languages(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["languages"]  # type: ignore[attr-defined]
        if len(chosen) > MOST_LANGUAGES:
            raise forms.ValidationError(now("Please choose one or two languages."))
        return chosen


class SessionForm(LanguagesMixin, ModelForm):
    """When, where and how; ``team`` are those who may facilitate."""

    languages = languages_field()
    ways = forms.MultipleChoiceField(
        label=_("How do people take part?"),
        choices=SessionWay.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Session
        fields = ["starts_at", "place", "languages", "ways", "facilitator", "people_count"]
        labels = {
            "starts_at": _("When?"),
            "place": _("Where?"),
            "facilitator": _("Who facilitates?"),
            "people_count": _("How many people came?"),
        }
        help_texts = {
            "place": _("As in “Elm Street Library, room 2”. Everybody may read it."),
            "people_count": _("If you know it already. It can be filled in afterwards."),
        }
        widgets = {"starts_at": moment_input()}

    def __init__(self, *args: Any, team: QuerySet[User], **values: Any) -> None:
        super().__init__(*args, **values)
        who: Any = self.fields["facilitator"]
        who.queryset, who.empty_label = team, now("Not decided yet")
        count: Any = self.fields["people_count"]
        count.max_value = MOST_PEOPLE
        count.widget.attrs["max"] = MOST_PEOPLE

    def clean_people_count(self) -> int | None:
        count: int | None = self.cleaned_data["people_count"]
        if count is not None and count > MOST_PEOPLE:
            raise forms.ValidationError(now("Please check this number."))
        return count

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class PeopleForm(Form):
    people_count = forms.IntegerField(
        label=_("How many people came?"), min_value=0, max_value=MOST_PEOPLE, required=False
    )


def count_field(label: Any, **attributes: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        initial=0,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "autocomplete": "off"} | attributes
        ),
    )


class TallyForm(Form):
    """Hands or dots on one statement."""

    kind = forms.ChoiceField(label=_("What do you count?"), choices=TallyKind.choices)
    agree = count_field(_("Agree"), autofocus=True)
    disagree = count_field(_("Disagree"))
    passed = count_field(_("Pass or unsure"))

    @staticmethod
    def values_of(tally: Tally | None, kind: str) -> dict[str, Any]:
        """What was counted before, to be put right."""
        if tally is None:
            return {"kind": kind}
        return {
            "kind": tally.kind,
            "agree": tally.agree_count,
            "disagree": tally.disagree_count,
            "passed": tally.pass_count,
        }


class PrintForm(LanguagesMixin, Form):
    languages = languages_field()
    size = forms.ChoiceField(
        label=pgettext_lazy("size", "Paper"), choices=PaperSize.choices, required=False
    )

    def __init__(self, session: Session, data: Any = None) -> None:
        super().__init__(data, initial={"languages": session.languages}, auto_id="print-%s")

    def clean_size(self) -> str:
        return self.cleaned_data["size"] or PaperSize.LETTER


class BallotEntry(Form):
    """One ballot, as a row of keys: what is ticked beside each statement, in the order of the paper."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    answers = forms.CharField(
        label=_("Answers, in the order of the ballot"),
        help_text=_("1 agree · 2 disagree · 3 pass · 0 no box ticked. Then press Enter."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "autofocus": True, "dir": "ltr"}
        ),
    )

    def __init__(self, stack: Stack, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="ballot-%s")
        self.statement_count = len(stack.form.statements)

    def clean_answers(self) -> list[int | None]:
        typed = re.sub(r"[\s,.;]", "", self.cleaned_data["answers"])
        if wrong := next((one for one in typed if one not in KEYS), None):
            words = now("“%(key)s” means nothing here. Please type only 1, 2, 3 or 0.")
            raise forms.ValidationError(words % {"key": wrong})
        if len(typed) != self.statement_count:
            words = now(
                "This ballot has %(asked)d statements, and you typed %(typed)d answers. "
                "Type 0 where no box is ticked."
            )
            told = {"asked": self.statement_count, "typed": len(typed)}
            raise forms.ValidationError(words % told)
        return [KEYS[one] for one in typed]
