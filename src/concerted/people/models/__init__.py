"""Persons, how to reach them, what they allowed, and how they are found."""

from __future__ import annotations

from concerted.people.models.consents import Answer, Channel, Consent
from concerted.people.models.imports import IMPORT, Import, ImportRow
from concerted.people.models.keeping import Merge, RetentionPeriod
from concerted.people.models.persons import (
    ContactPoint,
    Person,
    PostalAddress,
    normalize_email,
    normalize_phone,
)
from concerted.people.models.segments import Segment, Tag, Tagging

__all__ = [
    "IMPORT",
    "Answer",
    "Channel",
    "Consent",
    "ContactPoint",
    "Import",
    "ImportRow",
    "Merge",
    "Person",
    "PostalAddress",
    "RetentionPeriod",
    "Segment",
    "Tag",
    "Tagging",
    "normalize_email",
    "normalize_phone",
]
