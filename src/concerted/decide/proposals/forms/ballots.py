"""The ballot, by rule, and what else a voter fills in on their own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.decide.proposals.models import HIGHEST, Round, Rule, Voter
from concerted.decide.proposals.queries.choices import Stand, YesNo

Names = Mapping[int, str]


class BallotForm(Form):
    """One answer under the rule of ``vote``, about options of these ``names``."""

    reason = forms.CharField(
        label=_("Why? In your words"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    shown_name = forms.CharField(
        label=_("Your name beside it, if you want to be named"), required=False, max_length=120
    )

    def __init__(self, vote: Round, names: Names, data: Any = None) -> None:
        super().__init__(data, auto_id="vote-%s")
        self.vote, self.names = vote, names
        answers = FIELDS[Rule(vote.rule)](vote, names)
        self.fields = {**answers, **self.fields}
        if vote.is_secret:
            self.fields["reason"].help_text = gettext(
                "Everybody can read it after the count. Write nothing that tells who you are."
            )
        else:
            self.fields["reason"].help_text = gettext("Everybody can read it after the count.")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.vote.rule in (Rule.SCHULZE, Rule.STV):
            self._check_ranks(values)
        if values.get("position") == Stand.BLOCK and not values.get("reason"):
            words = gettext("Please say why: an objection without a reason cannot be answered.")
            self.add_error("reason", words)
        return values

    def _check_ranks(self, values: Mapping[str, Any]) -> None:
        ranks = [rank for number in self.names if (rank := values.get(f"rank_{number}"))]
        if not ranks:
            self.add_error(None, gettext("Please give at least one option a place."))
        elif len(set(ranks)) < len(ranks):
            self.add_error(
                None, gettext("Two options have the same place. Please give each its own.")
            )

    def values(self) -> dict[str, Any]:
        return {
            "choice": self.choice(),
            "reason": self.cleaned_data["reason"],
            "shown_name": self.cleaned_data["shown_name"],
        }

    def choice(self) -> dict[str, Any]:
        """What the ballot says under its rule."""
        values = self.cleaned_data
        match self.vote.rule:
            case Rule.CONSENT | Rule.CONSENSUS:
                return {"position": values["position"]}
            case Rule.MAJORITY:
                return {"vote": values["vote"]}
            case Rule.APPROVAL:
                return {"approves": sorted(values["approves"])}
            case Rule.SCORE:
                return {"scores": {str(one): values[f"score_{one}"] for one in self.names}}
        ranked = [one for one in self.names if values[f"rank_{one}"]]
        return {"ranking": sorted(ranked, key=lambda one: values[f"rank_{one}"])}


Fields = dict[str, forms.Field]


def _stands(vote: Round, _names: Names) -> Fields:
    stands = [
        one
        for one in Stand.choices
        if vote.rule == Rule.CONSENSUS or one[0] != Stand.RESERVATIONS.value
    ]
    field = forms.ChoiceField(
        label=_("Where do you stand?"), choices=stands, widget=forms.RadioSelect
    )
    return {"position": field}


def _yes_no(_vote: Round, _names: Names) -> Fields:
    field = forms.ChoiceField(
        label=_("Your vote"), choices=YesNo.choices, widget=forms.RadioSelect
    )
    return {"vote": field}


def _approvals(_vote: Round, names: Names) -> Fields:
    field = forms.TypedMultipleChoiceField(
        label=_("Tick every option you can live with"),
        choices=list(names.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    return {"approves": field}


def _scores(_vote: Round, names: Names) -> Fields:
    points = [(one, str(one)) for one in range(HIGHEST + 1)]
    return {
        f"score_{number}": forms.TypedChoiceField(
            label=name,
            help_text=_("0: not at all. 5: very much."),
            choices=points,
            coerce=int,
            widget=forms.RadioSelect,
        )
        for number, name in names.items()
    }


def _ranks(_vote: Round, names: Names) -> Fields:
    places = [(one, _("Place %(place)d") % {"place": one}) for one in range(1, len(names) + 1)]
    return {
        f"rank_{number}": forms.TypedChoiceField(
            label=name,
            choices=[("", _("Not ranked")), *places],
            coerce=int,
            empty_value="",
            required=False,
        )
        for number, name in names.items()
    }


FIELDS: dict[str, Any] = {
    Rule.CONSENT: _stands,
    Rule.CONSENSUS: _stands,
    Rule.MAJORITY: _yes_no,
    Rule.APPROVAL: _approvals,
    Rule.SCORE: _scores,
    Rule.SCHULZE: _ranks,
    Rule.STV: _ranks,
}


class DelegateForm(Form):
    taker = forms.ChoiceField(label=_("Who votes for you?"))
    is_standing = forms.BooleanField(
        label=_("Also on every later proposal, until I take it back"), required=False
    )

    def __init__(self, others: Sequence[Voter], data: Any = None) -> None:
        super().__init__(data, auto_id="trust-%s")
        self.others = {one.pk.hex: one for one in others}
        choice: Any = self.fields["taker"]
        choice.choices = [(key, str(one)) for key, one in self.others.items()]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "taker": self.others[self.cleaned_data["taker"]]}


class AppealForm(Form):
    reason = forms.CharField(
        label=_("Why should it be looked at again?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="appeal-%s")


class PaperForm(BallotForm):
    number = forms.IntegerField(
        label=_("Number on the paper"), required=False, min_value=1, max_value=100_000
    )

    def values(self) -> dict[str, Any]:
        return {"number": self.cleaned_data["number"], **super().values()}
