"""Drafting: an agreement with its parties and its filled fields, before it is sent and between two versions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.agreements.models import Agreement, Party, Template
from concerted.pool.agreements.operations.templates import current_template

MOST_PARTIES = 60


class AgreementValues(TypedDict, total=False):
    title: str
    languages: Sequence[str]
    starts_on: datetime.date
    ends_on: datetime.date | None
    goal: Goal | None


@transaction.atomic
def add_agreement(
    *,
    organization: Organization,
    kind: str,
    partners: Iterable[Organization],
    by: Viewer | None,
    **values: Unpack[AgreementValues],
) -> Agreement:
    """A draft between ``organization`` and ``partners``. The same draft again gives the one that is there."""
    template = current_template(organization=organization, kind=kind)
    same = Agreement.objects.filter(
        organization=organization,
        kind=kind,
        title=values["title"],
        starts_on=values["starts_on"],
        versions=None,
    ).first()
    if same is not None:
        return same
    _check(organization, template, values)
    added = Agreement.objects.create(
        organization=organization, kind=kind, template=template, **values
    )
    _set_partners(added, [organization, *partners])
    note(verb="added", subject=added, by=by, after={"title": added.title, "kind": kind})
    return added


@transaction.atomic
def change_agreement(
    *,
    agreement: Agreement,
    by: Viewer | None,
    partners: Iterable[Organization] | None = None,
    **values: Unpack[AgreementValues],
) -> Agreement:
    """Change the draft. What was sent stays as it is: the change counts once it is sent and signed anew."""
    agreement = locked(agreement=agreement)
    _check_open(agreement)
    _check(agreement.organization, agreement.template, values)
    before, after = change(agreement, **values)
    if partners is not None and _set_partners(agreement, [agreement.organization, *partners]):
        after["parties"] = [one.name for one in agreement.parties.all()]
    if after:
        change(agreement, is_changed=True)
        note(verb="edited", subject=agreement, by=by, before=before, after=after)
    return agreement


@transaction.atomic
def fill_agreement(
    *, agreement: Agreement, values: Mapping[str, Any], by: Viewer | None
) -> Agreement:
    """Fill in the fields of its text."""
    agreement = locked(agreement=agreement)
    _check_open(agreement)
    _before, after = change(agreement, values=dict(values))
    if after:
        change(agreement, is_changed=True)
        note(verb="edited", subject=agreement, by=by)
    return agreement


@transaction.atomic
def take_newest_template(*, agreement: Agreement, by: Viewer | None) -> Agreement:
    """Draft from the newest version of the organization's text; what was sent keeps the one it was made from."""
    agreement = locked(agreement=agreement)
    _check_open(agreement)
    newest = current_template(organization=agreement.organization, kind=agreement.kind)
    if newest != agreement.template:
        _check_languages(newest, agreement.languages)
        change(agreement, template=newest, is_changed=True)
        note(verb="edited", subject=agreement, by=by, after={"template": newest.number})
    return agreement


@transaction.atomic
def discard_agreement(*, agreement: Agreement, by: Viewer | None) -> None:
    """Delete a draft that nobody was sent. What was sent stays for good."""
    found = Agreement.objects.select_for_update().filter(pk=agreement.pk).first()
    if found is None:
        return
    if found.versions.exists():
        raise Refused(_("This was sent, so it stays. You can withdraw or end it instead."))
    note(verb="deleted", subject=found, by=by, after={"title": found.title})
    found.delete()


@transaction.atomic
def renew_agreement(*, agreement: Agreement, by: Viewer | None) -> Agreement:
    """A new draft from an agreement that ends: the same words and parties, from the day after, for as long.

    Asked again while that draft or its signing is open, it is given back.
    """
    agreement = locked(agreement=agreement)
    open_one = agreement.renewals.order_by("-created_at").first()
    if open_one is not None:
        return open_one
    if agreement.ends_on is None or not agreement.versions.exists():
        raise Refused(_("Only what was sent and has an end date can be renewed."))
    template = current_template(organization=agreement.organization, kind=agreement.kind)
    is_worded = set(agreement.languages) <= set(template.texts)
    starts_on = agreement.ends_on + datetime.timedelta(days=1)
    made = Agreement.objects.create(
        organization=agreement.organization,
        kind=agreement.kind,
        template=template if is_worded else agreement.template,
        title=agreement.title,
        languages=agreement.languages,
        values=agreement.values,
        starts_on=starts_on,
        ends_on=starts_on + (agreement.ends_on - agreement.starts_on),
        goal=agreement.goal,
        renews=agreement,
    )
    staying = agreement.parties.filter(left_on=None).select_related("partner")
    _set_partners(made, [one.partner for one in staying if one.partner is not None])
    note(verb="renewed", subject=made, by=by, after={"title": made.title})
    return made


def locked(*, agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until the transaction ends: it is what decides about all its rows."""
    rows = Agreement.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "template").get(pk=agreement.pk)


def _check_open(agreement: Agreement) -> None:
    if agreement.ended_on is not None:
        raise Refused(_("This agreement has ended. Please make a new one."))


def _check(organization: Organization, template: Template, values: AgreementValues) -> None:
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on is not None and ends_on is not None and ends_on <= starts_on:
        raise Refused(_("The end must be after the start."), field="ends_on")
    goal: Any = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    if "languages" in values:
        _check_languages(template, values["languages"])


def _check_languages(template: Template, languages: Sequence[str]) -> None:
    if not languages:
        raise Refused(_("Please choose a language."), field="languages")
    if any(code not in template.texts for code in languages):
        words = _("The template is not written in all of these languages yet.")
        raise Refused(words, field="languages")


def _set_partners(agreement: Agreement, partners: Sequence[Organization]) -> bool:
    """Whether the parties are others now. Who was sent a version stays a party until it leaves."""
    wanted = {one.pk: one for one in partners}
    if len(wanted) < 2:
        raise Refused(_("Please choose at least one partner."), field="partners")
    if len(wanted) > MOST_PARTIES:
        raise Refused(_("These are too many partners for one agreement."), field="partners")
    known = {one.partner_id: one for one in agreement.parties.all()}
    gone = [one for pk, one in known.items() if pk not in wanted]
    if any(one.first_version is not None and one.left_on is None for one in gone):
        words = _("An organization that was sent this stays in it until it leaves or it ends.")
        raise Refused(words, field="partners")
    Party.objects.filter(pk__in=[one.pk for one in gone], first_version=None).delete()
    new = [one for pk, one in wanted.items() if pk not in known]
    for one in new:
        Party.objects.create(
            organization=agreement.organization, agreement=agreement, partner=one, name=one.name
        )
    return bool(new or [one for one in gone if one.first_version is None])
