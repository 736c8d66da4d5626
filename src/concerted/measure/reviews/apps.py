from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "concerted.measure.reviews"
    label = "reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        """Tell the floors below what was learned; models can be named only now."""
        told = import_module("concerted.measure.reviews.queries.registered")
        import_module("concerted.goals.ledger").register_moments(told.goal_moments)
        states = import_module("concerted.goals.states")
        states.register_state(told.findings, *told.RULES)
        showcase = import_module("concerted.organizations.showcase")
        everything = showcase.Whole(_("All our reviews"), "reviews:public_reviews")
        showcase.register(_("What we learned"), told.showcase, everything, order=51)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        steps = import_module("concerted.measure.reviews.queries.steps")
        import_module("concerted.measure.indicators.steps").register(steps.begin_a_review)
