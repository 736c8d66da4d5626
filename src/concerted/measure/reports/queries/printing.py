"""A report on paper: the same blocks as the page, as tagged PDF with bookmarks."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.papers import PaperSize, paper_name
from concerted.base.pdf import render_pdf
from concerted.measure.reports.documents import Block, Document, Listing, Picture, Table
from concerted.measure.reports.queries.words import shown

_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


def report_pdf(document: Document, digest: str, path: str, size: str = PaperSize.LETTER) -> bytes:
    """``document`` as PDF; ``path`` is where it stands, ``digest`` seals what was published."""
    with override(document.language):
        data = {
            "paper": paper_name(size),
            "title": document.title,
            "title_language": _language(document.title_language),
            "summary": [one for one in document.summary.split("\n") if one.strip()],
            "organization": document.organization,
            "eyebrow": _("Report"),
            "about": document.about,
            "period": document.period,
            "made": _("Made on %(day)s") % {"day": document.made},
            "draft": "" if digest else _("Preview: not published yet"),
            "seal": _("Seal (SHA-256): %(digest)s") % {"digest": digest} if digest else "",
            "address": f"{settings.ADDRESS}{path}",
            "parts": [
                {"title": part.title, "blocks": [_block(block) for block in part.blocks]}
                for part in document.parts
            ],
        }
    return render_pdf("reports/report.typ", data, language=document.language)


def _block(block: Block) -> dict[str, Any]:
    told = {"kind": block.kind, **asdict(block)}
    if isinstance(block, Picture):
        told["svg"] = block.chart.standalone() if block.svg else ""
        told["height"] = _height(block.svg)
    if isinstance(block, Table):
        told["rows"] = [[shown(cell) for cell in row] for row in block.rows]
        told["numeric"] = [
            all(not isinstance(row[place], str) for row in block.rows)
            for place in range(len(block.headings))
        ]
    if isinstance(block, Listing):
        for item in told["items"]:
            item["url"] = f"{settings.ADDRESS}{item['url']}" if item["url"] else ""
            item["language"] = _language(item["language"])
    if "language" in told:
        told["language"] = _language(told["language"])
    return told


def _height(svg: str) -> float:
    """How tall the drawing is for its width, by its viewBox."""
    box = _BOX.search(svg)
    return float(box[2]) / float(box[1]) if box is not None else 1.0


def _language(code: str) -> str:
    """As Typst writes it."""
    return code.partition("-")[0]
