"""The texts that an organization makes agreements from."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.pool.agreements.fields import missing_terms
from concerted.pool.agreements.models import Template
from concerted.pool.agreements.standard import RELEASES, standard_texts


@transaction.atomic
def current_template(*, organization: Organization, kind: str) -> Template:
    """The newest version of the organization's text of ``kind``; ours, where it has none yet."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    rows = Template.objects.filter(organization=organization, kind=kind)
    found = rows.order_by("-number").first()
    if found is not None:
        return found
    return Template.objects.create(
        organization=organization,
        kind=kind,
        number=1,
        texts=dict(standard_texts(kind)),
        standard=RELEASES[kind],
    )


@transaction.atomic
def write_template(
    *,
    organization: Organization,
    kind: str,
    texts: Mapping[str, str],
    change_note: str = "",
    by: Viewer | None,
) -> Template:
    """Give the organization its own text of ``kind``. A version that is in use stays; the change makes the next.

    Raises ``Refused`` where a text leaves out a key term: what is agreed as data must stand in the words.
    """
    given = {language: _with_notice(language, text) for language, text in texts.items() if text}
    _check_texts(kind, given)
    latest = current_template(organization=organization, kind=kind)
    if latest.texts == given:
        return latest
    if latest.standard is None and not latest.agreements.exists():
        change(latest, texts=given, change_note=change_note)
        note(verb="edited", subject=latest, by=by, after={"version": latest.number})
        return latest
    made = Template.objects.create(
        organization=organization,
        kind=kind,
        number=latest.number + 1,
        texts=given,
        standard=RELEASES[kind] if given == dict(standard_texts(kind)) else None,
        change_note=change_note,
        made_by_id=by.pk if by else None,
    )
    note(verb="added", subject=made, by=by, after={"version": made.number})
    return made


NOTICE = gettext_lazy("This text is a starting point, not legal advice.")


def _with_notice(language: str, text: str) -> str:
    """``text`` with the words that it is no legal advice; where it says so itself, as it is."""
    with override(language):
        words, said = str(NOTICE), str(_("not legal advice"))
    return text if said.casefold() in text.casefold() else f"{text.rstrip()}\n\n{words}\n"


def _check_texts(kind: str, texts: Mapping[str, str]) -> None:
    if not texts:
        raise Refused(_("Please write the text in one language at least."))
    for language, text in texts.items():
        missing = missing_terms(kind, text)
        if missing:
            words = _("The text must say this, too: %(fields)s. Please put it where it belongs.")
            told = ", ".join(f"{{{name}}}" for name in missing)
            raise Refused(words % {"fields": told}, field=f"text_{language}")
