from __future__ import annotations

from django.urls import path

from concerted.act.signons import views

app_name = "signons"
PAGE = "o/<slug:organization>/signons/<slug:slug>/"
LINK = "i/<str:token>/signon/"
WORK = "work/<slug:organization>/signons/"
ASKED = WORK + "asked/<uuid:pk>/"
ONE = WORK + "<slug:slug>/"
urlpatterns = [
    path(PAGE, views.page, name="page"),
    path(PAGE + "letter.pdf", views.letter_pdf, name="letter_pdf"),
    path(LINK, views.linked, name="linked"),
    path(LINK + "decline/", views.decline_linked, name="decline_linked"),
    path(LINK + "take-back/", views.take_back_linked, name="take_back_linked"),
    path(WORK, views.letters, name="letters"),
    path(WORK + "new/", views.add_letter, name="add_letter"),
    path(ASKED, views.answer, name="answer"),
    path(ASKED + "decline/", views.decline, name="decline"),
    path(ASKED + "take-back/", views.take_back, name="take_back"),
    path(ONE, views.letter, name="letter"),
    path(ONE + "edit/", views.edit_letter, name="edit_letter"),
    path(ONE + "open/", views.open_letter, name="open_letter"),
    path(ONE + "close/", views.close_letter, name="close_letter"),
    path(ONE + "partners/", views.ask_partners, name="ask_partners"),
    path(ONE + "others/", views.ask_outside, name="ask_outside"),
    path(ONE + "mail/", views.mail_letter, name="mail_letter"),
    path(ONE + "languages/<slug:language>/", views.translate_letter, name="translate_letter"),
    path(ONE + "delivered/", views.note_delivery, name="note_delivery"),
]
