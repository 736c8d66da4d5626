from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "concerted.act.calls"
    label = "calls"
    verbose_name = _("Calls")

    def ready(self) -> None:
        """Tell the rooms below what calls do; models can be named only now."""
        self._tell_goals()
        self._tell_people()
        self._tell_acts()

    def _tell_goals(self) -> None:
        told = import_module("concerted.act.calls.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.ACT, told.act_lines, order=30)
        campaigns = import_module("concerted.act.campaigns.actions")
        campaigns.register(
            told.campaign_actions,
            start=campaigns.Start(_("Ask people to call"), "calls:add_calls"),
        )
        import_module("concerted.organizations.showcase").register(
            _("Calls"), told.showcase, order=12
        )
        import_module("concerted.act.officials.onward").register(told.ways)
        import_module("concerted.act.officials.dossier").register(told.facts)

    def _tell_people(self) -> None:
        told = import_module("concerted.act.calls.queries.registered_people")
        outreach = import_module("concerted.act.calls.models").Outreach
        people = import_module("concerted.people.registry")
        people.register_timeline(told.timeline)
        people.register_export("calls", told.export)
        people.register_erasure(
            import_module("concerted.act.calls.operations.calling").erase_callers
        )
        people.register_action("called", _("made a call"), told.people, told.choices)
        people.register_merge(outreach, "person_id", ("official_id", "calls_id"))

    def _tell_acts(self) -> None:
        called = import_module("concerted.act.calls.queries.participants").CALLED
        import_module("concerted.act.policies.participants").register(called)
        told = import_module("concerted.act.calls.queries.registered")
        calls = import_module("concerted.act.calls.models").CallCampaign
        acts = import_module("concerted.act.lobbying.acts")
        acts.register(
            *("calls", _("Calls"), calls, "calls:call_campaign"),
            officials=told.officials_of,
            audience="public",
            call="contact",
        )
