from __future__ import annotations

from django import template

from concerted.base.charts import plain

register = template.Library()

register.filter("plain", plain)
