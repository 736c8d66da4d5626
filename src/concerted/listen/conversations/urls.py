from __future__ import annotations

from django.urls import path

from concerted.listen.conversations.views import (
    about_you,
    ballots,
    desk,
    maps,
    public,
    returning,
    rooms,
    screens,
    sessions,
    statements,
    words,
)

app_name = "conversations"
PAGE = "o/<slug:organization>/conversations/<slug:slug>/"
WORK = "work/<slug:organization>/conversations/"
ONE = WORK + "<slug:slug>/"
WORDS = "i/<str:token>/my-words/"
STATEMENT = ONE + "statements/<int:number>/"
ROOM = PAGE + "room/<slug:code>/"
SESSION = ONE + "sessions/<int:session>/"
SCREEN = SESSION + "screen/"
STACK = SESSION + "stacks/<int:stack>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "vote/", public.cast_vote, name="cast_vote"),
    path(PAGE + "say/", public.suggest_statement, name="suggest_statement"),
    path(PAGE + "my-words/<int:number>/", words.keep_words, name="keep_words"),
    path(PAGE + "map/", maps.map_of_opinions, name="map_of_opinions"),
    path(PAGE + "about-you/", about_you.about_you, name="about_you"),
    path(PAGE + "about-you/take-back/", about_you.take_back_about_you, name="take_back_about_you"),
    path(PAGE + "moderation/", public.moderation, name="moderation"),
    path(PAGE + "moderation.csv", public.moderation_file, name="moderation_file"),
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
    path("r/<slug:code>/", rooms.enter_room, name="enter_room"),
    path(ROOM, rooms.room, name="room"),
    path(ROOM + "vote/", rooms.vote_in_room, name="vote_in_room"),
    path(ONE + "sessions/", sessions.sessions, name="sessions"),
    path(ONE + "sessions/new/", sessions.add_session, name="add_session"),
    path(SESSION, sessions.session, name="session"),
    path(SESSION + "edit/", sessions.change_session, name="change_session"),
    path(SESSION + "open/", sessions.open_session, name="open_session"),
    path(SESSION + "close/", sessions.close_session, name="close_session"),
    path(SESSION + "counts/", sessions.counts, name="counts"),
    path(SESSION + "counts/<int:number>/", sessions.record_tally, name="record_tally"),
    path(SESSION + "write-down/", sessions.write_down_statement, name="write_down_statement"),
    path(SCREEN, screens.screen, name="screen"),
    path(SCREEN + "<int:number>/show/", screens.show_statement, name="show_statement"),
    path(SCREEN + "<int:number>/end/", screens.close_round, name="close_round"),
    path(SESSION + "paper/", ballots.paper, name="paper"),
    path(SESSION + "paper/cards.pdf", ballots.cards_pdf, name="cards_pdf"),
    path(SESSION + "paper/poster.pdf", ballots.poster_pdf, name="poster_pdf"),
    path(SESSION + "ballots/", ballots.print_ballots, name="print_ballots"),
    path(SESSION + "ballots/<int:form>.pdf", ballots.ballot_pdf, name="ballot_pdf"),
    path(SESSION + "ballots/<int:form>/type/", ballots.begin_stack, name="begin_stack"),
    path(STACK, ballots.stack, name="stack"),
    path(STACK + "type/", ballots.type_ballot, name="type_ballot"),
    path(STACK + "ballots/<int:ballot>/", ballots.correct_ballot, name="correct_ballot"),
    path(STACK + "finish/", ballots.finish_stack, name="finish_stack"),
    path(STACK + "check/", ballots.check_stack, name="check_stack"),
    path(STACK + "undo/", ballots.undo_stack, name="undo_stack"),
]
