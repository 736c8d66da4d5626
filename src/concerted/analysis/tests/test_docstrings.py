from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module

import pytest

PACKAGES = (
    "inequality",
    "comparison",
    "opinion",
    "representation",
    "matching",
    "network",
    "tally",
    "privacy",
)
PLAIN = (
    "cases",
    "findings",
    "options",
    "arrays",
)  # without ``__all__``: what they define in public
NEVER_RAISES = {
    "words for a result that was checked when it was made": "change_finding pace_finding raking_findings told",
    "takes a coalition, votes or a table that was checked when it was made": "confirmed_share layout "
    "response_rate trust_scores value_scores eligible_participants group_participants project "
    "read_conversation read_small_conversation subtract",
    "takes the ends of intervals, as they came": "difference_interval ratio_interval",
    "takes applicants or a record that were checked when they were made": "applicants_digest published "
    "verify",
    "tells what is wrong in a row or on a stream instead": "row_of rows_of run",
}
SILENT = {name for names in NEVER_RAISES.values() for name in names.split()}


def public(kind):
    """Each public thing of ``kind``, once under every name."""
    return list(_public(kind))


def _public(kind):
    for name in PACKAGES + PLAIN:
        module = import_module(f"concerted.analysis.{name}")
        own = [
            found
            for found, value in vars(module).items()
            if not found.startswith("_") and getattr(value, "__module__", "") == module.__name__
        ]
        for public_name in getattr(module, "__all__", own):
            thing = getattr(module, public_name)
            if kind(thing):
                yield pytest.param(thing, id=f"{name}.{public_name}")


def sections(thing):
    return set(re.findall(r"^(\w+)\n-{3,}$", inspect.getdoc(thing) or "", re.MULTILINE))


@pytest.mark.parametrize("function", public(inspect.isfunction))
def test_a_public_function_says_what_it_takes_gives_and_refuses(function):
    needed = {"Parameters", "Returns", "Raises", "References", "Examples"}
    if not inspect.signature(function).parameters:
        needed.remove("Parameters")
    if function.__name__ in SILENT:
        needed.remove("Raises")

    assert needed - sections(function) == set()
    assert ">>>" in inspect.getdoc(function)


@pytest.mark.parametrize("function", public(inspect.isfunction))
def test_every_parameter_is_described_by_its_name(function):
    told = inspect.getdoc(function).partition("Parameters\n---")[2].partition("\nReturns\n")[0]

    for name in inspect.signature(function).parameters:
        assert re.search(rf"\b{name}\b", told), name


@pytest.mark.parametrize("kind", public(is_dataclass))
def test_a_public_dataclass_says_what_each_field_holds(kind):
    told = inspect.getdoc(kind).partition("Attributes\n---")[2]

    for each in fields(kind):
        assert each.name.startswith("_") or re.search(rf"\b{each.name}\b", told), each.name


@pytest.mark.parametrize(
    "kind", public(lambda thing: inspect.isclass(thing) and issubclass(thing, Enum))
)
def test_a_public_choice_says_what_is_chosen(kind):
    assert len(vars(kind).get("__doc__") or "") > 15


def test_nothing_that_is_said_never_to_raise_raises_in_its_own_lines():
    every = {one.values[0].__name__: one.values[0] for one in public(inspect.isfunction)}

    assert set(every) >= SILENT
    for name in SILENT - {"row_of"}:  # it raises to itself
        assert not re.search(r"^ +raise ", inspect.getsource(every[name]), re.MULTILINE), name
