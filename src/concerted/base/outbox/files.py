"""Mail where no mail server is set: files to look at, one for each message."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileBackend(BaseEmailBackend):
    """Writes each message to ``DATA/mail`` under the name of its Message-ID, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DATA) / "mail"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            source = message.message()
            name = str(source["Message-ID"]).strip("<>").partition("@")[0].replace("/", "_")
            unfinished = folder / f".{name}.{os.getpid()}"
            unfinished.write_bytes(source.as_bytes())
            unfinished.replace(folder / f"{name}.eml")
        return len(email_messages)
