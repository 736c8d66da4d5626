from __future__ import annotations

from django.urls import path

from concerted.act.policies.views import dates, desk, outcomes, public, scorecards, stances

app_name = "policies"
PUBLIC = "o/<slug:organization>/policies/"
PAGE = PUBLIC + "<slug:slug>/"
CARD = "work/<slug:organization>/scorecard/"
WORK = "work/<slug:organization>/policies/"
ONE = WORK + "<slug:slug>/"
HEARING = ONE + "hearings/<uuid:pk>/"
urlpatterns = [
    path(PUBLIC, public.public_policies, name="public_policies"),
    path(PAGE, public.page, name="page"),
    path(PAGE + "hearings/<uuid:pk>.ics", public.hearing_ics, name="hearing_ics"),
    path(PAGE + "dates.ics", public.policy_ics, name="policy_ics"),
    path("o/<slug:organization>/scorecard/", scorecards.public_scorecard, name="public_scorecard"),
    path(CARD, scorecards.scorecard, name="scorecard"),
    path(CARD + "show/", scorecards.show_scorecard, name="show_scorecard"),
    path(CARD + "hide/", scorecards.hide_scorecard, name="hide_scorecard"),
    path(WORK, desk.policies, name="policies"),
    path(WORK + "new/", desk.add_policy, name="add_policy"),
    path(ONE, desk.policy, name="policy"),
    path(ONE + "edit/", desk.edit_policy, name="edit_policy"),
    path(ONE + "publish/", desk.publish_policy, name="publish_policy"),
    path(ONE + "close/", desk.close_policy, name="close_policy"),
    path(ONE + "reopen/", desk.reopen_policy, name="reopen_policy"),
    path(ONE + "languages/<slug:language>/", desk.translate_policy, name="translate_policy"),
    path(ONE + "stage/", desk.move_policy, name="move_policy"),
    path(ONE + "stage/<uuid:pk>/remove/", desk.remove_move, name="remove_move"),
    path(ONE + "days/new/", dates.add_deadline, name="add_deadline"),
    path(ONE + "days/<uuid:pk>/remove/", dates.remove_deadline, name="remove_deadline"),
    path(ONE + "hearings/new/", dates.add_hearing, name="add_hearing"),
    path(HEARING, dates.edit_hearing, name="edit_hearing"),
    path(HEARING + "cancel/", dates.cancel_hearing, name="cancel_hearing"),
    path(
        HEARING + "languages/<slug:language>/", dates.translate_hearing, name="translate_hearing"
    ),
    path(ONE + "power/", stances.power, name="power"),
    path(ONE + "power/influence/", stances.set_influence, name="set_influence"),
    path(ONE + "stances/new/", stances.note_stance, name="note_stance"),
    path(ONE + "stances/<uuid:pk>/remove/", stances.remove_stance, name="remove_stance"),
    path(ONE + "votes/new/", stances.record_vote, name="record_vote"),
    path(ONE + "votes/<uuid:pk>/", stances.vote, name="vote"),
    path(ONE + "votes/<uuid:pk>/count/", stances.count_vote, name="count_vote"),
    path(ONE + "votes/<uuid:pk>/leave-out/", stances.leave_out_vote, name="leave_out_vote"),
    path(ONE + "votes/<uuid:pk>/remove/", stances.remove_vote, name="remove_vote"),
    path(
        ONE + "<slug:kind>/<uuid:pk>/languages/<slug:language>/",
        dates.translate_part,
        name="translate_part",
    ),
    path(ONE + "outcome/", outcomes.record_outcome, name="record_outcome"),
    path(ONE + "outcome/tell/", outcomes.tell_outcome, name="tell_outcome"),
]
