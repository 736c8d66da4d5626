from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.act.officials.choosing import HOW_TO_CHOOSE, OfficialField
from concerted.act.officials.models import Official
from concerted.act.policies.models import Choice, Evidence, Influence, Leaning
from concerted.base.forms import Form, day_input
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


class StanceForm(Form):
    official = OfficialField(label=_("Who?"), help_text=HOW_TO_CHOOSE)
    value = forms.TypedChoiceField(
        label=_("Where do they stand on it?"), choices=Leaning.choices, coerce=int
    )
    evidence = forms.ChoiceField(label=_("How do we know?"), choices=Evidence.choices)
    happened_on = forms.DateField(label=_("On which day?"), widget=day_input())
    link = forms.URLField(
        label=_("Where anybody can read it"), max_length=500, required=False, assume_scheme="https"
    )
    text = forms.CharField(label=_("Note for your team"), max_length=500, required=False)
    is_public = forms.BooleanField(
        label=_("Show it on the public page"),
        help_text=_("Only what anybody can read at the link. What was said in a talk stays here."),
        required=False,
    )

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["official"]
        choice.offer(organization, viewer)


class InfluenceForm(Form):
    official = OfficialField(label=_("Who?"), help_text=HOW_TO_CHOOSE)
    influence = forms.TypedChoiceField(
        label=_("How much do they weigh in this decision?"),
        choices=[("", _("Not said")), *Influence.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["official"]
        choice.offer(organization, viewer)


class VoteForm(Form):
    """A public vote, with a choice for each of ``officials``; left empty, they had no vote in it."""

    motion = forms.CharField(label=_("What was voted on?"), max_length=500)
    body = forms.CharField(label=_("Who voted?"), max_length=160, required=False)
    held_on = forms.DateField(label=_("On which day?"), widget=day_input())
    passed = forms.TypedChoiceField(
        label=_("Did it pass?"),
        choices=[("yes", pgettext_lazy("vote", "Yes")), ("no", pgettext_lazy("vote", "No"))],
        coerce=lambda told: told == "yes",
    )
    is_decisive = forms.BooleanField(
        label=_("A yes was a yes to the policy itself"),
        help_text=_("Not for amendments or procedure. Only such votes count in the scorecard."),
        required=False,
        initial=True,
    )
    link = forms.URLField(
        label=_("Where anybody can read it"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, officials: Iterable[Official], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.officials = {f"vote_{one.pk.hex}": one for one in officials}
        for name, one in self.officials.items():
            self.fields[name] = forms.ChoiceField(
                label=one.name,
                choices=[("", _("No vote in it")), *Choice.choices],
                required=False,
            )

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        ballots = {one: given[name] for name, one in self.officials.items() if given[name]}
        plain = {name: value for name, value in given.items() if name not in self.officials}
        return {**plain, "ballots": ballots}
