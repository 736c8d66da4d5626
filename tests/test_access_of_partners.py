"""Every page of a coalition as the people of a member, of an ally and of another coalition."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.routes import routes
from tests.test_access import answer, is_let_in
from tests.walk_partners import OF_COALITIONS, PARTNERS

ROUTES = [
    route
    for route in routes()
    if "work/<slug:organization>" in route.pattern
    and (route.name in PARTNERS or route.name.startswith(OF_COALITIONS))
]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_page_of_a_coalition_opens_for_partners_as_was_agreed(route, scene, partners):
    url = route.url(scene.coalition_arguments(route))

    for name, client in partners.items():
        with transaction.atomic():
            response = answer(client, url)
            transaction.set_rollback(True)

        assert response.status_code < 500
        assert is_let_in(response) == (name in PARTNERS.get(route.name, ())), name
