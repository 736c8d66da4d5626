"""The words on paper for a session.

English and Spanish come with the rest of the software. The languages below have only these words, so that a neighbor
can read a ballot whose statements were translated; native readers are asked to look them over.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

KREYOL = {
    "agree": "Dakò",
    "disagree": "Pa dakò",
    "pass": "Pase, pa sèten",
    "how": "Make yon sèl bwat nan chak liy. Ou ka kite yon liy vid. Pa ekri non ou.",
    "ballot": "Bilten %(letter)s",
    "back": "Ekri pa dèyè sa ki manke.",
    "vote_here": "Vote sou telefòn ou",
    "come_in": "Montre kamera telefòn ou kòd sa a. Pa bezwen kont.",
    "nobody": "Pèsòn pa ka konnen ki sa ou te vote.",
    "phone": "Vote sou fraz sa a",
    "qr": "Kòd QR pou vote: %(url)s",
}
PORTUGUESE = {
    "agree": "Concordo",
    "disagree": "Discordo",
    "pass": "Passo, não sei",
    "how": "Marque um quadrado em cada linha. Pode deixar linhas em branco. Não escreva seu nome.",
    "ballot": "Cédula %(letter)s",
    "back": "Escreva no verso o que falta.",
    "vote_here": "Vote pelo celular",
    "come_in": "Aponte a câmera do celular para este código. Não precisa de conta.",
    "nobody": "Ninguém pode saber como você votou.",
    "phone": "Vote nesta frase",
    "qr": "Código QR para votar: %(url)s",
}
VIETNAMESE = {
    "agree": "Đồng ý",
    "disagree": "Không đồng ý",
    "pass": "Bỏ qua, chưa rõ",
    "how": "Đánh dấu một ô ở mỗi hàng. Có thể để trống. Xin đừng ghi tên.",
    "ballot": "Phiếu %(letter)s",
    "back": "Điều gì còn thiếu? Xin viết ở mặt sau.",
    "vote_here": "Bỏ phiếu trên điện thoại",
    "come_in": "Hướng máy ảnh điện thoại vào mã này. Không cần tài khoản.",
    "nobody": "Không ai biết được quý vị đã bỏ phiếu thế nào.",
    "phone": "Bỏ phiếu cho câu này",
    "qr": "Mã QR để bỏ phiếu: %(url)s",
}
CHINESE = {
    "agree": "同意",
    "disagree": "不同意",
    "pass": "跳过，不确定",
    "how": "每行只勾一个方框，可以留空。请不要写名字。",
    "ballot": "选票 %(letter)s",
    "back": "还缺什么？请写在背面。",
    "vote_here": "用手机投票",
    "come_in": "用手机相机对准此二维码，无需账户。",
    "nobody": "没有人能知道您怎么投票。",
    "phone": "对这句话投票",
    "qr": "投票二维码：%(url)s",
}
ARABIC = {
    "agree": "أوافق",
    "disagree": "لا أوافق",
    "pass": "أتجاوز، لست متأكدًا",
    "how": "ضع علامة في مربع واحد في كل سطر. يمكنك ترك سطر فارغًا. لا تكتب اسمك.",
    "ballot": "ورقة %(letter)s",
    "back": "ما الذي ينقص؟ اكتبه على ظهر الورقة.",
    "vote_here": "صوّت بهاتفك",
    "come_in": "وجّه كاميرا هاتفك إلى هذا الرمز. لا حاجة إلى حساب.",
    "nobody": "لا أحد يستطيع أن يعرف كيف صوّتّ.",
    "phone": "صوّت على هذه الجملة",
    "qr": "رمز QR للتصويت: %(url)s",
}
MORE: Mapping[str, Mapping[str, str]] = {
    "ht": KREYOL,
    "pt": PORTUGUESE,
    "vi": VIETNAMESE,
    "zh-hans": CHINESE,
    "ar": ARABIC,
}


def session_words(language: str) -> Mapping[str, str]:
    """The words on cards, ballots and posters in ``language``, with named placeholders."""
    if language in MORE:
        return MORE[language]
    with override(language):
        return {
            "agree": _("Agree"),
            "disagree": _("Disagree"),
            "pass": _("Pass, or unsure"),
            "how": _(
                "Tick one box in each row. You may leave a row empty. Do not write your name."
            ),
            "ballot": _("Ballot %(letter)s"),
            "back": _("Is something missing? Write it on the back."),
            "vote_here": _("Vote on your phone"),
            "come_in": _("Point your phone’s camera here. You need no account."),
            "nobody": _("Nobody can learn how you voted."),
            "phone": _("Vote on this one"),
            "qr": _("QR code to vote: %(url)s"),
        }
