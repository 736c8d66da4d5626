"""``docs/measures.md``: every example gives what the page says, and nothing that is computed is missing."""

from __future__ import annotations

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

from concerted.analysis.inequality import MEASURES

PAGE = Path(__file__).parents[1] / "docs" / "measures.md"
TEXT = PAGE.read_text()
SECTIONS = dict(re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLES = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PACKAGES = (
    "inequality",
    "comparison",
    "representation",
    "network",
    "tally",
    "privacy",
    "opinion",
    "matching",
    "lobbying",
)
WITHOUT_FORMULA = {
    "opinion": "read_votes read_statements read_participants read_summary read_conversation "
    "read_small_conversation eligible_participants group_participants k_means_up_to",
    "matching": "preferences preferences_from_scores published read_published applicants_digest verify "
    "why why_not",
}


def public_functions():
    for package in PACKAGES:
        module = import_module(f"concerted.analysis.{package}")
        plumbing = WITHOUT_FORMULA.get(package, "").split()
        for name in module.__all__:
            if inspect.isfunction(getattr(module, name)) and name not in plumbing:
                yield name


def test_every_example_gives_what_the_page_says():
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(EXAMPLES), {}, PAGE.name, str(PAGE), 0
    )
    told = []

    doctest.DocTestRunner(verbose=False).run(examples, out=told.append)

    assert len(examples.examples) > 150
    assert not told, "".join(told)


@pytest.mark.parametrize("code", MEASURES)
def test_every_measure_of_inequality_has_its_section(code):
    assert any(f"`{code}`" in title for title in SECTIONS)


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_has_its_formula_its_source_and_an_example(title):
    body = SECTIONS[title]

    assert "$$" in body
    assert re.search(r"Source[: ]|Our own", body)
    assert "```python" in body


@pytest.mark.parametrize("name", sorted(set(public_functions())))
def test_every_public_function_stands_on_the_page(name):
    assert re.search(rf"\b{name}\b", TEXT)


def test_links_within_the_page_lead_somewhere():
    titles = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}

    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= anchors


def test_no_formula_holds_what_markdown_would_take_out():
    for formula in re.findall(r"\$\$.*?\$\$|\$[^$\n]+\$", TEXT, re.DOTALL):
        assert not re.search(r"\\[^A-Za-z ]", formula), formula
