"""The page with the questions about oneself, for any room to put after its action."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from concerted.base import defence
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
    telling = defence.checked(tell_about_oneself, request.POST, quickest=0.0)
    visitor = visitor_key(request, "about")
    is_kept = form.done(telling, occasion=occasion, key=key, visitor=visitor)
    context = {"asking": asked, "about_you": form, "form": form, "stamp": defence.new_stamp()}
    return context, is_kept
