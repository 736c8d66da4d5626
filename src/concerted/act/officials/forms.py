from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.choosing import DivisionField
from concerted.act.officials.models import (
    BodyKind,
    Correction,
    Level,
    Office,
    Official,
    Post,
    Tenure,
)
from concerted.act.officials.reading.coordinates import Point, point_of
from concerted.act.officials.reading.postal import as_listed
from concerted.base.forms import Form, ModelForm, day_input
from concerted.organizations.forms import time_zones

MOST_CHOSEN = 20


class OfficialForm(ModelForm):
    """A decision maker with the post they hold and one way to reach them, on one page."""

    title = forms.CharField(
        label=_("Post"), max_length=160, required=False, help_text=_("As in “Mayor”.")
    )
    body = forms.CharField(
        label=_("Body"),
        max_length=160,
        required=False,
        help_text=_("As in “City Council” or “House”."),
    )
    kind = forms.ChoiceField(label=_("Kind of body"), choices=BodyKind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    jurisdiction = forms.CharField(
        label=_("Place"),
        max_length=160,
        required=False,
        help_text=_("As in “Massachusetts” or “Lynn”."),
    )
    district = forms.CharField(label=_("District"), max_length=120, required=False)
    division_id = DivisionField(
        label=_("District on the map"),
        required=False,
        help_text=_(
            "Who lives there finds them. As in “19th Middlesex”, or an Open Civic Data id."
        ),
    )
    starts_on = forms.DateField(
        label=_("In office since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("In office until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_acting = forms.BooleanField(label=_("Acting, until somebody is chosen"), required=False)
    address = forms.CharField(label=_("Address for letters"), max_length=300, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Official
        fields = ["name", "party", "email", "phone", "is_public"]
        labels = {"is_public": _("Show this page to everybody, on our public pages")}

    field_order = [
        *("name", "title", "body", "kind", "level", "jurisdiction", "district", "party"),
        *("email", "phone"),
    ]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.initial.update(kind=BodyKind.GOVERNMENT, level=Level.LOCAL)
        if not self.instance._state.adding:
            self.initial.update(known_of(self.instance))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("This day is before the first day in office."))
        return values

    def values(self) -> dict[str, Any]:
        return {"values": self.cleaned_data}


def known_of(official: Official) -> dict[str, Any]:
    """What is known of an official's post and how to reach them, in the fields of the form."""
    office = official.offices.order_by("created_at").first()
    website = official.contacts.filter(kind="website").order_by("created_at").first()
    known: dict[str, Any] = {
        "address": office.address if office else "",
        "website": website.value if website else "",
    }
    tenure = official.tenure
    if tenure is not None:
        post = tenure.post
        known |= {name: getattr(post, name) for name in ("title", "body", "district")}
        known |= {name: getattr(tenure, name) for name in ("starts_on", "ends_on", "is_acting")}
        place = post.jurisdiction
        known |= {"jurisdiction": place.name, "kind": place.kind, "level": place.level}
        known["division_id"] = post.division.ocd_id if post.division is not None else ""
    return known


class LeavingForm(Form):
    left_on = forms.DateField(
        label=_("Last day in office"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(label=_("Why, or who comes after"), max_length=200, required=False)


class HeldField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.official)


class HolderForm(ModelForm):
    """The next holder of a post, and whose place they take."""

    starts_on = forms.DateField(
        label=_("In office since"),
        widget=day_input(),
    )
    is_acting = forms.BooleanField(label=_("Acting, until somebody is chosen"), required=False)
    replaces = HeldField(
        label=_("Whose place they take"),
        queryset=Tenure.objects.none(),
        empty_label=_("An empty seat"),
        required=False,
        help_text=_("Who has held it leaves office the day before."),
    )

    class Meta:
        model = Official
        fields = ["name", "party", "email", "phone", "is_public"]
        labels = {"is_public": _("Show this page to everybody, on our public pages")}

    field_order = [
        *("name", "replaces", "starts_on", "is_acting"),
        *("email", "phone", "party", "is_public"),
    ]

    def __init__(self, *args: Any, post: Post, day: datetime.date, **values: Any) -> None:
        super().__init__(*args, **values)
        self.initial["starts_on"] = day
        held = post.tenures.held_on(day).select_related("official")
        yesterday = post.tenures.held_on(day - datetime.timedelta(days=1))
        field = self.fields["replaces"]
        assert isinstance(field, HeldField)  # noqa: S101 - for the type checker
        # Who left yesterday may have left by this very form, sent twice.
        field.queryset = (held | yesterday).select_related("official")
        first = next(iter(held), None)
        if first is not None and len(held) >= post.seats:
            self.initial["replaces"] = first
        self.initial["is_public"] = first is not None and first.official.is_public

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"replaces": given.pop("replaces"), "values": given}


class OfficeForm(ModelForm):
    """An office, with the hours at which somebody picks up the phone there."""

    weekdays = forms.MultipleChoiceField(
        label=_("On these days"),
        choices=lambda: [
            (str(number), name)
            for number, name in zip(range(1, 8), WEEKDAYS.values(), strict=True)
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [("", _("As ours")), *time_zones()],
        required=False,
    )

    class Meta:
        model = Office
        fields = ["name", "address", "phone", "email", "hours", "opens_at", "closes_at"]
        labels = {"hours": _("Hours in words")}
        help_texts = {
            "name": _("As in “Springfield office”."),
            "hours": _("As in “closed on holidays”."),
        }
        widgets = {
            "opens_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    field_order = [
        *("name", "address", "phone", "email"),
        *("opens_at", "closes_at", "weekdays", "time_zone", "hours"),
    ]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.initial["weekdays"] = list(self.instance.weekdays)
        self.initial["time_zone"] = self.instance.time_zone

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It closes after it opens."))
        if not self.errors and not any(values.get(one) for one in ("address", "phone", "email")):
            self.add_error("address", _("Please write an address, a phone number or an e-mail."))
        return values

    def values(self) -> dict[str, Any]:
        return {"values": self.cleaned_data}

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class MistakeForm(ModelForm):
    class Meta:
        model = Correction
        fields = ["text"]
        labels = {"text": _("What is wrong here?")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PointForm(Form):
    at = forms.CharField(
        label=_("A point on the map"),
        help_text=_("Latitude and longitude, as in 42.36, -71.06 or 42°21'N 71°03'W."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "dir": "ltr"}),
    )

    def clean_at(self) -> Point:
        found = point_of(self.cleaned_data["at"])
        if found is None:
            raise forms.ValidationError(
                _("We cannot read this as a point. Please write it as in 42.36, -71.06.")
            )
        return found


class PostalCodeForm(Form):
    code = forms.CharField(
        label=_("ZIP or postal code"),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "dir": "ltr"}),
    )

    def clean_code(self) -> str:
        return as_listed(self.cleaned_data["code"])


def chosen_districts(data: MultiValueDict[str, str]) -> list[str]:
    """What was chosen of the questions in ``officials/_questions.html``, each in a field of its own."""
    names = [name for name in data if name.startswith("district")]
    return [one for name in names for one in data.getlist(name)][:MOST_CHOSEN]


class PublicSearchForm(Form):
    q = forms.CharField(label=_("Name, post, place or district"), max_length=100, required=False)


class SearchForm(Form):
    q = forms.CharField(label=_("Name, post, place or district"), max_length=100, required=False)
    former = forms.BooleanField(label=_("Also those who have left"), required=False)
