"""Whether an agreement is what was signed: what its hashes say, and what the trail says that nobody can change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from concerted.base.audit.models import AuditEntry
from concerted.pool.agreements.models import Agreement, AgreementVersion
from concerted.pool.agreements.queries.standing import (
    Standing,
    is_unchanged,
    standing_of,
    with_standing,
)
from concerted.pool.agreements.wording import record_hash

HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Checked:
    """What anybody learns who has the number or the hash: how it stands, and no names."""

    agreement: Agreement
    version: AgreementVersion
    standing: Standing
    problems: list[str]
    """Sentences on what does not fit; empty where all is as it was signed."""

    @property
    def is_binding(self) -> bool:
        return self.standing.holds and self.standing.binding == self.version

    @property
    def signed_count(self) -> int:
        return len(self.version.signatures.all())

    @property
    def asked_count(self) -> int:
        return len(self.version.parties)


def checked(what: str) -> Checked | None:
    """The agreement of the number, or the version of the hash, that somebody has on paper; nothing where there is none.

    Without a viewer: nobody can guess a number, and the answer names nobody.
    """
    text = re.sub(r"\s+", "", what)
    if HASH.fullmatch(text.lower()):
        versions = AgreementVersion.objects.filter(text_hash=text.lower())
        found = with_standing(Agreement.objects.filter(versions__in=versions)).first()
        return _checked(found, text.lower()) if found is not None else None
    letters = re.sub(r"[^0-9A-Z]", "", text.upper())
    rows = Agreement.objects.sent().filter(number=f"{letters[:5]}-{letters[5:]}")
    found = with_standing(rows).first()
    return _checked(found, "") if found is not None else None


def was_removed(what: str) -> bool:
    """Whether the trail tells of an agreement with this number or hash that was sent and is kept no more."""
    text = re.sub(r"\s+", "", what)
    letters = re.sub(r"[^0-9A-Z]", "", text.upper())
    is_hash = HASH.fullmatch(text.lower()) is not None
    about = (
        {"after__text_hash": text.lower()}
        if is_hash
        else {"after__number": f"{letters[:5]}-{letters[5:]}"}
    )
    sent = AuditEntry.objects.filter(subject_type="agreements.agreement", verb="sent", **about)
    kept = Agreement.objects.filter(pk__in=sent.values_list("subject_id", flat=True)[:10])
    return sent.exists() and not kept.exists()


def _checked(agreement: Agreement, text_hash: str) -> Checked | None:
    standing = standing_of(agreement)
    version = standing.binding or standing.latest
    if text_hash:
        version = next(one for one in agreement.versions.all() if one.text_hash == text_hash)
    if version is None:
        return None
    return Checked(agreement, version, standing, problems(version))


def problems(version: AgreementVersion) -> list[str]:
    """What does not fit together in ``version``, its signatures and the trail."""
    found = []
    if not is_unchanged(version):
        found.append(_("The text is not the one that was sent."))
    signatures = list(version.signatures.all())
    if any(
        one.text_hash != version.text_hash or record_hash(one) != one.record_hash
        for one in signatures
    ):
        found.append(_("A signature was altered, or belongs to another text."))
    entries = _entries(version)
    written = {(one.after["party"], one.after["record_hash"]) for one in entries["signed"]}
    if written != {(str(one.party_id), one.record_hash) for one in signatures}:
        found.append(_("The signatures are not those that the trail tells of."))
    if _hashes(entries["sent"], version) != {version.text_hash}:
        found.append(_("The trail tells of another text."))
    is_concluded = bool(_hashes(entries["concluded"], version))
    if is_concluded != (version.completed_at is not None):
        found.append(_("The trail tells otherwise whether all have signed."))
    agreement = version.agreement
    left = [one for one in agreement.parties.all() if one.left_on is not None]
    if len(entries["ended"]) != len(left) + (agreement.ended_on is not None):
        found.append(_("The trail tells otherwise how it ended."))
    return found


def _entries(version: AgreementVersion) -> dict[str, list[AuditEntry]]:
    """What the trail of whoever drafted it holds about the agreement, by verb."""
    rows = AuditEntry.objects.filter(
        organization_id=version.organization_id,
        subject_id__in=[version.pk, version.agreement_id],
    )
    found: dict[str, list[AuditEntry]] = {
        verb: [] for verb in ("sent", "signed", "concluded", "ended")
    }
    for entry in rows.filter(verb__in=found):
        found[entry.verb].append(entry)
    return found


def _hashes(entries: list[AuditEntry], version: AgreementVersion) -> set[str]:
    return {
        one.after["text_hash"] for one in entries if one.after.get("version") == version.number
    }
