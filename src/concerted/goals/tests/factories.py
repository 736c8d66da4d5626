from __future__ import annotations

from concerted.goals.operations import add_goal, publish_goal


def make_goal(organization, title="Keep the clinic open", *, public=True, **values):
    goal = add_goal(organization=organization, title=title, by=None, **values)
    return publish_goal(goal=goal, by=None) if public else goal
