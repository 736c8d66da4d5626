"""What an organization tells its coalitions, who speaks for it, and the steps with which it began."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Membership, Organization
from concerted.organizations.operations import change_settings
from concerted.people.models import Person
from concerted.pool.partners.models import (
    DEFAULT_ITEMS,
    ChecklistItem,
    Done,
    Profile,
    Representative,
)

MOST_ITEMS = 40


@transaction.atomic
def save_profile(
    *,
    organization: Organization,
    sector: str,
    size: str = "",
    places: Sequence[str] = (),
    languages: Sequence[str] = (),
    is_public: bool = True,
    is_victim_service: bool | None = None,
    by: Viewer | None,
) -> Profile:
    """Keep what the organization tells; only what differs is written and noted.

    Raises ``Refused`` where it would keep no names from now on and has a list of people.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    if is_victim_service and Person.objects.filter(organization=organization).exists():
        raise Refused(
            _("There are people in your list. Take them along and erase them here first."),
            field="is_victim_service",
        )
    profile, is_new = Profile.objects.get_or_create(organization=organization)
    before, after = change(
        profile,
        sector=sector,
        size=size,
        places=list(places),
        languages=list(languages),
        is_public=is_public,
    )
    if is_new or after:
        note(verb="changed", subject=profile, by=by, before=before, after=after)
    if is_victim_service is not None:
        change_settings(
            organization=organization,
            is_victim_service=is_victim_service,
            by=by,
        )
    return profile


@transaction.atomic
def add_representative(
    *,
    membership: Membership,
    name: str,
    post: str = "",
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
    by: Viewer | None,
) -> Representative:
    """``name`` speaks for the member in the coalition; the same name in the same post is there once."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    _refuse_backwards(starts_on, ends_on)
    found, is_new = Representative.objects.get_or_create(
        organization_id=membership.organization_id,
        membership=membership,
        name=name,
        post=post,
        defaults={"starts_on": starts_on, "ends_on": ends_on},
    )
    if is_new:
        note(verb="added", subject=found, by=by)
    return found


@transaction.atomic
def change_representative(
    *,
    representative: Representative,
    name: str,
    post: str,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    by: Viewer | None,
) -> Representative:
    """Keep a new post or other days; only what differs is written and noted."""
    found = Representative.objects.select_for_update().get(pk=representative.pk)
    _refuse_backwards(starts_on, ends_on)
    before, after = change(found, name=name, post=post, starts_on=starts_on, ends_on=ends_on)
    if after:
        note(verb="changed", subject=found, by=by, before=before, after=after)
    return found


@transaction.atomic
def remove_representative(*, representative: Representative, by: Viewer | None) -> None:
    """Forget that somebody spoke for a member; asked again, nothing happens."""
    found = Representative.objects.select_for_update().filter(pk=representative.pk).first()
    if found is not None:
        note(verb="removed", subject=found, by=by)
        found.delete()


def _refuse_backwards(starts_on: datetime.date | None, ends_on: datetime.date | None) -> None:
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")


@transaction.atomic
def begin_checklist(*, coalition: Organization, by: Viewer | None) -> None:
    """Take over our list, in the coalition's language, where it has none; else nothing happens."""
    coalition = Organization.objects.select_for_update().get(pk=coalition.pk)
    if ChecklistItem.objects.filter(organization=coalition).current().exists():
        return
    with override(coalition.language):
        texts = [str(text) for text in DEFAULT_ITEMS]
    for text in texts:
        add_item(coalition=coalition, text=text, by=by)


@transaction.atomic
def add_item(*, coalition: Organization, text: str, by: Viewer | None) -> ChecklistItem:
    """One more step at the end of the list; one that was removed is back with what was done of it."""
    coalition = Organization.objects.select_for_update().get(pk=coalition.pk)
    own = ChecklistItem.objects.filter(organization=coalition)
    if own.count() >= MOST_ITEMS:
        raise Refused(_("A list this long is not read. Remove a step first."), field="text")
    last = own.aggregate(last=Max("number"))["last"] or 0
    item, is_new = own.get_or_create(
        organization=coalition, text=text, defaults={"number": last + 1}
    )
    if is_new or item.removed_at is not None:
        item.removed_at = None
        item.save(update_fields=["removed_at"])
        note(verb="added", subject=item, by=by, after={"text": text})
    return item


@transaction.atomic
def remove_item(*, item: ChecklistItem, by: Viewer | None) -> None:
    """Ask partners no more for this step; asked again, nothing happens."""
    item = ChecklistItem.objects.select_for_update().get(pk=item.pk)
    if item.removed_at is None:
        item.removed_at = timezone.now()
        item.save(update_fields=["removed_at"])
        note(verb="removed", subject=item, by=by)


@transaction.atomic
def mark_done(*, membership: Membership, item: ChecklistItem, by: Viewer | None) -> Done:
    """The partner has taken this step; who said so first stays."""
    done, is_new = Done.objects.get_or_create(
        organization_id=membership.organization_id,
        membership=membership,
        item=item,
        defaults={"done_by_id": by.pk if by is not None else None},
    )
    if is_new:
        note(verb="checked", subject=item, by=by, after={"member": membership.member.name})
    return done


@transaction.atomic
def mark_undone(*, membership: Membership, item: ChecklistItem, by: Viewer | None) -> None:
    """The step is still to be taken; asked again, nothing happens."""
    found = Done.objects.select_for_update().filter(membership=membership, item=item).first()
    if found is not None:
        note(verb="reopened", subject=item, by=by, after={"member": membership.member.name})
        found.delete()
