from __future__ import annotations

from django.urls import path

from concerted.act.petitions.views import (
    answers,
    deliveries,
    desk,
    embed,
    links,
    news,
    paper,
    passing,
    public,
    share,
    signatures,
    sponsors,
)

app_name = "petitions"
PAGE = "o/<slug:organization>/petitions/<slug:slug>/"
LINK = "i/<str:token>/signature/"
WORK = "work/<slug:organization>/petitions/"
ONE = WORK + "<slug:slug>/"
SIGNATURE = ONE + "signatures/<uuid:signature>/"
SHEET = ONE + "paper/<int:number>/"
DELIVERY = ONE + "deliveries/<uuid:pk>/"
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
    path(ONE + "languages/<slug:language>/", desk.translate_petition, name="translate_petition"),
    path(ONE + "sponsors/invite/", sponsors.invite_sponsor, name="invite_sponsor"),
    path(
        ONE + "sponsors/<uuid:sponsorship>/remove/",
        sponsors.uninvite_sponsor,
        name="uninvite_sponsor",
    ),
    path(INVITATION + "accept/", sponsors.accept_sponsorship, name="accept_sponsorship"),
    path(INVITATION + "decline/", sponsors.decline_sponsorship, name="decline_sponsorship"),
    path(ONE + "names/", passing.names, name="names"),
    path(ONE + "names/pass/", passing.pass_names, name="pass_names"),
    path(ONE + "signatures/", signatures.signatures, name="signatures"),
    path(SIGNATURE + "hide-comment/", signatures.hide_comment, name="hide_comment"),
    path(SIGNATURE + "show-comment/", signatures.show_comment, name="show_comment"),
    path(SIGNATURE + "remove/", signatures.remove_signature, name="remove_signature"),
    path(SIGNATURE + "restore/", signatures.restore_signature, name="restore_signature"),
    path(PAGE + "share/", share.share, name="share"),
    path(PAGE + "share/qr.svg", share.share_qr_svg, name="share_qr_svg"),
    path(PAGE + "share/qr.png", share.share_qr_png, name="share_qr_png"),
    path(PAGE + "share/qr.pdf", share.share_qr_pdf, name="share_qr_pdf"),
    path(PAGE + "share/card.png", share.share_card_png, name="share_card"),
    path(PAGE + "share/sheet.pdf", share.paper_blank, name="paper_blank"),
    path(PAGE + "embed/", embed.embed, name="embed"),
    path(PAGE + "embed/sign/", embed.embed_sign, name="embed_sign"),
    path(PAGE + "embed/thanks/", embed.embed_thanks, name="embed_thanks"),
    path(PAGE + "embed/code/", embed.embed_code, name="embed_code"),
    path(PAGE + "receipts/<slug:code>/", deliveries.receipt, name="receipt"),
    path(PAGE + "receipts/<slug:code>.pdf", deliveries.receipt_pdf, name="receipt_pdf"),
    path("i/<str:token>/delivery/", deliveries.delivery_link, name="delivery_link"),
    path(
        "i/<str:token>/delivery/petition.pdf", deliveries.linked_document, name="linked_document"
    ),
    path("i/<str:token>/delivery/signatures.csv", deliveries.linked_table, name="linked_table"),
    path("i/<str:token>/news/stop/", news.stop_news, name="stop_news"),
    path("i/<str:token>/news/stopped/", news.news_stopped, name="news_stopped"),
    path("work/<slug:organization>/sheets/", paper.find_sheet, name="find_sheet"),
    path(ONE + "paper/", paper.paper, name="paper"),
    path(ONE + "paper/print/", paper.print_sheets, name="print_sheets"),
    path(ONE + "paper/number/", paper.number_sheet, name="number_sheet"),
    path(ONE + "paper/batches/<uuid:batch>/", paper.batch, name="batch"),
    path(ONE + "paper/batches/<uuid:batch>.pdf", paper.batch_pdf, name="batch_pdf"),
    path(SHEET, paper.sheet, name="sheet"),
    path(SHEET + "rows/", paper.type_row, name="type_row"),
    path(SHEET + "rows/<int:row>/", paper.correct_row, name="correct_row"),
    path(SHEET + "finish/", paper.finish_sheet, name="finish_sheet"),
    path(SHEET + "check/", paper.check_sheet, name="check_sheet"),
    path(ONE + "deliveries/", deliveries.deliveries, name="deliveries"),
    path(ONE + "deliver/", deliveries.deliver_petition, name="deliver_petition"),
    path(DELIVERY, deliveries.delivery, name="delivery"),
    path(DELIVERY + "petition.pdf", deliveries.delivery_document, name="delivery_document"),
    path(DELIVERY + "signatures.csv", deliveries.delivery_table, name="delivery_table"),
    path(DELIVERY + "send/", deliveries.send_delivery, name="send_delivery"),
    path(ONE + "answers/", answers.answers, name="answers"),
    path(ONE + "answers/new/", answers.record_answer, name="record_answer"),
    path(ONE + "answers/<uuid:pk>/", answers.edit_answer, name="edit_answer"),
    path(
        ONE + "answers/<uuid:pk>/languages/<slug:language>/",
        answers.translate_answer,
        name="translate_answer",
    ),
    path(ONE + "news/", news.news, name="news"),
    path(ONE + "news/new/", news.add_news, name="add_news"),
    path(ONE + "news/<uuid:pk>/", news.edit_news, name="edit_news"),
    path(ONE + "news/<uuid:pk>/publish/", news.publish_news, name="publish_news"),
    path(
        ONE + "news/<uuid:pk>/languages/<slug:language>/",
        news.translate_news,
        name="translate_news",
    ),
]
