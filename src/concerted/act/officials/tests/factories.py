from __future__ import annotations

from concerted.act.officials.operations import add_official


def make_official(organization, name="Ana Ortiz", **values):
    values = {"title": "Councilmember", "jurisdiction": "Riverside", **values, "name": name}
    return add_official(organization=organization, values=values, by=None)
