from __future__ import annotations

import datetime
import io
import json
import logging

import pytest
from django.db import DatabaseError, IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from concerted.base import defence
from concerted.base.clock.models import WorkerPulse
from concerted.base.clock.pulse import beat
from concerted.base.errors import Refused
from concerted.base.health import views as health
from concerted.base.links import sign
from concerted.base.logs import LeanJson
from concerted.base.middleware import LARGEST_UPLOAD
from concerted.site.urls import urlpatterns as site_urls


def refuse(_request):
    raise Refused("The petition is closed, Rosa’s <b>too.")


def stumble(_request, name):
    raise IntegrityError(f"Key (email)=({name}@example.org) already exists.")


urlpatterns = [
    path("try/refuse/", refuse, name="refuse"),
    path("try/stumble/<str:name>/", stumble, name="stumble"),
    path("try/plain/", lambda _request: HttpResponse("x"), name="plain"),
    *site_urls,
]


@pytest.fixture(autouse=True)
def _urls(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


@pytest.fixture
def lines():
    """What the logs say, as they are written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LeanJson())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def test_every_answer_carries_the_headers_of_safety(client):
    answer = client.get("/try/plain/")

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_no_page_may_run_a_script_of_its_own_or_of_others(client):
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get("/try/plain/")["Content-Security-Policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_what_is_refused_is_a_page_of_its_own(client):
    answer = client.get("/try/refuse/")

    assert answer.status_code == 409
    assert "The petition is closed, Rosa’s &lt;b&gt;too." in answer.content.decode()
    assert "<main" in answer.content.decode()


def test_what_is_refused_is_a_part_for_htmx(client):
    answer = client.get("/try/refuse/", headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert "<main" not in answer.content.decode()
    assert answer["HX-Reswap"] == "afterbegin"


def test_nul_is_turned_away(client):
    assert client.get("/try/plain/?q=%00").status_code == 400
    assert client.get("/try/stumble/a%00b/").status_code == 404
    assert client.get("/try/plain/?q=fine").status_code == 200


def test_an_upload_without_end_is_turned_away_unread(client):
    answer = client.post(
        "/try/plain/", b"x", content_type="text/csv", CONTENT_LENGTH=str(LARGEST_UPLOAD + 1)
    )

    assert answer.status_code == 413
    assert answer["Connection"] == "close"


def test_a_request_is_logged_by_its_route(client, lines):
    client.get(
        "/try/stumble/rosa/?email=rosa@example.org",
        REMOTE_ADDR="198.51.100.7",
        HTTP_USER_AGENT="rosas-phone",
    )

    [request] = [line for line in lines() if line["logger"] == "concerted.requests"]
    assert set(request) == {"time", "level", "logger", "event", "method", "route", "status", "ms"}
    assert (request["method"], request["route"], request["status"]) == ("GET", "stumble", 500)


def test_logs_tell_where_an_error_arose_and_nobodys_name(client, lines):
    client.get("/try/stumble/rosa/?q=rosa", REMOTE_ADDR="198.51.100.7")
    client.get("/try/rosa-was-here/")
    client.get("/try/plain/", headers={"host": "rosa.example"})

    told = lines()
    error = next(line["error"] for line in told if "error" in line)
    assert error[0]["kind"] == "django.db.utils.IntegrityError"
    assert any("stumble" in place for place in error[0]["at"])
    assert "rosa" not in json.dumps(told)
    assert "198.51" not in json.dumps(told)


def test_health_tells_of_database_and_worker(client, monkeypatch):
    silent = client.get("/health/").json()
    beat("w")
    well = client.get("/health/").json()
    status = client.get("/health/worker/").status_code
    WorkerPulse.objects.update(seen_at=timezone.now() - datetime.timedelta(hours=1))

    assert silent == {"status": "degraded", "database": "ok", "worker": "silent"}
    assert well == {"status": "ok", "database": "ok", "worker": "ok"}
    assert (status, client.get("/health/worker/").status_code) == (200, 503)
    assert client.head("/health/").status_code == 200
    assert client.post("/health/").status_code == 405


def test_health_is_bad_without_a_database(rf, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(health, "is_worker_alive", gone)
    monkeypatch.setattr(health.connection, "close", lambda: None)

    assert health.health(rf.get("/health/")).status_code == 503
    assert health.worker_health(rf.get("/health/worker/")).status_code == 503


def _stamped(age, **changes):
    made = timezone.now().timestamp() - age
    return {"stamp": sign(made, purpose="form"), "website": ""} | changes


@pytest.mark.parametrize(
    ("data", "is_taken"),
    [
        pytest.param(lambda: _stamped(20), True, id="a person"),
        pytest.param(lambda: _stamped(20, website="http://spam"), False, id="fills in everything"),
        pytest.param(lambda: _stamped(0.1), False, id="too quick"),
        pytest.param(lambda: _stamped(3 * 24 * 3600), False, id="an old page"),
        pytest.param(lambda: _stamped(20, stamp="forged"), False, id="forged"),
        pytest.param(dict, False, id="no stamp"),
        pytest.param(lambda: {"stamp": sign(["x"], purpose="form")}, False, id="another stamp"),
    ],
)
def test_a_public_form_takes_what_people_send(data, is_taken):
    if is_taken:
        defence.check(data())
    else:
        with pytest.raises(Refused):
            defence.check(data())


def test_a_stamp_made_now_is_good(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", 0)

    defence.check({"stamp": defence.new_stamp()})
