"""What the shell of a page shows besides the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, get_language_info

from concerted.base.languages import own_name
from concerted.organizations.models import Organization, RoleKind
from concerted.organizations.queries import (
    Guest,
    coalitions_shown_to,
    guest_of,
    workspace_of,
    workspaces_of,
)
from concerted.site.languages import SHELL_LANGUAGES
from concerted.site.navigation import Stage, partner_stages, stages

Kind = Literal["public", "work", "plain"]


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    direction: str
    url: str
    is_current: bool
    is_complete: bool
    """Whether the software itself, not only what people write, speaks it."""


@dataclass(frozen=True)
class Place:
    """An organization in the switcher."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Shell:
    """Everything is worked out when a template first asks for it, so that a public page pays nothing."""

    request: HttpRequest

    @cached_property
    def _route(self) -> str:
        """The pattern of the address, without its language."""
        match = getattr(self.request, "resolver_match", None)
        route = match.route if match else ""
        language = get_language() or ""
        return route.removeprefix(f"{language}/")

    @cached_property
    def slug(self) -> str:
        match = getattr(self.request, "resolver_match", None)
        return str(match.kwargs.get("organization", "")) if match else ""

    @cached_property
    def kind(self) -> Kind:
        """The workspace only for who belongs to it: a stranger's 404 tells nothing."""
        if self._route.startswith("o/<slug:organization>"):
            return "public"
        if self._route.startswith("work/<slug:organization>") and self.organization:
            return "work"
        return "plain"

    @cached_property
    def organization(self) -> Organization | None:
        """The organization of the address; asked for on public pages only when they do not give it."""
        if self._route.startswith("o/<slug:organization>"):
            return Organization.objects.public().filter(slug=self.slug).first()
        if self._route.startswith("work/<slug:organization>"):
            everywhere = (*self._joined, *(one.organization for one in self._shown))
            return next((one for one in everywhere if one.slug == self.slug), None)
        return None

    @cached_property
    def _joined(self) -> list[Organization]:
        user = getattr(self.request, "user", None)
        return [one.organization for one in workspaces_of(user)] if user is not None else []

    @cached_property
    def _shown(self) -> tuple[Guest, ...]:
        user = getattr(self.request, "user", None)
        return coalitions_shown_to(user) if user is not None else ()

    @cached_property
    def organizations(self) -> tuple[Place, ...]:
        """The workspaces of the user, and the coalitions that show pages to an organization of theirs."""
        joined = [(one, work_url(one.slug)) for one in self._joined]
        shown = [(one.organization, _first_page(one)) for one in self._shown]
        return tuple(
            Place(one.name, url, one.slug == self.slug) for one, url in joined + shown if url
        )

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        mine = workspace_of(self.request.user, self.slug)
        guest = guest_of(self.request.user, self.slug) if mine is None else None
        if guest is not None:
            return partner_stages(
                slug=self.slug,
                path=self.request.path,
                subjects=guest.subjects,
                terms=(guest.member, guest.membership),
            )
        kind = mine.kind if mine is not None else RoleKind.VIEWER
        return stages(slug=self.slug, path=self.request.path, kind=kind)

    @cached_property
    def home_url(self) -> str:
        """Where the name at the head of the page leads."""
        if self.kind == "work":
            here = next((one for one in self.organizations if one.is_current), None)
            return here.url if here is not None else work_url(self.slug)
        if self.kind == "public":
            return _first_address(("organizations:page", [self.slug]))
        return _first_address(("organizations:home", []))

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """This page in every language."""
        here = self.request.get_full_path()
        now = get_language()
        return tuple(_language(code, here, now) for code, _ in settings.LANGUAGES)

    @cached_property
    def language(self) -> Language | None:
        return next((one for one in self.languages if one.is_current), None)

    @cached_property
    def other_language(self) -> Language | None:
        """The one language, besides the page's own, that is offered without opening the menu."""
        return next(
            (one for one in self.languages if one.is_complete and not one.is_current), None
        )

    @cached_property
    def text_language(self) -> str:
        """The language of the software's own words where it is not the page's; else nothing."""
        return "" if get_language() in SHELL_LANGUAGES else settings.LANGUAGE_CODE

    @cached_property
    def user_label(self) -> str:
        return str(self.request.user)

    @cached_property
    def initials(self) -> str:
        words = self.user_label.partition("@")[0].replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


def _language(code: str, here: str, now: str | None) -> Language:
    info = get_language_info(code)
    return Language(
        code=code,
        name=own_name(code),
        direction="rtl" if info["bidi"] else "ltr",
        url=translate_url(here, code),
        is_current=code == now,
        is_complete=code in SHELL_LANGUAGES,
    )


def work_url(slug: str) -> str:
    """The first page of a workspace."""
    return _first_address(("organizations:work", [slug]))


def _first_page(coalition: Guest) -> str:
    """The first page of a coalition that a partner is shown."""
    stages = partner_stages(slug=coalition.organization.slug, path="", subjects=coalition.subjects)
    return stages[0].items[0].url if stages else ""


def _first_address(*candidates: tuple[str, list[str]]) -> str:
    """The first of these pages that exists, or the front page."""
    for name, values in candidates:
        try:
            return reverse(name, args=values)
        except NoReverseMatch:
            continue
    return f"/{get_language() or settings.LANGUAGE_CODE}/"


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: ``shell``, for base.html and its parts."""
    return {"shell": Shell(request)}
