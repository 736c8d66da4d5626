from __future__ import annotations

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from concerted.base.forms import Form

ANSWERS = [("mail", "E-mail"), ("phone", "Phone")]


class Everything(Form):
    name = forms.CharField(label="Your name", help_text="As it is <written>")
    why = forms.CharField(label="Why?", widget=forms.Textarea, required=False)
    agrees = forms.BooleanField(label="I agree")
    how = forms.ChoiceField(label="How?", choices=ANSWERS, widget=forms.RadioSelect)
    which = forms.MultipleChoiceField(
        label="Which?", choices=ANSWERS, widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(label="Role", choices=ANSWERS)
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    sheet = forms.FileField(label="List")
    token = forms.CharField(widget=forms.HiddenInput)


def shown(form, name):
    return render_to_string("base/_field.html", {"field": form[name]})


@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name != "token"])
def test_an_error_stands_beside_its_field_and_is_announced_with_it(name):
    html = shown(Everything({}) if name != "why" else Everything({"why": "x" * 3}), name)

    if name != "why":
        assert "This field is required." in html
        assert f"id_{name}_error" in html.split("aria-describedby", 1)[1]
        assert f'id="id_{name}_error"' in html


@pytest.mark.parametrize("name", ["name", "why", "agrees", "role", "day", "sheet"])
def test_a_control_has_a_label(name):
    html = shown(Everything(), name)

    assert f'<label for="id_{name}">' in html
    assert f'id="id_{name}"' in html


@pytest.mark.parametrize("name", ["how", "which"])
def test_choices_stand_under_a_legend(name):
    html = shown(Everything(), name)

    assert "<fieldset" in html
    assert "<legend>" in html


def test_a_hint_is_escaped_and_tied_to_its_control():
    html = shown(Everything(), "name")

    assert 'aria-describedby="id_name_helptext"' in html
    assert "As it is &lt;written&gt;" in html


def test_a_hidden_field_is_only_its_control():
    assert "label" not in shown(Everything(), "token")


def test_what_may_stay_empty_says_so():
    assert "Optional" in shown(Everything(), "why")
    assert "Optional" not in shown(Everything(), "name")


def test_the_summary_links_to_every_place():
    form = Everything({})

    html = render_to_string("base/_errors.html", {"form": form})
    fields = "".join(shown(form, name) for name in Everything.base_fields if name != "token")

    assert 'role="alert"' in html
    for name in ("name", "agrees", "role", "day", "sheet"):
        assert f'href="#id_{name}"' in html
    for target in [part.split('"')[0] for part in html.split('href="#')[1:]]:
        assert f'id="{target}"' in fields or target == "id_token"


def test_there_is_no_summary_where_nothing_is_wrong():
    assert "alert" not in render_to_string("base/_errors.html", {"form": Everything()})


def test_pages_keep_the_rest_of_the_address():
    page = Paginator(range(30), 10).page(2)
    request = RequestFactory().get("/?tag=a&page=2")

    html = render_to_string("base/_pages.html", {"page": page}, request)

    assert "?tag=a&amp;page=1" in html
    assert "?tag=a&amp;page=3" in html
    assert "Page 2 of 3" in html


def test_a_lone_page_needs_no_links():
    page = Paginator(range(3), 10).page(1)

    html = render_to_string("base/_pages.html", {"page": page}, RequestFactory().get("/"))

    assert "<nav" not in html


def test_a_confirmation_posts_and_offers_a_way_out():
    html = render_to_string(
        "base/_confirm.html",
        {"title": "Erase?", "action_url": "/erase/", "action_label": "Erase", "back_url": "/"},
        RequestFactory().get("/"),
    )

    assert 'method="post" action="/erase/"' in html
    assert "csrfmiddlewaretoken" in html
    assert "Go back" in html
