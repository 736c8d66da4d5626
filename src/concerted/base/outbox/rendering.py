"""A mail as it is sent: read again, in the reader's language, with a plain part and an HTML part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any

import css_inline
from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import AUTHOR, CALENDAR, ROW

Rows = Mapping[tuple[str, str], Any]


class RowGone(LookupError):
    """A row that the mail is about was deleted; the mail goes with it."""


def read_rows(mails: Iterable[OutgoingMail]) -> Rows:
    """All rows that ``mails`` refer to, one query for each table. Without a viewer: the worker writes to many."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for mail in mails:
        for value in mail.context.values():
            if _is_reference(value):
                wanted[value[ROW][0]].add(value[ROW][1])
    found: dict[tuple[str, str], Any] = {}
    for label, keys in wanted.items():
        rows = apps.get_model(label)._base_manager.in_bulk(list(keys))
        found |= {(label, str(key)): row for key, row in rows.items()}
    return found


def render(mail: OutgoingMail, rows: Rows) -> EmailMultiAlternatives:
    """``mail`` ready to be sent, or ``RowGone``."""
    unsubscribe = settings.ADDRESS + mail.unsubscribe_path if mail.unsubscribe_path else ""
    values = {name: _unpack(value, rows) for name, value in mail.context.items()}
    values |= {
        "address": settings.ADDRESS,
        "unsubscribe_url": unsubscribe,
        "mail_language": mail.language,
    }
    with translation.override(mail.language):
        values["is_right_to_left"] = translation.get_language_bidi()
        subject = " ".join(_text(f"{mail.template}.subject.txt", values).split())
        text = _text(f"{mail.template}.txt", values).strip()
        plain = _text("base/mail/frame.txt", values | {"text": text}).strip() + "\n"
        rich = _html(mail.template, values | {"text": text, "subject": subject})
    message = EmailMultiAlternatives(
        subject=subject,
        body=plain,
        from_email=_sender(mail),
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=_headers(mail, unsubscribe),
    )
    message.attach_alternative(rich, "text/html")
    if file := values.get(CALENDAR):
        message.attach("date.ics", str(file), "text/calendar")
    return message


def _sender(mail: OutgoingMail) -> str:
    """The address of this installation, under the name of who wrote the words, if somebody did."""
    author = " ".join(str(mail.context.get(AUTHOR, "")).split())
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((author, address)) if author else settings.DEFAULT_FROM_EMAIL


def _headers(mail: OutgoingMail, unsubscribe: str) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    headers = {
        # The same mail sent again, after a worker died with it, is known by its receivers as the same.
        "Message-ID": f"<{mail.pk}@{domain}>",
        "Content-Language": mail.language,
    }
    if AUTHOR not in mail.context:
        headers["Auto-Submitted"] = "auto-generated"
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _text(name: str, values: Mapping[str, Any]) -> str:
    """Plain text: an apostrophe stays one."""
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(values), autoescape=False)))


def _html(name: str, values: Mapping[str, Any]) -> str:
    """The mail's own HTML, or its text in the common frame; styles are moved to where mail readers see them."""
    try:
        template = get_template(f"{name}.html")
    except TemplateDoesNotExist:
        template = get_template("base/mail/frame.html")
    return _inliner().inline(template.render(dict(values)))


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and ROW in value


def _unpack(value: Any, rows: Rows) -> Any:
    if not _is_reference(value):
        return value
    label, key = value[ROW]
    try:
        return rows[label, key]
    except KeyError as missing:
        raise RowGone(label) from missing
