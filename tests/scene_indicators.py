"""Released figures of three groups over four years, at two places, on the way to a goal."""

from __future__ import annotations

from typing import Any

from concerted.goals.models import Goal
from concerted.measure.indicators.tests.factories import group_of, make_course, make_figure
from concerted.measure.indicators.tests.scene_figures import make_measured
from concerted.organizations.models import Organization

FOUND = (
    *("page", "figures", "figures_csv", "figures_xlsx", "figures_json"),
    *("own_csv", "own_xlsx", "own_json"),
)


def released(organization: Organization, goal: Goal) -> dict[str, dict[str, Any]]:
    """Values of the addresses of what everybody finds."""
    indicator, dimension = make_measured(organization)
    creole, english = group_of(dimension, "Haitian Creole"), group_of(dimension, "English")
    make_course(goal, indicator, creole, english, is_main=False)
    for place in ("Harbor", "Hillside"):
        make_figure(indicator.releases.get(), creole, 50.0, place=place)
        make_figure(indicator.releases.get(), english, 80.0, place=place)
    return {f"indicators:{name}": {"slug": indicator.slug} for name in FOUND}
