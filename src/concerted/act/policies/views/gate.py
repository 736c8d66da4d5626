"""The policy that an address names, through its gates."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from concerted.act.policies.models import PolicyItem
from concerted.organizations.views.gate import one_of

LOADED = ("organization", "goal", "campaign__organization", "campaign__goal", "jurisdiction")


def visible(request: HttpRequest, organization: str, slug: str) -> PolicyItem:
    rows = PolicyItem.objects.visible_to(request.user).select_related(*LOADED)
    return one_of(rows, organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> PolicyItem:
    rows = PolicyItem.objects.editable_by(request.user).select_related(*LOADED)
    return one_of(rows, organization, slug=slug)


def published(organization: str, slug: str) -> PolicyItem:
    rows = PolicyItem.objects.public().select_related(*LOADED)
    return one_of(rows, organization, slug=slug)


def address(name: str, policy: PolicyItem, *more: object) -> str:
    return reverse(f"policies:{name}", args=[policy.organization.slug, policy.slug, *more])
