"""Keeping a question about people."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.people.models import Segment
from concerted.people.queries.segments import SegmentQuery


@transaction.atomic
def save_segment(
    *,
    organization: Organization,
    name: str,
    query: SegmentQuery,
    segment: Segment | None = None,
    by: Viewer | None = None,
) -> Segment:
    """Keep ``query`` under ``name``, in place of what ``segment`` asked where one is given."""
    if segment is None:
        segment = Segment(organization=organization)
        verb = "add"
    else:
        segment = Segment.objects.select_for_update().get(pk=segment.pk)
        verb = "change"
    segment.name, segment.query = name.strip(), query.as_json()
    try:
        with transaction.atomic():
            segment.save()
    except IntegrityError as clash:
        raise Refused(_("Another segment has this name."), field="name") from clash
    note(verb=verb, subject=segment, by=by, after={"name": segment.name})
    return segment


@transaction.atomic
def delete_segment(*, segment: Segment, by: Viewer | None = None) -> None:
    """Forget the question; the people stay."""
    note(verb="delete", subject=segment, by=by, before={"name": segment.name})
    Segment.objects.filter(pk=segment.pk).delete()
