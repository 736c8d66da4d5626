from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "concerted.act.visits"
    label = "visits"
    verbose_name = _("Visits and testimony")

    def ready(self) -> None:
        """Tell the floors below who was met and who testified; models can be named only now."""
        self._tell_goals()
        self._tell_people()
        self._tell_acts()

    def _tell_acts(self) -> None:
        told = import_module("concerted.act.visits.queries.registered")
        visit = import_module("concerted.act.visits.models").Visit
        hearing = import_module("concerted.act.policies.models").Hearing
        acts = import_module("concerted.act.lobbying.acts")
        acts.register(
            *("visit", _("Visit"), visit, "visits:visit"),
            by="pk",
            officials=told.officials_of,
            audience="lawmakers",
            call="none",
        )
        acts.register(
            *("hearing", _("Testimony at a hearing"), hearing, "visits:hearing_desk"),
            by="pk",
            officials=told.who_hears,
            audience="lawmakers",
            call="none",
            taken=told.taken,
        )
        import_module("concerted.act.policies.speaking").register(told.address)

        dossiers = import_module("concerted.act.visits.queries.dossiers")
        import_module("concerted.act.officials.dossier").register(dossiers.facts)

    def _tell_goals(self) -> None:
        told = import_module("concerted.act.visits.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.ACT, told.act_lines, order=40)
        campaigns = import_module("concerted.act.campaigns.actions")
        start = campaigns.Start(_("Plan a visit"), "visits:add_visit")
        campaigns.register(told.campaign_actions, start=start)
        campaigns.register_moments(told.campaign_moments)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        showcase = import_module("concerted.organizations.showcase")
        showcase.register(_("Hearings"), told.showcase, order=13)

    def _tell_people(self) -> None:
        told = import_module("concerted.act.visits.queries.registered_people")
        models = import_module("concerted.act.visits.models")
        erasure = import_module("concerted.act.visits.operations.erasure")
        people = import_module("concerted.people.registry")
        people.register_timeline(told.timeline)
        people.register_export("hearings", told.export)
        people.register_erasure(erasure.erase_hearings)
        people.register_action("testified", _("testified in writing"), told.testifiers)
        people.register_action("came", _("signed up for a hearing"), told.comers)
        people.register_merge(models.Attendee, "person_id", ("hearing_id",))
        people.register_merge(models.Testimony, "person_id", ("hearing_id",))
        participants = import_module("concerted.act.policies.participants")
        participants.register(told.participation())
        participants.register(told.attendance())
