from __future__ import annotations

from django.urls import path

from concerted.act.visits.views import after, desk, hearings, links, packets, public, testimonies

app_name = "visits"
PUBLIC = "o/<slug:organization>/hearings/"
PAGE = PUBLIC + "<uuid:pk>/"
LINK = "i/<str:token>/hearing/"
WORK = "work/<slug:organization>/visits/"
ONE = WORK + "<uuid:pk>/"
HEARINGS = "work/<slug:organization>/hearings/"
HEARING = HEARINGS + "<uuid:pk>/"
TESTIMONY = "work/<slug:organization>/testimony/<uuid:pk>/"
urlpatterns = [
    path(PUBLIC, public.public_hearings, name="public_hearings"),
    path(PUBLIC + "hearings.ics", public.hearings_ics, name="hearings_ics"),
    path(PAGE, public.hearing, name="hearing"),
    path(PAGE + "come/", public.come, name="come"),
    path(PAGE + "testify/", public.testify, name="testify"),
    path(PAGE + "thanks/", public.thanks, name="thanks"),
    path(LINK, links.said, name="said"),
    path(LINK + "confirm/", links.confirm, name="confirm"),
    path(LINK + "take-back/", links.take_back, name="take_back"),
    path(WORK, desk.visits, name="visits"),
    path(WORK + "new/", desk.add_visit, name="add_visit"),
    path(ONE, desk.visit, name="visit"),
    path(ONE + "edit/", desk.edit_visit, name="edit_visit"),
    path(ONE + "call-off/", desk.cancel_visit, name="cancel_visit"),
    path(ONE + "languages/<slug:language>/", desk.translate_visit, name="translate_visit"),
    path(ONE + "goers/new/", desk.add_goer, name="add_goer"),
    path(ONE + "goers/<uuid:goer>/remove/", desk.remove_goer, name="remove_goer"),
    path(ONE + "send/", desk.send_visit, name="send_visit"),
    path(ONE + "sheet.pdf", desk.visit_sheet, name="visit_sheet"),
    path(ONE + "visit.ics", desk.visit_ics, name="visit_ics"),
    path(ONE + "notes/", after.hold_visit, name="hold_visit"),
    path(ONE + "commitments/new/", after.note_commitment, name="note_commitment"),
    path(
        ONE + "commitments/<uuid:commitment>/", after.settle_commitment, name="settle_commitment"
    ),
    path(ONE + "commitments/<uuid:commitment>/stance/", after.make_stance, name="make_stance"),
    path(ONE + "tasks/new/", after.add_follow_up, name="add_follow_up"),
    path(HEARINGS, hearings.hearings, name="hearings"),
    path(HEARING, hearings.hearing_desk, name="hearing_desk"),
    path(HEARING + "prepare/", hearings.prepare_hearing, name="prepare_hearing"),
    path(
        HEARING + "languages/<slug:language>/",
        hearings.translate_preparation,
        name="translate_preparation",
    ),
    path(HEARING + "packet.pdf", packets.preview, name="preview"),
    path(HEARING + "hand-over/", packets.hand_over, name="hand_over"),
    path(HEARING + "packets/<int:number>.pdf", packets.packet, name="packet"),
    path(TESTIMONY, testimonies.testimony, name="testimony"),
    path(TESTIMONY + "remove/", testimonies.remove_testimony, name="remove_testimony"),
    path(TESTIMONY + "restore/", testimonies.restore_testimony, name="restore_testimony"),
    path(
        TESTIMONY + "languages/<slug:language>/",
        testimonies.translate_testimony,
        name="translate_testimony",
    ),
]
