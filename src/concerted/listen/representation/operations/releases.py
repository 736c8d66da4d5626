"""Telling anew who took part, and deleting what people told once its time is over."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from concerted.base.audit.trail import note
from concerted.listen.representation.models import Occasion, Release, Said, SelfDescription
from concerted.listen.representation.queries.counting import counts_of
from concerted.listen.representation.queries.protecting import Before, next_release
from concerted.listen.representation.queries.subjects import subject_of


@transaction.atomic
def read_who_took_part(*, occasion: Occasion, is_last: bool = False) -> list[Release]:
    """A reading of each question that may be told anew; small groups stay hidden, also beside earlier readings."""
    occasion = Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    Occasion.objects.filter(pk=occasion.pk).update(is_changed=False)
    subject = subject_of(occasion)
    if subject is None or occasion.forgotten_at is not None:
        return []
    made = []
    for dimension_id, counts in counts_of(occasion).items():
        rows = Release.objects.filter(occasion=occasion, dimension_id=dimension_id)
        before = [Before(one.told, one.held) for one in rows.order_by("created_at")]
        found = next_release(counts, subject.took_part, before, is_last=is_last)
        if found is not None:
            made.append(
                Release.objects.create(
                    occasion=occasion, dimension_id=dimension_id, told=found.told, held=found.held
                )
            )
    return made


@transaction.atomic
def shuffle_descriptions(*, occasion: Occasion) -> int:
    """Write what people told anew, in the order of keys that were drawn by chance; how many people's.

    A table hands its rows out in the order in which they came. Beside the rows of who answered or voted, that order
    would say which name belongs to which row.
    """
    rows = SelfDescription.objects.select_for_update(of=("self",)).filter(occasion=occasion)
    descriptions = list(rows.order_by("pk"))
    said = list(Said.objects.filter(description__in=descriptions).order_by("pk"))
    SelfDescription.objects.filter(pk__in=[one.pk for one in descriptions]).delete()
    SelfDescription.objects.bulk_create(descriptions, batch_size=500)
    Said.objects.bulk_create(said, batch_size=500)
    return len(descriptions)


@transaction.atomic
def forget_descriptions(*, occasion: Occasion) -> int:
    """Tell a last time who took part, then delete what each person told; how many people's. The counts stay."""
    read_who_took_part(occasion=occasion, is_last=True)
    occasion = Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    if occasion.forgotten_at is not None:
        return 0
    rows = SelfDescription.objects.filter(occasion=occasion)
    count = rows.count()
    rows.delete()
    Release.objects.filter(occasion=occasion).update(held={})
    occasion.forgotten_at, occasion.is_asking = timezone.now(), False
    occasion.save(update_fields=["forgotten_at", "is_asking"])
    note(verb="forgot answers", subject=occasion, by=None, after={"people": count})
    return count
