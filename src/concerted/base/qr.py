"""Addresses as QR codes, with the quiet border that readers need."""

from __future__ import annotations

import io

import segno

INK = "#1c2530"


def qr_svg(url: str) -> str:
    """``url`` as a QR code in SVG."""
    out = io.BytesIO()
    segno.make(url, error="m").save(
        out, kind="svg", xmldecl=False, border=4, dark=INK, light="#fff"
    )
    return out.getvalue().decode()


def qr_inline(url: str) -> str:
    """``url`` as a QR code to stand in a page, as large as the page makes it."""
    return str(
        segno.make(url, error="m").svg_inline(border=4, dark=INK, light="#fff", omitsize=True)
    )


def qr_png(url: str) -> bytes:
    """``url`` as a QR code in PNG, large enough for print."""
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="png", scale=16, border=4, dark=INK, light="#fff")
    return out.getvalue()
