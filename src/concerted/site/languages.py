"""The languages that pages can be read in."""

from __future__ import annotations

import django.conf.locale
from django.utils.translation import gettext_lazy as _

SHELL_LANGUAGES = ("en", "es")
"""Languages into which every word of the software is translated."""

LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("ht", _("Haitian Creole")),
    ("pt", _("Portuguese")),
    ("vi", _("Vietnamese")),
    ("zh-hans", _("Chinese")),
    ("ar", _("Arabic")),
]

# Django does not know Haitian Creole.
django.conf.locale.LANG_INFO.setdefault(
    "ht", {"bidi": False, "code": "ht", "name": "Haitian Creole", "name_local": "Kreyòl"}
)
