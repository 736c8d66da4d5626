from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.errors import Refused
from concerted.base.http import way_back
from concerted.site.urls import urlpatterns as site_urls

HERE = "http://testserver"


def page(_request, **_names):
    return HttpResponse("page")


@csrf_exempt
@never_cache
@require_POST
def act(_request, **_names):
    raise Refused("Not now.")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def fill_in(_request):
    raise Refused("Not now.")


urlpatterns = [
    path("try/rooms/", page),
    path("try/rooms/<str:name>/", page),
    path("try/rooms/<str:name>/open/", act),
    path("try/form/", fill_in),
    *site_urls,
]


@pytest.fixture(autouse=True)
def _urls(settings):
    settings.ROOT_URLCONF = __name__


def back_from(address, referer=None, method="post", **more):
    headers = {} if referer is None else {"HTTP_REFERER": referer}
    return way_back(getattr(RequestFactory(), method)(address, **headers, **more))


def test_one_goes_back_to_the_page_one_came_from():
    came_from = f"{HERE}/try/rooms/?page=2&q=a%20b"

    assert back_from("/try/rooms/elm/open/", came_from) == "/try/rooms/?page=2&q=a%20b"


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "",
        "no address",
        "https://evil.example/try/rooms/",
        f"{HERE}.evil.example/try/rooms/",
        f"{HERE}@evil.example/try/rooms/",
        f"{HERE}//evil.example/try/rooms/",
        f"{HERE}/\\evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        f"{HERE}:8080/try/rooms/",
        f"{HERE}/there/is/no/such/page/",
        f"{HERE}/try/rooms/elm/open/",
        "http://[broken",
    ],
)
def test_otherwise_to_the_page_above_and_never_to_another_site(referer):
    assert back_from("/try/rooms/elm/open/", referer) == "/try/rooms/elm/"


def test_from_a_safe_page_nobody_is_led_to_an_unsafe_one():
    assert back_from("/try/rooms/elm/open/", f"{HERE}/try/rooms/", secure=True) == (
        "/try/rooms/elm/"
    )


def test_a_form_is_its_own_way_back():
    assert back_from("/try/form/", f"{HERE}/try/form/?step=2") == "/try/form/?step=2"
    assert back_from("/try/form/") == "/try/form/"


def test_a_page_that_was_refused_itself_is_no_way_back():
    assert back_from("/try/form/", f"{HERE}/try/form/", method="get") == ""


def test_names_that_are_no_latin_stay_whole():
    assert back_from("/try/rooms/ñandú/open/") == "/try/rooms/%C3%B1and%C3%BA/"


@pytest.mark.django_db
def test_the_page_of_a_refusal_leads_back(client):
    answer = client.post("/try/rooms/elm/open/", HTTP_REFERER=f"{HERE}/try/rooms/?a=%22%3E")

    assert answer.status_code == 409
    assert 'class="button" href="/try/rooms/?a=%22%3E"' in answer.content.decode()
