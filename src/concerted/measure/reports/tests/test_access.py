"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.measure.reports.models import FunderLink, OwnWords, Report
from concerted.measure.reports.operations.funders import send_funder_link
from concerted.measure.reports.operations.reports import write_words
from concerted.measure.reports.tests.factories import make_published, make_report

pytestmark = pytest.mark.django_db

#             reads drafts  edits  knows funders
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, False),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


def test_reports_by_role(request, union, source):
    draft = make_report(union)
    write_words(report=draft, section="heard", texts={"en": "We listened."}, by=None)
    send_funder_link(source=source, email="fund@example.org", language="en", by=None)

    for name, (reads, edits, knows) in TABLE.items():
        viewer = request.getfixturevalue(name)

        for model in (Report, OwnWords):
            assert model.objects.visible_to(viewer).exists() is reads, (name, model)
            assert model.objects.editable_by(viewer).exists() is edits, (name, model)
        assert FunderLink.objects.visible_to(viewer).exists() is knows, name
        assert FunderLink.objects.editable_by(viewer).exists() is knows, name


def test_only_what_was_published_is_public(union, source):
    draft, published = make_report(union, "Later"), make_published(union)
    write_words(report=draft, section="heard", texts={"en": "We listened."}, by=None)
    send_funder_link(source=source, email="fund@example.org", language="en", by=None)

    assert list(Report.objects.public()) == [published]
    assert not OwnWords.objects.public().exists()
    assert not FunderLink.objects.public().exists()
