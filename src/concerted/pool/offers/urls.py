from __future__ import annotations

from django.urls import path

from concerted.pool.offers.views import budgets, linked, needs, offers, pledges, public, terms

app_name = "offers"
OWN = "i/<str:token>/pledge/"
WORK = "work/<slug:organization>/pool/"
NEEDS = WORK + "needs/"
NEED = NEEDS + "<slug:slug>/"
OFFERS = WORK + "offers/"
OFFER = OFFERS + "<uuid:pk>/"
PLEDGE = WORK + "pledges/<uuid:pk>/"
DELIVERY = PLEDGE + "deliveries/<int:number>/"
BUDGETS = WORK + "budgets/"
LINE = BUDGETS + "lines/<uuid:pk>/"
TERMS = WORK + "gifts/"
urlpatterns = [
    path("o/<slug:organization>/needs/", public.public_needs, name="public_needs"),
    path("o/<slug:organization>/needs/thanks/", public.pledge_offered, name="pledge_offered"),
    path("o/<slug:organization>/needs/<slug:slug>/", public.offer_pledge, name="offer_pledge"),
    path(OWN, linked.own_pledge, name="own_pledge"),
    path(OWN + "yes/", linked.confirm_own_pledge, name="confirm_own_pledge"),
    path(OWN + "no/", linked.withdraw_own_pledge, name="withdraw_own_pledge"),
    path(OWN + "letter/<int:number>/", linked.own_letter, name="own_letter"),
    path(WORK, needs.needs, name="needs"),
    path(NEEDS + "new/", needs.add_need, name="add_need"),
    path(NEED, needs.need, name="need"),
    path(NEED + "edit/", needs.change_need, name="change_need"),
    path(NEED + "publish/", needs.publish_need, name="publish_need"),
    path(NEED + "close/", needs.close_need, name="close_need"),
    path(NEED + "reopen/", needs.reopen_need, name="reopen_need"),
    path(NEED + "proposal/", needs.propose_need, name="propose_need"),
    path(NEED + "languages/<slug:language>/", needs.translate_need, name="translate_need"),
    path(NEED + "pledge/", pledges.add_pledge, name="add_pledge"),
    path(NEED + "ask/<uuid:pk>/", pledges.propose_pledge, name="propose_pledge"),
    path(OFFERS + "new/", offers.add_offer, name="add_offer"),
    path(OFFER, offers.offer, name="offer"),
    path(OFFER + "ask/", offers.take_up_offer, name="take_up_offer"),
    path(OFFER + "withdraw/", offers.withdraw_offer, name="withdraw_offer"),
    path(WORK + "pledges/table/<slug:kind>/", pledges.pool_table, name="pool_table"),
    path(PLEDGE, pledges.pledge, name="pledge"),
    path(PLEDGE + "confirm/", pledges.confirm_pledge, name="confirm_pledge"),
    path(PLEDGE + "withdraw/", pledges.withdraw_pledge, name="withdraw_pledge"),
    path(PLEDGE + "name/", pledges.name_giver, name="name_giver"),
    path(PLEDGE + "deliveries/", pledges.record_delivery, name="record_delivery"),
    path(DELIVERY + "remove/", pledges.remove_delivery, name="remove_delivery"),
    path(DELIVERY + "letter/", pledges.letter, name="letter"),
    path(DELIVERY + "letter/send/", pledges.send_letter, name="send_letter"),
    path(BUDGETS, budgets.budgets, name="budgets"),
    path(BUDGETS + "lines/new/", budgets.add_line, name="add_line"),
    path(LINE, budgets.line, name="line"),
    path(LINE + "edit/", budgets.change_line, name="change_line"),
    path(LINE + "spend/", budgets.spend, name="spend"),
    path(
        LINE + "spendings/<uuid:spending>/remove/",
        budgets.remove_spending,
        name="remove_spending",
    ),
    path(BUDGETS + "sources/new/", budgets.add_source, name="add_source"),
    path(BUDGETS + "sources/<uuid:pk>/", budgets.change_source, name="change_source"),
    path(TERMS, terms.terms, name="terms"),
    path(TERMS + "letterhead/", terms.set_letterhead, name="set_letterhead"),
    path(TERMS + "rates/new/", terms.set_rate, name="set_rate"),
]
