"""Where an official stood over time and by what evidence, on their page in the workspace."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.act.officials.dossier import Fact
from concerted.act.officials.models import Official
from concerted.act.policies.models import Stance
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.translations import renditions


def facts(official: Official, organization: Organization, viewer: Viewer) -> Iterator[Fact]:
    """Each stance that was noted, on the policy it is about."""
    rows = Stance.objects.visible_to(viewer).filter(organization=organization, official=official)
    stances = list(rows.select_related("policy"))
    texts = renditions({one.policy_id: one.policy for one in stances}.values(), page_language())
    for one in stances:
        text = texts[one.policy_id]
        yield Fact(
            on=one.happened_on,
            kind=_("Where they stand, by: %(evidence)s")
            % {"evidence": one.get_evidence_display()},
            text=text.title,
            language=text.language,
            url=reverse("policies:policy", args=[organization.slug, one.policy.slug]),
            state=one.get_value_display(),
        )
