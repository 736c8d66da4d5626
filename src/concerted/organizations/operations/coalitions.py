from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.organizations.models import Disclosure, Membership, Organization, Subject


@transaction.atomic
def join_coalition(
    *,
    coalition: Organization,
    member: Organization,
    role: str = Membership.Role.MEMBER,
    seat_count: int | None = None,
    subjects: Iterable[str] | None = None,
    by: Viewer | None,
) -> Membership:
    """``member`` is part of ``coalition``, which shows it ``subjects``; who was before stays as it is."""
    membership, is_new = Membership.objects.get_or_create(
        organization=coalition,
        member=member,
        defaults={"role": role, "seat_count": _seats(role, seat_count)},
    )
    if is_new:
        Disclosure.objects.bulk_create(
            Disclosure(organization=coalition, membership=membership, subject=subject)
            for subject in _subjects(role, subjects)
        )
        _note_both("joined", membership, by)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Viewer | None) -> None:
    """The organization is no member any more, at its own wish or the coalition's."""
    found = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if found is not None:
        _note_both("ended", found, by)
        found.delete()


def _seats(role: str, seat_count: int | None) -> int:
    return Membership.Role(role).seat_count if seat_count is None else seat_count


def _subjects(role: str, subjects: Iterable[str] | None) -> list[str]:
    """In one order, each once."""
    wanted = set(Membership.Role(role).subjects if subjects is None else subjects)
    return [subject.value for subject in Subject if subject in wanted]


def _note_both(verb: str, subject: Membership, by: Viewer | None) -> None:
    """In the trail of the coalition and of the member: both must be able to answer for it."""
    told = {"coalition": subject.organization.name, "member": subject.member.name}
    for organization_id in (subject.organization_id, subject.member_id):
        note(verb=verb, subject=subject, organization_id=organization_id, by=by, after=told)
