"""Who may look at figures that wait: another organizer than who handed them in, where there is one."""

from __future__ import annotations

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Intake
from concerted.organizations.models import EDITORS, Role


def may_decide(intake: Intake, viewer: Viewer) -> bool:
    """Whether ``viewer``, who organizes here, may approve ``intake``."""
    if intake.made_by_id is None or intake.made_by_id != viewer.pk:
        return True
    organizers = Role.objects.filter(organization=intake.organization_id, kind__in=EDITORS)
    return not organizers.exclude(user_id=str(viewer.pk)).exists()
