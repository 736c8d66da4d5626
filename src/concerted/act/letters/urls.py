from __future__ import annotations

from django.urls import path

from concerted.act.letters.views import batches, desk, links, public, targets

app_name = "letters"
PAGE = "o/<slug:organization>/letters/<slug:slug>/"
LINK = "i/<str:token>/letter/"
WORK = "work/<slug:organization>/letters/"
ONE = WORK + "<slug:slug>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "read/", public.read_letter, name="read_letter"),
    path(PAGE + "change/", public.change_words, name="change_words"),
    path(PAGE + "send/", public.send_letter, name="send_letter"),
    path(PAGE + "print/", public.print_letter, name="print_letter"),
    path(PAGE + "thanks/", public.thanks, name="thanks"),
    path(PAGE + "kept/", public.kept, name="kept"),
    path(LINK, links.letter, name="letter"),
    path(LINK + "confirm/", links.confirm_letter, name="confirm_letter"),
    path(LINK + "change/", links.change_letter, name="change_letter"),
    path(LINK + "take-back/", links.take_back_letter, name="take_back_letter"),
    path(LINK + "erase/", links.erase_letter, name="erase_letter"),
    path(LINK + "letters.pdf", links.letter_pdf, name="letter_pdf"),
    path(LINK + "printed/", links.mark_printed, name="mark_printed"),
    path(LINK + "answers/<uuid:pk>/", links.tell_reply, name="tell_reply"),
    path(WORK, desk.all_letters, name="all_letters"),
    path(WORK + "new/", desk.add_letters, name="add_letters"),
    path(ONE, desk.letters, name="letters"),
    path(ONE + "edit/", desk.edit_letters, name="edit_letters"),
    path(ONE + "publish/", desk.publish_letters, name="publish_letters"),
    path(ONE + "close/", desk.close_letters, name="close_letters"),
    path(ONE + "reopen/", desk.reopen_letters, name="reopen_letters"),
    path(ONE + "languages/<slug:language>/", desk.translate_letters, name="translate_letters"),
    path(ONE + "to/", targets.targets, name="targets"),
    path(ONE + "to/officials/", targets.add_official, name="add_official"),
    path(ONE + "to/newspapers/", targets.add_paper, name="add_paper"),
    path(ONE + "to/<uuid:pk>/remove/", targets.remove_target, name="remove_target"),
    path(ONE + "written/", batches.written, name="written"),
    path(ONE + "written/letters.pdf", batches.batch_pdf, name="batch_pdf"),
    path(ONE + "written/letters.csv", batches.batch_csv, name="batch_csv"),
    path(ONE + "written/<uuid:pk>/send-again/", batches.send_again, name="send_again"),
    path(ONE + "hand-over/", batches.hand_over, name="hand_over"),
    path(ONE + "written/<uuid:pk>/answer/", batches.record_reply, name="record_reply"),
    path(ONE + "written/<uuid:pk>/came-back/", batches.mark_bounced, name="mark_bounced"),
]
