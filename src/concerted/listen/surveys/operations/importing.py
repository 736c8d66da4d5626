"""Bringing in a form of KoboToolbox or ODK: look at it, then make a draft of it, whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.forms import clean_text
from concerted.base.gates import Viewer
from concerted.base.tables.files import Unreadable
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.models.form_files import FormFile
from concerted.listen.surveys.operations.checks import check_definition
from concerted.listen.surveys.operations.defining import define_survey
from concerted.listen.surveys.queries.form_files import unreadable_words
from concerted.listen.surveys.xlsforms.reading import FormReading, read_form
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class Brought:
    """What became of a form. ``is_new`` is false where a survey of the same title was there and was left alone."""

    survey: Survey
    reading: FormReading
    is_new: bool


def read_form_file(*, form: FormFile) -> FormReading:
    """What is in ``form``, read anew. Nothing is written."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
        copy.write(bytes(form.content))
        copy.flush()
        return read_form(Path(copy.name), form.name, language=form.organization.language)


@transaction.atomic
def keep_form(
    *, organization: Organization, path: Path, name: str = "", by: Viewer | None
) -> FormFile:
    """Keep the form at ``path`` to be looked at. The same file again is the same row.

    Raises ``Refused`` where it is no form at all.
    """
    name = clean_text(name or path.name)[-200:]
    try:
        read_form(path, name, language=organization.language)
    except Unreadable as unreadable:
        raise Refused(unreadable_words(unreadable), field="file") from unreadable
    FormFile.objects.forgotten().filter(organization=organization).delete()
    content = path.read_bytes()
    form, _is_new = FormFile.objects.get_or_create(
        organization=organization,
        digest=hashlib.sha256(content).hexdigest(),
        defaults={
            "name": name,
            "content": content,
            "by_id": by.pk if by is not None else None,
        },
    )
    return form


@transaction.atomic
def discard_form(*, form: FormFile) -> None:
    """Forget a form that was only looked at."""
    FormFile.objects.filter(pk=form.pk).delete()


@transaction.atomic
def take_form(*, form: FormFile, by: Viewer | None) -> Brought:
    """Make a draft of a form that was looked at; its file is not kept any longer."""
    brought = import_reading(
        organization=form.organization, reading=read_form_file(form=form), file=form.name, by=by
    )
    FormFile.objects.filter(pk=form.pk).delete()
    return brought


@transaction.atomic
def import_reading(
    *, organization: Organization, reading: FormReading, file: str, by: Viewer | None
) -> Brought:
    """Make a draft of what was read, whole or not at all. A survey of the same title stays as it is.

    Raises ``Refused`` while the form has a problem.
    """
    definition = reading.definition
    if definition is None:
        raise Refused(_("Please correct the form first: nothing of it was taken."))
    check_definition(definition=definition)
    title = definition.title[definition.language]
    before = set(Survey.objects.filter(organization=organization).values_list("pk", flat=True))
    survey = define_survey(organization=organization, definition=definition, by=by)
    is_new = survey.pk not in before
    if is_new:
        note(verb="imported", subject=survey, by=by, after={"title": title, "file": file})
    return Brought(survey, reading, is_new)
