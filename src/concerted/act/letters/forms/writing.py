from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.campaigns.capacity import CapacityForm
from concerted.act.letters.models import Audience, Delivery, Letter, LetterCampaign
from concerted.act.letters.queries.composing import Words
from concerted.act.policies.models import Leaning
from concerted.base.forms import Form, day_input
from concerted.base.languages import page_language
from concerted.organizations.translations import Rendition


def _answer(rows: int, **more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", **more})


class OwnWords(Form):
    """Three questions; the answers are the letter."""

    who = forms.CharField(
        label=gettext_lazy("Who are you?"),
        help_text=gettext_lazy("As in: I am a nurse, and I live two streets from the clinic."),
        max_length=800,
        widget=_answer(2),
    )
    why = forms.CharField(
        label=gettext_lazy("Why does it matter to you?"),
        help_text=gettext_lazy(
            "Tell one thing that happened to you or to somebody you know. It counts more than any number."
        ),
        max_length=3000,
        widget=_answer(6),
    )
    ask = forms.CharField(
        label=gettext_lazy("What do you ask them to do?"),
        help_text=gettext_lazy("You can start from these words. Say it your way."),
        max_length=1200,
        widget=_answer(3),
    )

    def words(self, **more: str) -> Words:
        answers = {name: self.cleaned_data[name] for name in ("who", "why", "ask")}
        return Words(**{**more, **answers})


class LetterForm(CapacityForm, OwnWords):
    """What makes a letter, in one page; who it goes to stands under it, for the next."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("We mail you a link that sends your letter. Answers come here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Your street and town"),
        help_text=gettext_lazy(
            "It stands under your letter. Offices answer people who live in their district."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "dir": "auto"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Where do you live?"),
        help_text=gettext_lazy(
            "Your ZIP code, or two numbers from a map, as in 42.3601, -71.0589. We find your officials with it and do not keep it."
        ),
        max_length=60,
    )
    paper = forms.ChoiceField(label=gettext_lazy("Which newspaper?"))
    shows_words = forms.BooleanField(
        label=gettext_lazy("Show my first name and why it matters to me on this page"),
        required=False,
    )
    news = forms.BooleanField(required=False)

    field_order = (
        *("place", "paper", "who", "why", "ask", "name", "email", "address"),
        *("capacity", "capacity_of", "shows_capacity", "shows_words", "news"),
    )

    def __init__(self, campaign: LetterCampaign, text: Rendition, data: Any = None) -> None:
        super().__init__(data, auto_id="letter-%s", initial={"ask": text.ask})
        self.campaign = campaign
        if campaign.audience != Audience.OWN:
            del self.fields["place"]
        if campaign.is_to_papers:
            self._ask_for_paper()
        else:
            del self.fields["paper"]
        if campaign.organization.is_victim_service:
            del self.fields["news"]
        else:
            self.fields["news"].label = news_words(campaign)
        self.hint_of_work(campaign.organization)

    def _ask_for_paper(self) -> None:
        field: Any = self.fields["paper"]
        papers = self.campaign.targets.filter(official=None)
        self.papers = {str(one.pk): one for one in papers}
        field.choices = [
            (
                pk,
                _("%(paper)s, up to %(words)s words")
                % {"paper": one.name, "words": one.word_limit},
            )
            for pk, one in self.papers.items()
        ]

    def addressed(self) -> dict[str, Any]:
        """What finds the addressees."""
        paper = self.cleaned_data.get("paper", "")
        return {
            "place": self.cleaned_data.get("place", ""),
            "paper": self.papers[paper] if paper else None,
        }

    def letter(self) -> Words:
        cleaned = self.cleaned_data
        return self.words(
            name=cleaned["name"],
            language=page_language(),
            email=cleaned["email"],
            address=cleaned["address"],
        )

    def values(self) -> dict[str, Any]:
        is_wanted = self.cleaned_data.get("news", False)
        return {
            "words": self.letter(),
            "news_words": news_words(self.campaign) if is_wanted else "",
            "shows_words": self.cleaned_data["shows_words"],
            **self.capacity_values(),
        }


def news_words(campaign: LetterCampaign) -> str:
    return _("%(organization)s may e-mail me about this and what follows") % {
        "organization": campaign.organization.name
    }


class ChangeForm(OwnWords):
    def __init__(self, letter: Letter, data: Any = None) -> None:
        initial = {"who": letter.who, "why": letter.why, "ask": letter.ask}
        super().__init__(data, initial=initial)
        self.letter = letter

    def values(self) -> dict[str, Any]:
        return {"words": self.words(name=self.letter.name, language=self.letter.language)}


class ReplyForm(Form):
    received_on = forms.DateField(label=gettext_lazy("Day of the answer"), widget=day_input())
    text = forms.CharField(
        label=gettext_lazy("What did they answer?"), max_length=4000, widget=_answer(6)
    )


class DeskReplyForm(ReplyForm):
    """An answer as organizers note it: with what it says of where the official stands, if it does."""

    leaning = forms.TypedChoiceField(
        label=gettext_lazy("Where do they stand now, by this answer?"),
        choices=lambda: [("", _("It does not say")), *Leaning.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, delivery: Delivery, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        if delivery.official is None or delivery.campaign.policy is None:
            del self.fields["leaning"]
