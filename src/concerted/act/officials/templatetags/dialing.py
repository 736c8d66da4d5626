"""``{{ official.phone|dial:organization.region }}``: the address that rings a number from a phone."""

from __future__ import annotations

from django import template

from concerted.act.officials.dialing import dial

register = template.Library()
register.filter("dial", dial)
