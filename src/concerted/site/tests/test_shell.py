from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils.translation import override

from concerted.site.context import Shell, shell
from concerted.site.navigation import STAGES, stages

ERROR_PAGES = ["400", "403", "404", "409", "413", "429", "500"]


def shell_at(route, organization="elm-street", user=None, path="/en/"):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    request.resolver_match = ResolverMatch(print, (), {"organization": organization}, route=route)
    return Shell(request)


def page(template, shell, **context):
    return render_to_string(template, {"shell": shell, **context}, shell.request)


def test_the_address_chooses_the_shell(union, olga):
    assert shell_at("en/work/<slug:organization>/goals/", user=olga).kind == "work"
    assert shell_at("en/o/<slug:organization>/p/<slug:petition>/").kind == "public"
    assert shell_at("en/account/").kind == "plain"


def test_a_request_that_met_no_route_has_the_plain_shell():
    assert Shell(RequestFactory().get("/nowhere/")).kind == "plain"


def test_a_stranger_sees_nothing_of_a_workspace(union, sam):
    seen = shell_at("en/work/<slug:organization>/goals/", user=sam)

    assert seen.kind == "plain"
    assert seen.organization is None
    assert "Elm Street" not in page("404.html", seen)


def test_the_switcher_holds_only_organizations_of_the_user(union, other, olga):
    seen = shell_at("en/work/<slug:organization>/goals/", user=olga)

    assert [place.name for place in seen.organizations] == ["Elm Street Neighbors"]


def test_a_public_page_costs_the_shell_no_query(union, django_assert_num_queries):
    seen = shell_at("en/o/<slug:organization>/")

    with django_assert_num_queries(0):
        html = page("base.html", seen, organization=union)

    assert "Elm Street Neighbors" in html


def test_a_page_of_the_workspace_costs_the_shell_one_query(union, olga, django_assert_num_queries):
    seen = shell_at("en/work/<slug:organization>/goals/", user=olga)

    with django_assert_num_queries(1):
        html = page("base.html", seen, csrf_token="token")

    assert 'aria-label="Workspace"' in html


def test_every_page_of_the_navigation_exists():
    found = [item.label for stage in stages(slug="elm-street", path="/") for item in stage.items]

    assert found == [str(label) for _, _, pages in STAGES for _, label in pages]


def test_the_place_in_the_navigation_is_the_longest_address_that_fits():
    items = [
        item
        for stage in stages(slug="elm-street", path="/en/work/elm-street/goals/new/")
        for item in stage.items
    ]

    assert [item.label for item in items if item.is_current] == ["Goals"]


@pytest.mark.parametrize(
    ("language", "lang", "direction"), [("es", "es", "ltr"), ("ar", "ar", "rtl")]
)
def test_a_page_says_its_language_and_direction(language, lang, direction):
    with override(language):
        html = page("404.html", shell_at(""))

    assert f'<html lang="{lang}" dir="{direction}">' in html


def test_words_that_are_not_in_the_language_of_the_page_say_so():
    with override("ar"):
        html = page("base.html", shell_at(""))

    assert '<header class="top" lang="en">' in html


def test_the_same_page_is_offered_in_other_languages():
    seen = shell_at("", path="/en/account/?next=here")

    assert {one.code: one.url for one in seen.languages}["es"] == "/es/account/?next=here"
    assert seen.other_language.name == "Español"


def test_a_public_page_offers_the_languages_that_its_organization_writes_in(union):
    union.languages = ["ht"]

    html = page("base.html", shell_at("en/o/<slug:organization>/"), organization=union)

    assert 'hreflang="ht"' in html
    assert 'hreflang="vi"' not in html


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_a_page_of_an_error_says_what_to_do(name):
    html = page(f"{name}.html", shell_at(""))

    assert "<h1>" in html
    assert 'class="button"' in html


@pytest.mark.parametrize("name", ["400", "500"])
def test_these_stand_without_a_request(name):
    assert "<h1>" in get_template(f"{name}.html").render()


def test_a_refusal_is_told_in_its_own_words():
    html = page("409.html", shell_at(""), message="The petition is <closed>.")

    assert "The petition is &lt;closed&gt;." in html


def test_the_context_processor_asks_for_nothing_before_a_template_does(union):
    request = RequestFactory().get("/")

    assert shell(request)["shell"].request is request
    assert vars(shell(request)["shell"]) == {"request": request}
