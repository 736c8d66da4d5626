from __future__ import annotations

from django.urls import path

from concerted.pool.agreements.views import desk, drafting, linked, public, signing, templates

app_name = "agreements"
OWN = "i/<str:token>/agreement/"
WORK = "work/<slug:organization>/agreements/"
ONE = WORK + "<slug:number>/"
VERSION = ONE + "versions/<int:version>/"
urlpatterns = [
    path("agreements/check/", public.check, name="check"),
    path(OWN, linked.own_page, name="own_page"),
    path(OWN + "sign/", linked.sign_by_link, name="sign_by_link"),
    path(OWN + "decline/", linked.decline_by_link, name="decline_by_link"),
    path(OWN + "pdf/", linked.own_pdf, name="own_pdf"),
    path(WORK, desk.agreements, name="agreements"),
    path(WORK + "new/", drafting.add_agreement, name="add_agreement"),
    path(WORK + "templates/", templates.templates, name="templates"),
    path(WORK + "templates/<slug:kind>/", templates.write_template, name="write_template"),
    path(ONE, desk.agreement, name="agreement"),
    path(ONE + "edit/", drafting.change_agreement, name="change_agreement"),
    path(ONE + "fill/", drafting.fill_agreement, name="fill_agreement"),
    path(ONE + "newest-text/", drafting.take_newest_template, name="take_newest_template"),
    path(ONE + "send/", drafting.send_agreement, name="send_agreement"),
    path(ONE + "withdraw/", drafting.withdraw_agreement, name="withdraw_agreement"),
    path(ONE + "discard/", drafting.discard_agreement, name="discard_agreement"),
    path(ONE + "renew/", drafting.renew_agreement, name="renew_agreement"),
    path(ONE + "end/", signing.end_agreement, name="end_agreement"),
    path(ONE + "data/", signing.settle_data, name="settle_data"),
    path(ONE + "sign/", signing.sign_agreement, name="sign_agreement"),
    path(ONE + "decline/", signing.decline_agreement, name="decline_agreement"),
    path(ONE + "signers/", signing.ask_signer, name="ask_signer"),
    path(ONE + "signers/<uuid:pk>/remove/", signing.withdraw_signer, name="withdraw_signer"),
    path(VERSION, desk.version, name="version"),
    path(VERSION + "pdf/", desk.version_pdf, name="version_pdf"),
    path(VERSION + "text/", desk.version_text, name="version_text"),
]
