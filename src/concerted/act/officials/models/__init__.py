from __future__ import annotations

from concerted.act.officials.models.officials import Official, Tenure
from concerted.act.officials.models.places import BodyKind, Division, Jurisdiction, Level, Shape
from concerted.act.officials.models.postal import PostalPlace
from concerted.act.officials.models.posts import Post
from concerted.act.officials.models.reaching import Contact, Correction, Office

__all__ = [
    "BodyKind",
    "Contact",
    "Correction",
    "Division",
    "Jurisdiction",
    "Level",
    "Office",
    "Official",
    "Post",
    "PostalPlace",
    "Shape",
    "Tenure",
]
