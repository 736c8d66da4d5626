"""Conventions that a linter cannot see."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "concerted"
CODE = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
PRODUCT = [path for path in CODE if "tests" not in path.parts]
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
VIEWS = [path for path in PRODUCT if path.stem == "views" or "views" in path.parts]
OPERATIONS = [path for path in PRODUCT if path.stem == "operations" or "operations" in path.parts]

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
FLOORS = [floor.strip("()") for floor in reversed(CONTRACTS["contracts"][0]["layers"])]
FLOOR_OF = {
    config.label: FLOORS.index(config.name.split(".")[1])
    for config in apps.get_app_configs()
    if config.name.startswith("concerted.")
}
GATES = {"public", "visible_to", "editable_by"}
NARROWER = {"joined_by", "showing", "organized_by", "answerable_by", "enterable_by", "holdable_by"}
"""Gates of single tables, between seeing and editing."""
GATED = {
    model.__name__ for model in apps.get_models() if hasattr(model._default_manager, "visible_to")
}
FOREIGN_PLACES = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "deb." + "debian")


def place(path):
    return str(path.relative_to(SOURCE))


def functions(path):
    return [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]


def test_the_walk_finds_the_house():
    assert len(PRODUCT) > 50
    assert len(TEMPLATES) > 20
    assert {"Petition", "Person", "Goal"} <= GATED


def test_foreign_keys_point_down():
    for model in apps.get_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if field.related_model and not field.auto_created and here in FLOOR_OF:
                there = field.related_model._meta.app_label
                assert FLOOR_OF.get(there, -1) <= FLOOR_OF[here], field


def test_a_row_of_an_organization_has_gates():
    for model in apps.get_models():
        if model._meta.app_label in FLOOR_OF and any(
            field.name == "organization" and field.is_relation for field in model._meta.fields
        ):
            for gate in GATES:
                assert hasattr(model._default_manager, gate), f"{model.__name__} has no {gate}"


def test_views_reach_rows_through_a_gate():
    for path in VIEWS:
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Attribute(
                    value=ast.Attribute(value=ast.Name(id=model), attr="objects"), attr=attr
                ) if model in GATED:
                    assert attr in GATES | NARROWER, (
                        f"{path}:{node.lineno} reads {model} past its gates"
                    )


def test_views_stay_short():
    for path in VIEWS:
        for view in functions(path):
            length = (view.end_lineno or 0) - view.lineno + 1
            assert length <= 35, f"{view.name} in {place(path)} has {length} lines"


def test_templates_do_not_query():
    for path in TEMPLATES:
        asked = re.search(r"(?<!forloop)\.(all|count|exists|first|last)\b", path.read_text())
        assert not asked, f"{place(path)} asks for {asked.group()}"


def test_templates_name_only_their_own_floor_or_lower_ones():
    for path in TEMPLATES:
        here = FLOORS.index(path.relative_to(SOURCE).parts[0])
        for app in re.findall(r"""{%\s*(?:url|include)\s+["']([a-z]+)[:/]""", path.read_text()):
            assert FLOOR_OF.get(app, -1) <= here, f"{place(path)} points up to {app}"


def test_templates_hold_no_inline_script_or_style():
    for path in TEMPLATES:
        text = path.read_text()
        if "mail" not in path.parts:
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), place(path)
            assert not re.search(r"<script(?![^>]*\bsrc=)", text), place(path)


def test_operations_take_names_and_say_what_they_do():
    for path in OPERATIONS:
        for verb in functions(path):
            if not verb.name.startswith("_"):
                assert not verb.args.args, f"{verb.name} takes positional arguments"
                assert ast.get_docstring(verb), f"{verb.name} has no docstring"


def test_files_stay_readable_in_one_sitting():
    for path in CODE:
        assert len(path.read_text().splitlines()) <= 500, place(path)


def test_files_are_named_by_what_is_in_them():
    for path in PRODUCT:
        assert path.stem not in {"utils", "helpers", "misc", "common", "signals"}, place(path)


def test_a_todo_carries_an_issue_number():
    for path in PRODUCT:
        for line in path.read_text().splitlines():
            if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                assert re.search(r"#\d+", line), f"{place(path)}: {line}"


def committed_texts():
    suffixes = {".py", ".html", ".txt", ".md", ".toml", ".lock", ".css", ".js", ".sh", ".typ", ""}
    folders = [ROOT / name for name in ("src", "docs", "benchmarks", ".ci")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file() and path.name != "LICENSE"]
    return [path for path in files if path.suffix in suffixes and "__pycache__" not in path.parts]


def test_no_committed_file_names_a_registry_or_a_machine():
    for path in committed_texts():
        text = path.read_text(errors="replace")
        for foreign in FOREIGN_PLACES:
            assert foreign not in text, f"{path} names {foreign}"


def test_no_page_asks_a_third_party():
    for path in TEMPLATES:
        for address in re.findall(r"""(?:src|href)=["'](https?://[^"']+)""", path.read_text()):
            tag = path.read_text().split(address)[0].rsplit("<", 1)[1]
            assert tag.startswith("a "), f"{path} loads {address}"
