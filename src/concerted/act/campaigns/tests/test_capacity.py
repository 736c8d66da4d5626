from __future__ import annotations

import pytest

from concerted.act.campaigns.capacity import CapacityForm, looks_like_work
from concerted.organizations.models import Organization

ELM = Organization(name="Elm", slug="elm", contact_email="hello@elm.example")


@pytest.mark.once
@pytest.mark.parametrize(
    "email",
    ["rosa@mass.gov", "rosa@lynnschools.k12.ma.us", "r@umass.edu", "r@cityofriverside.example"],
)
def test_an_address_of_an_employer_is_known(email):
    assert looks_like_work(email, ELM)


@pytest.mark.once
@pytest.mark.parametrize(
    "email", ["rosa@gmail.com", "rosa@live.com.mx", "rosa@alvarez.example", "rosa", "", "a@gov"]
)
def test_an_address_of_ones_own_is_not_taken_for_an_employers(email):
    assert not looks_like_work(email, ELM)


@pytest.mark.once
def test_the_address_of_ones_own_organization_is_read_at_work():
    assert looks_like_work("rosa@elm.example", ELM)
    assert not looks_like_work("r@gmail.com", Organization(contact_email="elm@gmail.com"))


@pytest.mark.once
def test_who_acts_as_themselves_leaves_no_employer_behind():
    form = CapacityForm(
        {"capacity": "personal", "capacity_of": "County Hospital", "shows_capacity": "on"}
    )

    assert form.is_valid()
    assert form.capacity_values() == {
        "capacity": "personal",
        "capacity_of": "",
        "shows_capacity": False,
    }


@pytest.mark.once
def test_a_group_that_is_not_named_is_asked_for():
    form = CapacityForm({"capacity": "member", "capacity_of": " "})

    assert "capacity_of" in form.errors
