"""The page with the questions about oneself, for any room to put after its action."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.representation.forms.about_you import AboutYouForm
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.asking import asking


def tell(request: HttpRequest, occasion: Occasion, key: str) -> tuple[dict[str, Any], bool]:
    """What ``_about_you.html`` needs, and whether the holder of ``key`` has just told something."""
    asked = asking(occasion, key, page_language())
    form = AboutYouForm(asked, request.POST if request.method == "POST" else None)
    is_kept = False
    if request.method == "POST" and form.is_valid():
        try:
            defence.check(request.POST, quickest=0.0)
            tell_about_oneself(
                occasion=occasion,
                key=key,
                told=form.told,
                visitor=visitor_key(request, "about"),
            )
            is_kept = True
        except Refused as refused:
            form.refuse(refused)
    context = {"asking": asked, "about_you": form, "form": form, "stamp": defence.new_stamp()}
    return context, is_kept
