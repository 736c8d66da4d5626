"""Tags, and putting them on people."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.people.models import Person, Tag, Tagging


@transaction.atomic
def make_tag(*, organization: Organization, name: str, by: Viewer | None = None) -> Tag:
    """The tag of this name, in any case of letters; a new one where there was none."""
    name = name.strip()
    if not name:
        raise Refused(_("Please give the tag a name."), field="name")
    found = Tag.objects.filter(organization=organization, name__iexact=name).first()
    if found is not None:
        return found
    tag = Tag.objects.create(organization=organization, name=name)
    note(verb="add", subject=tag, by=by, after={"name": name})
    return tag


@transaction.atomic
def rename_tag(*, tag: Tag, name: str, by: Viewer | None = None) -> Tag:
    """Call ``tag`` by another name, which no other tag may have."""
    before, tag.name = tag.name, name.strip()
    try:
        with transaction.atomic():
            tag.save(update_fields=["name"])
    except IntegrityError as clash:
        tag.name = before
        raise Refused(_("Another tag has this name."), field="name") from clash
    note(verb="rename", subject=tag, by=by, before={"name": before}, after={"name": tag.name})
    return tag


@transaction.atomic
def delete_tag(*, tag: Tag, by: Viewer | None = None) -> None:
    """Take ``tag`` off everybody and forget it; the people stay."""
    note(verb="delete", subject=tag, by=by, before={"name": tag.name})
    Tag.objects.filter(pk=tag.pk).delete()


@transaction.atomic
def tag_person(*, person: Person, name: str, by: Viewer | None = None) -> Tagging:
    """Put the tag of this name on ``person``; once, however often it is asked."""
    tag = make_tag(organization=person.organization, name=name, by=by)
    tagging, is_new = Tagging.objects.get_or_create(
        tag=tag, person=person, defaults={"organization_id": person.organization_id}
    )
    if is_new:
        note(verb="tag", subject=person, by=by, after={"tag": tag})
    return tagging


@transaction.atomic
def untag_person(*, person: Person, tag: Tag, by: Viewer | None = None) -> None:
    """Take ``tag`` off ``person``."""
    gone, _rows = Tagging.objects.filter(person=person, tag=tag).delete()
    if gone:
        note(verb="untag", subject=person, by=by, before={"tag": tag})
