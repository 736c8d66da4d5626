"""Typst templates as PDF (tagged, PDF/UA-1) and PNG. Data goes in as JSON and is never read as markup.

A template is named like an HTML one, ``"petitions/delivery.typ"`` for ``typst/delivery.typ`` of the app
``petitions``, or given as a path. It begins with ``#let data = json(bytes(sys.inputs.data))``, sets the title of
its document, and finds ``data.lang`` (as Typst writes it) and ``data.direction`` there besides what it was given.
A chart comes as ``image(bytes(data.chart), format: "svg", alt: data.chart_alt)`` from ``Chart.standalone()``.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import threading
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import typst
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language_info

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "base" / "typst" / "house.typ"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Job:
    """What the compiler is asked for; plain values, so that another process can do it."""

    root: str
    template: str
    inputs: dict[str, str]
    kind: Literal["pdf", "png"]
    is_accessible: bool = True


class _Compilers(threading.local):
    """One compiler a thread: a template that was read and laid out once is quick the next time."""

    def __init__(self) -> None:
        self.own: Any = typst.Compiler(root=str(ROOT))


_compilers = _Compilers()
_used_by: set[int] = set()
"""The process that has compiled. A fork of it inherits the mark, but none of the compiler's threads."""


def render_pdf(template: Path | str, data: Mapping[str, Any], *, language: str) -> bytes:
    """``template`` filled with ``data``, as accessible PDF.

    Where no installed font has a letter of the data, PDF/UA cannot be promised; the document is then made
    without that promise, and the log says so.
    """
    job = _job(template, data, language, "pdf")
    try:
        return _run(job)
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        logger.warning("No font for some letters of %s in %s; install one.", template, language)
        return _run(replace(job, is_accessible=False))


def render_png(template: Path | str, data: Mapping[str, Any], *, language: str) -> bytes:
    """The first page of ``template`` filled with ``data``, one pixel a point, as PNG."""
    return _run(_job(template, data, language, "png"))


def _job(
    template: Path | str, data: Mapping[str, Any], language: str, kind: Literal["pdf", "png"]
) -> _Job:
    path = _find(template)
    root = ROOT if path.is_relative_to(ROOT) else path.parent
    is_bidi = get_language_info(language)["bidi"]
    told = {
        **data,
        "lang": language.partition("-")[0],
        "direction": "rtl" if is_bidi else "ltr",
    }
    inputs = {"data": json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)}
    return _Job(str(root), f"/{path.relative_to(root).as_posix()}", inputs, kind)


def _find(template: Path | str) -> Path:
    if isinstance(template, Path):
        return template.resolve()
    app, _, name = template.partition("/")
    return Path(apps.get_app_config(app).path, "typst", name).resolve()


def _run(job: _Job) -> bytes:
    """The file that ``job`` asks for, made here, or elsewhere where compiling here would never end."""
    if _used_by - {os.getpid()}:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as elsewhere:
            return elsewhere.submit(_compile, job).result()
    _used_by.add(os.getpid())
    return _compile(job)


def _compile(job: _Job) -> bytes:
    made = _compilers.own.compile(
        input=_document(job),
        root=job.root,
        format=job.kind,
        ppi=72,
        sys_inputs=job.inputs,
        pdf_standards="ua-1" if job.is_accessible and job.kind == "pdf" else [],
    )
    pages: list[bytes] = made if isinstance(made, list) else [made]
    return pages[0]


def _document(job: _Job) -> bytes:
    """The template under the fonts of the house."""
    house = HOUSE.read_text()
    return f'{house}\n#include "{job.template}"\n'.encode()
