"""Pledges at the same moment: together never more than the need takes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from concerted.base.errors import Refused
from concerted.pool.offers.operations.pledges import confirm_pledge
from concerted.pool.offers.queries.progress import progress_of
from concerted.pool.offers.tests.factories import HOUR, make_need, make_pledge


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory has no second connection"
)
@pytest.mark.django_db(transaction=True)
def test_partners_who_pledge_the_last_of_a_need_at_once_do_not_exceed_it(union):
    need = make_need(union, amount=4 * HOUR)
    made = [
        make_pledge(need, HOUR, {"name": f"P{number}"}, is_confirmed=False) for number in range(12)
    ]

    def confirm(pledge):
        try:
            return confirm_pledge(pledge=pledge, by=None)
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        done = [one for one in pool.map(confirm, made) if one is not None]

    assert len(done) == 4
    assert progress_of([need])[need.pk].pledged == 4 * HOUR
