"""Spanish is whole: every word of the software, with its placeholders."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from concerted.site import settings as site_settings
from concerted.site.languages import SHELL_LANGUAGES

SOURCE = Path(site_settings.PACKAGE).parent
TRANSLATED = [code for code in SHELL_LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def catalog(language):
    return polib.pofile(str(SOURCE / f"locale/{language}/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language):
    messages = catalog(language)

    assert len(messages) > 1000
    assert [one.msgid for one in messages.untranslated_entries()] == []
    assert [one.msgid for one in messages.fuzzy_entries()] == []
    assert [one.msgid for one in messages.obsolete_entries()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_stay_whole(language):
    for one in catalog(language):
        known = set(PLACEHOLDER.findall(one.msgid + (one.msgid_plural or "")))
        for text in [one.msgstr, *one.msgstr_plural.values()]:
            assert set(PLACEHOLDER.findall(text)) <= known, one.msgid
        if one.msgstr:
            assert set(PLACEHOLDER.findall(one.msgstr)) == known, one.msgid


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext to read the source")
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_of_the_source_is_missing(language, tmp_path):
    """What is marked for translation in the source stands in the catalog."""
    known = {(one.msgctxt, one.msgid) for one in catalog(language)}

    missing = [one.msgid for one in _extracted(tmp_path) if (one.msgctxt, one.msgid) not in known]

    assert missing == []


def _extracted(folder):
    """The messages of the source, read by ``makemessages`` from a copy of it."""
    copy = folder / "concerted"
    kept = shutil.ignore_patterns("locale", "tests", "__pycache__", "*.mo", "data")
    shutil.copytree(SOURCE, copy, ignore=kept)
    (copy / "locale").mkdir()
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", "--locale=es", "--no-wrap"),
            *("--no-location", "-e", "html,txt,py", "--settings=concerted.site.settings"),
        ],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return polib.pofile(str(next(copy.rglob("django.po"))))
