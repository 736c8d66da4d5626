"""Every address of the site, read from the site map itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

OUTSIDE = ("account", "mfa")
"""Addresses that allauth gives us; its own tests walk them, ours walk what we made of them."""


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    parameters: tuple[str, ...]

    def url(self, values: Mapping[str, object]) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})

    def __str__(self) -> str:
        return self.name


def routes() -> list[Route]:
    return sorted(set(_routes(get_resolver().url_patterns)), key=lambda route: route.name)


def _routes(
    patterns: list[URLPattern | URLResolver],
    prefix: str = "",
    space: str = "",
    given: tuple[str, ...] = (),
) -> Iterator[Route]:
    for one in patterns:
        written = prefix + str(one.pattern)
        parameters = (*given, *one.pattern.converters)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _routes(one.url_patterns, written, inner, parameters)
        elif one.name and not one.name.startswith(OUTSIDE):
            yield Route(f"{space}{one.name}", written, parameters)
