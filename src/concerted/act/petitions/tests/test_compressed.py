"""Public pages travel compressed; what has a reader of its own, and signing, does not."""

from __future__ import annotations

import gzip
import time

import pytest

from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base.links import sign

GZIP = {"HTTP_ACCEPT_ENCODING": "br, gzip"}

pytestmark = pytest.mark.django_db


def test_a_petition_page_is_compressed_for_who_can_read_it_so(union, browse):
    address = make_petition(union).get_absolute_url()

    plain = browse().get(address)
    packed = browse().get(address, **GZIP)

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert "Keep the Elm Street clinic open" in gzip.decompress(packed.content).decode()
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer["Vary"]
        assert "Content-Security-Policy" in answer


def test_two_answers_of_one_page_differ_in_length_by_chance(union, browse):
    address = make_petition(union).get_absolute_url()
    client = browse()

    lengths = {len(client.get(address, **GZIP).content) for _ in range(12)}

    assert len(lengths) > 1


def test_what_a_signed_in_person_reads_is_not_compressed(union, olga, browse):
    petition = make_petition(union)
    client = browse(olga)

    for address in (
        petition.get_absolute_url(),
        f"/en/work/elm-street/petitions/{petition.slug}/",
    ):
        answer = client.get(address, **GZIP)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer


def test_signing_is_not_compressed_whatever_it_answers(union, browse):
    address = f"{make_petition(union).get_absolute_url()}sign/"
    stamp = sign(time.time() - 60, purpose="form")

    refused = browse().post(address, {"stamp": stamp}, **GZIP)
    taken = browse().post(address, {**ROSA, "stamp": stamp, "website": ""}, **GZIP)

    assert [refused.status_code, taken.status_code] == [422, 302]
    assert not any("Content-Encoding" in answer for answer in (refused, taken))


def test_a_picture_to_share_is_left_as_it_is(union, browse):
    answer = browse().get(f"{make_petition(union).get_absolute_url()}share/qr.svg", **GZIP)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
