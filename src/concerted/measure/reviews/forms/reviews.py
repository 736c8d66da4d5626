from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, ModelForm, day_input
from concerted.listen.representation.models import Occasion
from concerted.measure.reviews.models import MOST_MONTHS, Review, Seat
from concerted.organizations.translating import language_choices
from concerted.pool.workplan.models import Meeting


class ReviewForm(ModelForm):
    """When it was held, what the data said, and when to look again."""

    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)

    class Meta:
        model = Review
        fields = ["held_on", "learned", "next_on", "language"]
        labels = {
            "held_on": _("On which day did you look at it?"),
            "learned": _("What did the data say, in your own words?"),
            "next_on": _("When do you look at it again?"),
        }
        help_texts = {
            "learned": _(
                "The released figures stand on the page by themselves. No names, please."
            ),
        }
        widgets = {
            "held_on": day_input(),
            "next_on": day_input(),
            "learned": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        }

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class RoomForm(ModelForm):
    """How many of which role were in the room; ``occasions`` are (key, title)."""

    class Meta:
        model = Review
        fields = ["nobody_came", "room_words", "meeting"]
        labels = {
            "nobody_came": _("Nobody from the community was in the room"),
            "room_words": _("Who was there, in your own words"),
            "meeting": _("At which meeting?"),
        }
        help_texts = {
            "nobody_came": _("It is better to say so. It is shown."),
            "room_words": _("Groups and roles, no names."),
        }
        widgets = {"room_words": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    occasion: Any = forms.ChoiceField(
        label=_("On which occasion did people say who they are?"), required=False
    )
    field_order = (*Seat.values, "nobody_came", "room_words", "meeting", "occasion")

    def __init__(
        self,
        *args: Any,
        meetings: QuerySet[Meeting],
        occasions: list[tuple[Occasion, str]],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        self._occasions = {str(one.pk): one for one, _title in occasions}
        choice: dict[str, Any] = dict(self.fields)
        choice["meeting"].queryset = meetings
        choice["meeting"].empty_label = gettext("At none of them")
        choice["occasion"].choices = [
            ("", gettext("On none of them")),
            *((str(one.pk), title) for one, title in occasions),
        ]
        for seat in Seat:
            self.fields[seat.value] = forms.IntegerField(
                label=seat.label, min_value=0, max_value=9999, required=False
            )
        self.order_fields(self.field_order)

    def clean_occasion(self) -> Occasion | None:
        return self._occasions.get(self.cleaned_data["occasion"])

    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        counts = {seat.value: told.pop(seat.value) or 0 for seat in Seat}
        return {"counts": counts, **told}

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class RhythmForm(Form):
    """How often people look at a goal together."""

    months = forms.IntegerField(
        label=_("After how many months do you look at it again?"),
        min_value=1,
        max_value=MOST_MONTHS,
    )


class AddendumForm(Form):
    """What was learned after."""

    words = forms.CharField(
        label=_("What is to be added or corrected?"),
        help_text=_("It stands below the review. What was published stays as it was."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
