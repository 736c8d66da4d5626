from __future__ import annotations

from django.urls import path

from concerted.measure.reviews.views import desk, items, links, public

app_name = "reviews"
PUBLIC = "o/<slug:organization>/reviews/"
WORK = "work/<slug:organization>/reviews/"
GOAL = WORK + "goals/<slug:slug>/"
ONE = WORK + "<int:number>/"
ITEM = ONE + "items/<uuid:pk>/"
urlpatterns = [
    path(PUBLIC, public.public_reviews, name="public_reviews"),
    path(PUBLIC + "<int:number>/", public.page, name="page"),
    path(WORK, desk.reviews, name="reviews"),
    path(GOAL + "new/", desk.begin_review, name="begin_review"),
    path(GOAL + "rhythm/", desk.set_rhythm, name="set_rhythm"),
    path(ONE, desk.review, name="review"),
    path(ONE + "change/", desk.change_review, name="change_review"),
    path(ONE + "room/", desk.record_room, name="record_room"),
    path(ONE + "publish/", desk.publish_review, name="publish_review"),
    path(ONE + "discard/", desk.discard_review, name="discard_review"),
    path(ONE + "add/", desk.add_addendum, name="add_addendum"),
    path(ONE + "languages/<slug:language>/", desk.translate_review, name="translate_review"),
    path(ONE + "items/new/", items.add_item, name="add_item"),
    path(ITEM + "remove/", items.remove_item, name="remove_item"),
    path(ITEM + "activity/", items.adapt_by_item, name="adapt_by_item"),
    path(ITEM + "task/", items.make_task_of_item, name="make_task_of_item"),
    path(ITEM + "proposal/", items.propose_item, name="propose_item"),
    path(ITEM + "languages/<slug:language>/", items.translate_item, name="translate_item"),
    path("i/<str:token>/reviews/stop/", links.stop_mail, name="stop_mail"),
]
