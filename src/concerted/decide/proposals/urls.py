from __future__ import annotations

from django.urls import path

from concerted.decide.proposals.views import (
    about,
    desk,
    linked,
    paper,
    public,
    records,
    taking,
    voting,
)

app_name = "proposals"
LIST = "o/<slug:organization>/decisions/"
PAGE = LIST + "<slug:slug>/"
OWN = "i/<str:token>/proposal/"
WORK = "work/<slug:organization>/proposals/"
ONE = WORK + "<slug:slug>/"
PAPER = ONE + "paper/"
DECISION = ONE + "decision/<int:number>/"
STATEMENT = "work/<slug:organization>/conversations/<slug:slug>/statements/<int:number>/"
urlpatterns = [
    path(LIST, public.public_proposals, name="public_proposals"),
    path(PAGE, public.page, name="page"),
    path(PAGE + "deadline.ics", public.deadline_ics, name="deadline_ics"),
    path(PAGE + "ballots/<int:number>/", public.ballots, name="ballots"),
    path(OWN, linked.own_page, name="own_page"),
    path(OWN + "vote/", linked.cast_ballot, name="cast_ballot"),
    path(OWN + "about-you/", about.about_you, name="about_you"),
    path(OWN + "say/", linked.say, name="say"),
    path(OWN + "trust/", linked.delegate, name="delegate"),
    path(OWN + "trust/back/", linked.revoke, name="revoke"),
    path(OWN + "appeal/", linked.appeal, name="appeal"),
    path(OWN + "no-mail/", linked.stop_mail, name="stop_mail"),
    path(WORK, desk.proposals, name="proposals"),
    path(WORK + "new/", desk.add_proposal, name="add_proposal"),
    path(WORK + "voters/", voting.voters, name="voters"),
    path(WORK + "voters/<uuid:pk>/remove/", voting.remove_voter, name="remove_voter"),
    path(ONE, desk.proposal, name="proposal"),
    path(ONE + "edit/", desk.change_proposal, name="change_proposal"),
    path(ONE + "discuss/", desk.open_discussion, name="open_discussion"),
    path(ONE + "comment/", desk.add_comment, name="add_comment"),
    path(ONE + "comment/<uuid:pk>/remove/", desk.remove_comment, name="remove_comment"),
    path(ONE + "amend/", desk.amend_proposal, name="amend_proposal"),
    path(ONE + "withdraw/", desk.withdraw_proposal, name="withdraw_proposal"),
    path(ONE + "languages/<slug:language>/", desk.translate_proposal, name="translate_proposal"),
    path(
        ONE + "options/<int:number>/languages/<slug:language>/",
        desk.translate_option,
        name="translate_option",
    ),
    path(ONE + "rule/", voting.choose_rule, name="choose_rule"),
    path(ONE + "vote/", voting.open_voting, name="open_voting"),
    path(ONE + "my-vote/", voting.my_vote, name="my_vote"),
    path(ONE + "count/", voting.close_round, name="close_round"),
    path(PAPER, paper.paper, name="paper"),
    path(PAPER + "hand-in/<uuid:pk>/", paper.hand_in_paper, name="hand_in_paper"),
    path(PAPER + "<int:number>/check/", paper.check_ballot, name="check_ballot"),
    path(DECISION, records.complete_record, name="complete_record"),
    path(DECISION + "done/", records.carry_out, name="carry_out"),
    path(DECISION + "appeals/<uuid:pk>/", records.answer_appeal, name="answer_appeal"),
    path(
        DECISION + "languages/<slug:language>/",
        records.translate_decision,
        name="translate_decision",
    ),
    path(STATEMENT + "proposal/", taking.make_proposal, name="make_proposal"),
    path(STATEMENT + "goal/", taking.make_goal, name="make_goal"),
]
