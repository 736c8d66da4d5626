from __future__ import annotations

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.people.models import Segment


@transaction.atomic
def note_export(*, segment: Segment, count: int, by: Viewer) -> None:
    """Keep in the trail who took the names of how many people out of the house."""
    note(verb="export", subject=segment, by=by, after={"people": count})
