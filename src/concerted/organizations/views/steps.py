"""The views that take a record one step further: published, closed, taken up again, translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST

from concerted.organizations.translations import TranslatableRecord
from concerted.organizations.views.translating import translation_page

Record = TypeVar("Record", bound=TranslatableRecord)
Operation = Callable[..., object]
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Steps(Generic[Record]):
    """Makes the views of a record whose steps need no form, and lead back to its page in the workspace."""

    editable: Callable[..., Record]
    """The record that an address names, for who may change it."""
    name: str
    """What operations call the record."""
    back: Callable[[Record], str]
    """The address of its page in the workspace."""

    def at_once(self, operation: Operation, told: Promise) -> View:
        """A button that does ``operation``; ``told`` says that it is done."""

        @require_POST
        def step(request: HttpRequest, **address: Any) -> HttpResponse:
            return self._done(request, self.editable(request, **address), operation, told)

        return step

    def once_sure(
        self,
        operation: Operation,
        told: Promise,
        *,
        title: Promise,
        text: Promise,
        label: Promise,
        is_harmful: bool = False,
    ) -> View:
        """The same after one last look: a page that asks ``title``, and a button that says ``label``."""

        @require_http_methods(["GET", "POST"])
        def step(request: HttpRequest, **address: Any) -> HttpResponse:
            found = self.editable(request, **address)
            if request.method == "POST":
                return self._done(request, found, operation, told)
            context = {
                "organization": found.organization,
                "title": str(title) % {"name": found},
                "text": text,
                "label": label,
                "is_harmful": is_harmful,
                "back_url": self.back(found),
            }
            return render(request, "base/confirm.html", context)

        return step

    def translated(self, template: str = "organizations/translate.html") -> View:
        """The page on which the record is given in another language."""

        @require_http_methods(["GET", "POST"])
        def step(request: HttpRequest, language: str, **address: Any) -> HttpResponse:
            found = self.editable(request, **address)
            back_url = self.back(found)
            return translation_page(request, found, language, back_url=back_url, template=template)

        return step

    def _done(
        self, request: HttpRequest, found: Record, operation: Operation, told: Promise
    ) -> HttpResponse:
        operation(**{self.name: found}, by=request.user)
        messages.success(request, str(told))
        return redirect(self.back(found))
