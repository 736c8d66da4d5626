from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "concerted.listen.surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        """Tell the floors below what surveys do; models can be named only now."""
        told = import_module("concerted.listen.surveys.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.LISTEN, told.listen_lines, order=20)
        ledger.register_moments(told.goal_moments)
        ledger.register_actions(told.goal_actions)
        import_module("concerted.organizations.showcase").register(
            _("Surveys"), told.showcase, order=20
        )
        import_module("concerted.organizations.desk").register(told.desk_cards)
        occasions = import_module("concerted.listen.representation.occasions")
        occasions.register(import_module("concerted.listen.surveys.queries.described").KIND)
        people = import_module("concerted.people.registry")
        models = import_module("concerted.listen.surveys.models")
        erasure = import_module("concerted.listen.surveys.operations.erasure")
        people.register_timeline(told.timeline)
        people.register_export("surveys", told.export)
        people.register_erasure(erasure.forget_respondent)
        people.register_action("answered", _("answered a survey"), told.respondents, told.choices)
        people.register_merge(models.Submission, "person_id", ("survey_id",))
