"""Files of figures that somebody looks at first: kept, read in another way, handed in, forgotten."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction

from concerted.base.errors import Refused
from concerted.base.forms import clean_text
from concerted.base.gates import Viewer
from concerted.base.tables.files import Unreadable
from concerted.measure.indicators.importing.grids import read_grid
from concerted.measure.indicators.importing.reading import guessed
from concerted.measure.indicators.models import Indicator, Upload, Via
from concerted.measure.indicators.operations.deliveries import HandedIn, hand_in
from concerted.measure.indicators.queries.expecting import expected_for, fingerprint_of
from concerted.measure.indicators.queries.uploads import asked_of, partner_of, read_upload
from concerted.people.queries.imports import unreadable_words


@transaction.atomic
def keep_upload(*, indicator: Indicator, path: Path, file_name: str, by: Viewer) -> Upload:
    """The file at ``path``, with a guess of what its columns hold; no figure is taken in yet."""
    try:
        grid = read_grid(path, clean_text(file_name[-200:]))
    except Unreadable as unreadable:
        raise Refused(unreadable_words(unreadable), field="file") from unreadable
    roles = guessed(grid, expected_for(indicator, may_add=True))
    upload = Upload(
        organization=indicator.organization,
        indicator=indicator,
        by_id=str(by.pk),
        file_name=grid.name,
        reading={"roles": [str(role) for role in roles]},
    )
    with path.open("rb") as file:
        upload.file.save(f"{upload.pk}{path.suffix[:8]}", File(file), save=False)
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def change_reading(*, upload: Upload, reading: dict[str, Any]) -> Upload:
    """Say how a file is read, before it is handed in."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    upload.reading = reading
    upload.save(update_fields=["reading"])
    return upload


@transaction.atomic
def hand_in_upload(
    *, upload: Upload, source: str, note: str, is_public_already: bool, by: Viewer
) -> HandedIn:
    """The figures of a file as an intake that waits for approval; the file is forgotten then."""
    rows = Upload.objects.select_for_update(of=("self",))
    upload = rows.select_related("indicator__organization", "organization").get(pk=upload.pk)
    delivery = read_upload(upload)
    partner = partner_of(upload.indicator, by)
    expected = asked_of(upload)
    handed = hand_in(
        indicator=upload.indicator,
        delivery=delivery,
        fingerprint=fingerprint_of(delivery, expected, partner=partner.slug if partner else ""),
        title=upload.file_name,
        via=Via.FILE,
        partner=partner,
        source=source or ", ".join(delivery.sources),
        note=note,
        is_public_already=is_public_already,
        by=by,
    )
    discard_upload(upload=upload)
    return handed


@transaction.atomic
def discard_upload(*, upload: Upload) -> None:
    """Forget a file. Asked twice, done once."""
    found = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if found is not None:
        name, storage = str(found.file.name), found.file.storage
        transaction.on_commit(lambda: storage.delete(name))
        found.delete()


def discard_old_uploads(*, before: datetime.datetime) -> int:
    """Forget files that nobody handed in since; how many. For the clock."""
    old = list(Upload.objects.filter(created_at__lt=before))
    for one in old:
        discard_upload(upload=one)
    return len(old)
