from __future__ import annotations

import zoneinfo

from django.db import transaction
from django.utils import timezone

from concerted.site.demo.agreements import agree_with_partners
from concerted.site.demo.calls import call_the_council
from concerted.site.demo.cast import Cast, found_organizations
from concerted.site.demo.conversation import bring_conversation, hold_conversation
from concerted.site.demo.letters import write_letters
from concerted.site.demo.lobbying import keep_lobbying_record
from concerted.site.demo.loop import set_goals
from concerted.site.demo.measures import measure_together
from concerted.site.demo.network import ask_partners
from concerted.site.demo.partners import grow
from concerted.site.demo.people import know_people
from concerted.site.demo.petitions import make_petitions
from concerted.site.demo.places import show_places
from concerted.site.demo.plan import plan_together
from concerted.site.demo.policies import follow_decisions
from concerted.site.demo.pool import pool_resources
from concerted.site.demo.proposals import decide_together
from concerted.site.demo.reports import report_on_the_clinic
from concerted.site.demo.reviews import look_together
from concerted.site.demo.room import see_who_is_there
from concerted.site.demo.signons import sign_together
from concerted.site.demo.surveys import ask_in_a_survey
from concerted.site.demo.visits import meet_those_who_decide


def build() -> None:
    """Fill an empty database with the demonstration, whole or not at all, in the days of Riverside."""
    with transaction.atomic():
        cast = found_organizations()
        with timezone.override(zoneinfo.ZoneInfo(cast.coalition.time_zone)):
            _fill(cast)


def _fill(cast: Cast) -> None:
    grow(cast)
    loop = set_goals(cast)
    make_petitions(cast, loop)
    follow_decisions(cast, loop)
    write_letters(cast, loop)
    call_the_council(cast, loop)
    sign_together(cast, loop)
    hold_conversation(cast, loop)
    see_who_is_there(cast)
    decide_together(cast, loop)
    agree_with_partners(cast, loop)
    pool_resources(cast, loop)
    ask_partners(cast)
    plan_together(cast, loop)
    meet_those_who_decide(cast, loop)
    ask_in_a_survey(cast, loop)
    bring_conversation(cast)
    measure_together(cast, loop)
    show_places(cast, loop)
    know_people(cast)
    look_together(cast, loop)
    report_on_the_clinic(cast, loop)
    keep_lobbying_record(cast, loop)
