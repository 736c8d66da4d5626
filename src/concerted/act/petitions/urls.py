from __future__ import annotations

from django.urls import path

from concerted.act.petitions.views import desk, links, public, signatures, sponsors

app_name = "petitions"
PAGE = "o/<slug:organization>/petitions/<slug:slug>/"
LINK = "i/<str:token>/signature/"
WORK = "work/<slug:organization>/petitions/"
ONE = WORK + "<slug:slug>/"
SIGNATURE = ONE + "signatures/<uuid:signature>/"
INVITATION = "work/<slug:organization>/sponsorships/<uuid:sponsorship>/"
urlpatterns = [
    path(PAGE, public.page, name="page"),
    path(PAGE + "sign/", public.sign, name="sign"),
    path(PAGE + "thanks/", public.thanks, name="thanks"),
    path(PAGE + "what-we-keep/", public.kept, name="kept"),
    path(LINK + "confirm/", links.confirm, name="confirm"),
    path(LINK + "confirmed/", links.confirmed, name="confirmed"),
    path(LINK + "disown/", links.disown, name="disown"),
    path(LINK + "disowned/", links.disowned, name="disowned"),
    path(WORK, desk.petitions, name="petitions"),
    path(WORK + "new/", desk.add_petition, name="add_petition"),
    path(ONE, desk.petition, name="petition"),
    path(ONE + "edit/", desk.edit_petition, name="edit_petition"),
    path(ONE + "publish/", desk.publish_petition, name="publish_petition"),
    path(ONE + "pause/", desk.pause_petition, name="pause_petition"),
    path(ONE + "resume/", desk.resume_petition, name="resume_petition"),
    path(ONE + "close/", desk.close_petition, name="close_petition"),
    path(ONE + "reopen/", desk.reopen_petition, name="reopen_petition"),
    path(ONE + "languages/<slug:code>/", desk.translate_petition, name="translate_petition"),
    path(ONE + "sponsors/invite/", sponsors.invite_sponsor, name="invite_sponsor"),
    path(
        ONE + "sponsors/<uuid:sponsorship>/remove/",
        sponsors.uninvite_sponsor,
        name="uninvite_sponsor",
    ),
    path(INVITATION + "accept/", sponsors.accept_sponsorship, name="accept_sponsorship"),
    path(INVITATION + "decline/", sponsors.decline_sponsorship, name="decline_sponsorship"),
    path(ONE + "signatures/", signatures.signatures, name="signatures"),
    path(SIGNATURE + "hide-comment/", signatures.hide_comment, name="hide_comment"),
    path(SIGNATURE + "show-comment/", signatures.show_comment, name="show_comment"),
    path(SIGNATURE + "remove/", signatures.remove_signature, name="remove_signature"),
    path(SIGNATURE + "restore/", signatures.restore_signature, name="restore_signature"),
]
