"""The five questions about an act, and the sixth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.act.lobbying.classifier import Answers, Audience, Call, Decider, NotLobbying
from concerted.act.lobbying.models import Classification
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.forms import Form

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class QuestionsForm(Form):
    policy = forms.ModelChoiceField(
        label=_("Which policy is it about?"),
        queryset=PolicyItem.objects.none(),
        required=False,
        empty_label=_("None of our list"),
    )
    decider = forms.ChoiceField(
        label=_("1. Who decides what this is about?"),
        choices=Decider.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A school board, a housing or health district and a zoning board make no laws: they are boards."
        ),
    )
    is_specific = forms.ChoiceField(
        label=_("2. Is it about a specific law?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_(
            "A bill, an ordinance, a budget item, a nominee or a treaty before the Senate; also one that you only "
            "propose."
        ),
    )
    has_view = forms.ChoiceField(
        label=_("3. Does it take a view on that law?"), choices=YES_NO, widget=forms.RadioSelect
    )
    audience = forms.ChoiceField(
        label=_("4. To whom is it said?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A petition that people sign is said to the public. Divide the cost where you also bring it to lawmakers."
        ),
    )
    call = forms.ChoiceField(
        label=_("5. What does it ask people to do?"),
        choices=Call.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "It also asks them to reach lawmakers where it gives an address or a form, or names who is against it, "
            "undecided, on the committee, or their own lawmaker."
        ),
    )
    exception = forms.ChoiceField(
        label=_("Does one of these apply?"),
        choices=[("", _("No")), *NotLobbying.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("They are narrow. If in doubt, say no, and ask a lawyer."),
    )
    exception_words = forms.CharField(
        label=_("If so: why does it apply?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, policies: QuerySet[PolicyItem], **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["policy"]
        field.queryset = policies

    @staticmethod
    def kept(row: Classification) -> dict[str, Any]:
        """What the form starts from where the act was classified before."""
        names = ("decider", "audience", "call", "exception", "exception_words")
        told = {name: getattr(row, name) for name in names}
        yes = {name: "yes" if getattr(row, name) else "no" for name in ("is_specific", "has_view")}
        return told | yes | {"policy": row.policy_id}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("exception") and not values.get("exception_words"):
            self.add_error("exception_words", gettext("Please say why this applies."))
        return values

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        exception = told["exception"]
        answers = Answers(
            decider=Decider(told["decider"]),
            is_specific=told["is_specific"] == "yes",
            has_view=told["has_view"] == "yes",
            audience=Audience(told["audience"]),
            call=Call(told["call"]),
            exception=NotLobbying(exception) if exception else None,
        )
        return {
            "answers": answers,
            "policy": told["policy"],
            "exception_words": told["exception_words"],
        }


class OtherActForm(Form):
    title = forms.CharField(
        label=_("What is it?"),
        max_length=140,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "As in “Letter to the council about Item 114”. No names of residents, please."
        ),
    )
    words = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    official = forms.ModelChoiceField(
        label=_("Who decides?"),
        queryset=Official.objects.none(),
        required=False,
        empty_label=_("Nobody from the list"),
    )

    def __init__(self, *args: Any, officials: QuerySet[Official], **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["official"]
        field.queryset = officials
