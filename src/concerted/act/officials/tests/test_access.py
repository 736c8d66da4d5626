from __future__ import annotations

import pytest

from concerted.act.officials.models import Official
from concerted.act.officials.tests.factories import make_official

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "sees", "edits"),
    [
        ("omar", True, True),
        ("olga", True, True),
        ("cleo", True, False),
        ("vera", True, False),
        ("sam", False, False),
        ("anonymous", False, False),
    ],
)
def test_who_sees_and_edits_officials(union, request, person, sees, edits):
    make_official(union)
    viewer = request.getfixturevalue(person)

    assert Official.objects.visible_to(viewer).exists() is sees
    assert Official.objects.editable_by(viewer).exists() is edits
    assert not Official.objects.public().exists()


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [("olga", 200, 200), ("cleo", 200, 404), ("vera", 200, 404), ("sam", 404, 404)],
)
def test_who_reaches_the_pages(union, request, browse, person, reads, writes):
    official = make_official(union)
    client = browse(request.getfixturevalue(person))
    start = "/en/work/elm-street/officials/"

    assert client.get(f"{start}{official.pk}/").status_code == reads
    assert client.get(f"{start}new/").status_code == writes
    assert client.get(f"{start}{official.pk}/edit/").status_code == writes
