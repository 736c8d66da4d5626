from __future__ import annotations

from django.urls import path

from concerted.listen.conversations.views import (
    desk,
    maps,
    public,
    returning,
    statements,
    words,
)

app_name = "conversations"
PAGE = "o/<slug:organization>/conversations/<slug:slug>/"
WORK = "work/<slug:organization>/conversations/"
ONE = WORK + "<slug:slug>/"
WORDS = "i/<str:token>/my-words/"
STATEMENT = ONE + "statements/<int:number>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "vote/", public.cast_vote, name="cast_vote"),
    path(PAGE + "say/", public.suggest_statement, name="suggest_statement"),
    path(PAGE + "map/", maps.map_of_opinions, name="map_of_opinions"),
    path(PAGE + "moderation/", public.moderation, name="moderation"),
    path(PAGE + "what-we-keep/", public.kept, name="kept"),
    path(PAGE + "come-back/", returning.mail_return_link, name="mail_return_link"),
    path("i/<str:token>/conversation/", returning.follow_return_link, name="follow_return_link"),
    path(WORDS, words.own_words, name="own_words"),
    path(WORDS + "yes/", words.confirm_following, name="confirm_following"),
    path(WORDS + "stop/", words.stop_following, name="stop_following"),
    path(WORDS + "take-back/", words.take_back, name="take_back"),
    path(WORK, desk.conversations, name="conversations"),
    path(WORK + "new/", desk.add_conversation, name="add_conversation"),
    path(ONE, desk.conversation, name="conversation"),
    path(ONE + "edit/", desk.change_conversation, name="change_conversation"),
    path(ONE + "open/", desk.open_conversation, name="open_conversation"),
    path(ONE + "close/", desk.close_conversation, name="close_conversation"),
    path(ONE + "reopen/", desk.reopen_conversation, name="reopen_conversation"),
    path(
        ONE + "languages/<slug:language>/",
        desk.translate_conversation,
        name="translate_conversation",
    ),
    path(ONE + "report/", maps.report, name="report"),
    path(ONE + "votes/", maps.export_votes, name="export_votes"),
    path(ONE + "seeds/", statements.seed_statements, name="seed_statements"),
    path(ONE + "review/", statements.review, name="review"),
    path(ONE + "statements/", statements.statements, name="statements"),
    path(STATEMENT, statements.statement, name="statement"),
    path(STATEMENT + "review/", statements.review_statement, name="review_statement"),
    path(
        STATEMENT + "languages/<slug:language>/",
        statements.translate_statement,
        name="translate_statement",
    ),
]
