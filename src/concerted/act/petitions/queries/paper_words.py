"""The words on a paper sheet.

English and Spanish come with the rest of the software. The languages below have only these words, so that a
neighbor can read a sheet whose petition was translated; native readers are asked to look them over.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

KREYOL = {
    "petition_to": "Petisyon · pou %(target)s",
    "with": "%(organization)s ak %(others)s",
    "sheet": "Fèy",
    "sign_online": "Oswa siyen sou telefòn ou",
    "who_may_write": "Ki moun ki ka ekri w? Se ou ki chwazi. Make ti bwat la sou liy ou an.",
    "row": "Nº",
    "name": "Non ou (lèt ki klè)",
    "contact": "Imèl oswa telefòn",
    "postal_code": "Kòd postal",
    "signature": "Siyati",
    "collected_by": "Moun ki ranmase",
    "date": "Dat",
    "help": "Tanpri ekri klè. Yon liy ki bare vle di ou retire siyati a.",
    "target_gets": "Non ou ak kòd postal ou ale jwenn %(target)s ak petisyon an. Imèl ou ak telefòn ou pa janm ale.",
    "target_counts": "%(target)s ap resevwa kantite siyati yo, san okenn non.",
    "show_name": "Montre prenon mwen ak kòd postal mwen",
    "about_petition": "%(organization)s, sou petisyon sa a",
    "title": "Fèy petisyon: %(title)s",
    "qr": "Kòd QR pou siyen sou entènèt: %(url)s",
}
PORTUGUESE = {
    "petition_to": "Petição · para %(target)s",
    "with": "%(organization)s com %(others)s",
    "sheet": "Folha",
    "sign_online": "Ou assine pelo celular",
    "who_may_write": "Quem pode escrever para você? Você escolhe. Marque o quadrado na sua linha.",
    "row": "Nº",
    "name": "Seu nome (letra legível)",
    "contact": "E-mail ou telefone",
    "postal_code": "CEP (ZIP)",
    "signature": "Assinatura",
    "collected_by": "Coletado por",
    "date": "Data",
    "help": "Escreva com clareza. Uma linha riscada retira a assinatura.",
    "target_gets": "Seu nome e CEP vão para %(target)s com a petição. Seu e-mail e telefone, nunca.",
    "target_counts": "%(target)s recebe o número de assinaturas, sem nenhum nome.",
    "show_name": "Mostrar meu primeiro nome e CEP",
    "about_petition": "%(organization)s, sobre esta petição",
    "title": "Folha da petição: %(title)s",
    "qr": "Código QR para assinar online: %(url)s",
}
VIETNAMESE = {
    "petition_to": "Thỉnh nguyện thư · gửi %(target)s",
    "with": "%(organization)s cùng %(others)s",
    "sheet": "Tờ",
    "sign_online": "Hoặc ký trên điện thoại",
    "who_may_write": "Ai được viết cho quý vị? Quý vị chọn. Hãy đánh dấu ô trong hàng của mình.",
    "row": "Số",
    "name": "Họ tên (viết rõ)",
    "contact": "E-mail hoặc điện thoại",
    "postal_code": "Mã ZIP",
    "signature": "Chữ ký",
    "collected_by": "Người thu thập",
    "date": "Ngày",
    "help": "Xin viết rõ ràng. Gạch ngang một hàng là rút lại chữ ký.",
    "target_gets": "Tên và mã ZIP của quý vị được gửi đến %(target)s cùng thỉnh nguyện thư. E-mail và điện thoại thì không bao giờ.",
    "target_counts": "%(target)s chỉ nhận số chữ ký, không nhận tên ai.",
    "show_name": "Cho hiện tên và mã ZIP của tôi",
    "about_petition": "%(organization)s, về thỉnh nguyện thư này",
    "title": "Tờ thỉnh nguyện thư: %(title)s",
    "qr": "Mã QR để ký trên mạng: %(url)s",
}
CHINESE = {
    "petition_to": "请愿书 · 致 %(target)s",
    "with": "%(organization)s 与 %(others)s",
    "sheet": "表",
    "sign_online": "或用手机签名",
    "who_may_write": "谁可以给您写信？由您决定。请在您那一行打勾。",
    "row": "号",
    "name": "您的姓名（请写清楚）",
    "contact": "电邮或电话",
    "postal_code": "邮编",
    "signature": "签名",
    "collected_by": "收集人",
    "date": "日期",
    "help": "请写清楚。划掉一行表示撤回签名。",
    "target_gets": "您的姓名和邮编会随请愿书交给%(target)s。电邮和电话绝不会。",
    "target_counts": "%(target)s只会收到签名人数，不会收到任何姓名。",
    "show_name": "可以公开我的名字和邮编",
    "about_petition": "%(organization)s，关于本请愿书",
    "title": "请愿书签名表：%(title)s",
    "qr": "网上签名二维码：%(url)s",
}
ARABIC = {
    "petition_to": "عريضة · إلى %(target)s",
    "with": "%(organization)s مع %(others)s",
    "sheet": "ورقة",
    "sign_online": "أو وقّع بهاتفك",
    "who_may_write": "من يمكنه أن يكتب إليك؟ القرار لك. ضع علامة في المربع في سطرك.",
    "row": "رقم",
    "name": "اسمك (بخط واضح)",
    "contact": "البريد الإلكتروني أو الهاتف",
    "postal_code": "الرمز البريدي",
    "signature": "التوقيع",
    "collected_by": "جمعها",
    "date": "التاريخ",
    "help": "يرجى الكتابة بوضوح. شطب السطر يعني سحب التوقيع.",
    "target_gets": "يصل اسمك ورمزك البريدي إلى %(target)s مع العريضة. أما بريدك الإلكتروني وهاتفك فلا يصلان أبدًا.",
    "target_counts": "يصل إلى %(target)s عدد التواقيع فقط، دون أي اسم.",
    "show_name": "أظهروا اسمي الأول ورمزي البريدي",
    "about_petition": "%(organization)s، حول هذه العريضة",
    "title": "ورقة عريضة: %(title)s",
    "qr": "رمز QR للتوقيع على الإنترنت: %(url)s",
}
MORE: Mapping[str, Mapping[str, str]] = {
    "ht": KREYOL,
    "pt": PORTUGUESE,
    "vi": VIETNAMESE,
    "zh-hans": CHINESE,
    "ar": ARABIC,
}


def sheet_words(language: str) -> Mapping[str, str]:
    """The words of a sheet in ``language``, with named placeholders."""
    if language in MORE:
        return MORE[language]
    with override(language):
        return {
            "petition_to": _("Petition · to %(target)s"),
            "with": _("%(organization)s with %(others)s"),
            "sheet": _("Sheet"),
            "sign_online": _("Or sign on your phone"),
            "who_may_write": _("Who may write to you? You choose. Tick the box in your row."),
            "row": _("No."),
            "name": _("Your name (please print)"),
            "contact": _("E-mail or phone"),
            "postal_code": _("ZIP code"),
            "signature": _("Signature"),
            "collected_by": _("Collected by"),
            "date": _("Date"),
            "help": _("Please write clearly. A line through a row takes it back."),
            "target_gets": _(
                "Your name and ZIP code go to %(target)s with the petition."
                " Your e-mail and phone never do."
            ),
            "target_counts": _("%(target)s gets the number of signatures, and no names."),
            "show_name": _("Show my first name and ZIP code"),
            "about_petition": _("%(organization)s, about this petition"),
            "title": _("Petition sheet: %(title)s"),
            "qr": _("QR code to sign online: %(url)s"),
        }
