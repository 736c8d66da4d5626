from __future__ import annotations

import uuid
import zoneinfo
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.forms import Form, ModelForm, moment_input
from concerted.decide.proposals.models import Proposal, Rule
from concerted.decide.proposals.queries.choices import Stand, YesNo
from concerted.goals.models import Goal
from concerted.organizations.forms import time_zones
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices
from concerted.pool.offers.models import Need
from concerted.pool.workplan.models import LONGEST, AgendaItem, Meeting

Seat = tuple[uuid.UUID, int]


class MeetingForm(ModelForm):
    language = forms.ChoiceField(
        label=_("Language of agenda and minutes"), choices=language_choices
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    link = forms.URLField(
        label=_("Link to join from afar"), required=False, max_length=200, assume_scheme="https"
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that are spoken or interpreted"),
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Meeting
        fields = [
            "title",
            "starts_at",
            "time_zone",
            "place",
            "link",
            "languages",
            "interpreter_note",
            "childcare_note",
            "access_note",
            "language",
        ]
        labels = {
            "title": _("What is the meeting called?"),
            "starts_at": _("When does it begin?"),
            "place": _("Where?"),
            "interpreter_note": _("Interpreters"),
            "childcare_note": _("Childcare"),
            "access_note": _("Getting there and in"),
        }
        help_texts = {
            "interpreter_note": _("As in: Haitian Creole from the start, Spanish on request"),
            "childcare_note": _("As in: in the room next door, with food"),
            "access_note": _("As in: step-free, bus 12, hearing loop"),
        }
        widgets = {
            name: forms.TextInput(attrs={"dir": "auto"})
            for name in ("title", "place", "interpreter_note", "childcare_note", "access_note")
        } | {"starts_at": moment_input()}

    def clean(self) -> dict[str, Any]:
        """The time is meant where the meeting is, and not where it is typed."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        starts_at, zone = values.get("starts_at"), values.get("time_zone")
        if starts_at is not None and zone:
            plain = timezone.make_naive(starts_at)
            values["starts_at"] = timezone.make_aware(plain, zoneinfo.ZoneInfo(zone))
        return values

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class ItemForm(ModelForm):
    """A point of the agenda, in free words or about something there is."""

    planned_minutes = forms.IntegerField(
        label=_("How many minutes?"), min_value=1, max_value=LONGEST, required=False
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "brought_by", "planned_minutes", "proposal", "goal", "need"]
        labels = {
            "title": _("What is it about?"),
            "brought_by": _("Who brings it?"),
            "proposal": _("Is it about a proposal?"),
            "goal": _("Is it about a goal?"),
            "need": _("Is it about a need?"),
        }
        widgets = {"title": forms.TextInput(attrs={"dir": "auto"})}

    def __init__(
        self,
        *args: Any,
        partners: QuerySet[Organization],
        proposals: QuerySet[Proposal],
        goals: QuerySet[Goal],
        needs: QuerySet[Need],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choice: dict[str, Any] = dict(self.fields)
        offered: dict[str, Any] = {
            "brought_by": partners,
            "proposal": proposals,
            "goal": goals,
            "need": needs,
        }
        for name, rows in offered.items():
            choice[name].queryset, choice[name].empty_label = rows, gettext("None")

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class MinuteForm(Form):
    said = forms.CharField(
        label=_("What was said?"),
        help_text=_("What matters for those who were not there. No names of residents."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class AttendanceForm(Form):
    partners: Any = forms.ModelMultipleChoiceField(
        label=_("Which partners were there?"),
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    users: Any = forms.ModelMultipleChoiceField(
        label=_("Who of your teams?"),
        help_text=_("Only people of teams that you are in."),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guest_count = forms.IntegerField(
        label=_("How many guests?"),
        help_text=_("Neighbors and others. A number is enough: guests are not named."),
        min_value=0,
        max_value=10_000,
    )

    def __init__(
        self,
        *args: Any,
        partner_rows: QuerySet[Organization],
        user_rows: QuerySet[User],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choice: dict[str, Any] = dict(self.fields)
        choice["partners"].queryset, choice["users"].queryset = partner_rows, user_rows


class ApproveForm(Form):
    at: Any = forms.ModelChoiceField(
        label=_("At which meeting were they approved?"),
        queryset=Meeting.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["at"]
        choice.queryset, choice.label_from_instance = meetings, _with_day


def _with_day(meeting: Meeting) -> str:
    return f"{meeting.title}, {date_format(meeting.local_start.date())}"


class DecideForm(Form):
    """What each seat answers aloud, under the rule of ``proposal``; who is not there is left out."""

    def __init__(
        self,
        *args: Any,
        proposal: Proposal,
        seats: Sequence[tuple[Seat, str]],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        self.seats = seats
        self.is_vote = proposal.rule == Rule.MAJORITY
        choices = YesNo.choices if self.is_vote else Stand.choices
        away = ("", gettext("Not there, or no answer"))
        for number, (_seat, name) in enumerate(seats):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=name, choices=[away, *choices], required=False
            )
            self.fields[f"reason_{number}"] = forms.CharField(
                label=gettext("Why, in the words of %(name)s") % {"name": name},
                max_length=600,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(self.seats)):
            if values.get(f"answer_{number}") == Stand.BLOCK and not values.get(
                f"reason_{number}"
            ):
                words = gettext(
                    "Please say why: an objection without a reason cannot be answered."
                )
                self.add_error(f"reason_{number}", words)
        if not self.answers():
            self.add_error(None, gettext("Please write down what those in the room answered."))
        return values

    def answers(self) -> dict[Seat, tuple[dict[str, str], str]]:
        """By seat what it says and why."""
        values = self.cleaned_data
        name = "vote" if self.is_vote else "position"
        return {
            seat: ({name: answer}, values.get(f"reason_{number}", ""))
            for number, (seat, _name) in enumerate(self.seats)
            if (answer := values.get(f"answer_{number}"))
        }

    def values(self) -> dict[str, Any]:
        return {"answers": self.answers()}
