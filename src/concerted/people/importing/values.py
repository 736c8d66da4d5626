"""Cells of other systems as clean values: names, addresses, numbers, dates, languages."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache

import phonenumbers

from concerted.people.folding import folded
from concerted.people.importing.remarks import Reason, Remark

# What a UTF-8 letter of two or three bytes looks like when it was read as Windows-1252.
_MOJIBAKE = re.compile("[ÂÃÄÅÆÐá][\u0080-\u00bf–—‘-„†-•…‰‹›€ŠšŒœŽžŸƒˆ˜™ \u00ad]|Ã|áº|á»|Æ°|â€|ðŸ")
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD]
)
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}",
)
_ADDRESS = re.compile(r"<?[\w.+-]+@[\w.-]+\.\w+>?")
_NOT_A_DOMAIN = {"con", "cmo", "ocm", "vom", "comm", "coom", "nett", "ogr", "rog", "eduu"}
_SUFFIXES = {
    "jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV",
    "junior": "Jr.", "senior": "Sr.", "hijo": "Jr.", "filho": "Jr.",
}  # fmt: skip
_PARTICLES = {"de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "van", "von", "der"}
_NO_VALUE = {"", "n/a", "na", "none", "null", "nil", "-", "--", "?", "unknown", "desconocido"}
_LANGUAGES = {
    "en": "en eng english ingles inglese angle anglais tieng anh",
    "es": "es spa esp spanish espanol castellano espanhol panyol espagnol tay ban nha",
    "ht": "ht hat kreyol creole haitian ayisyen criollo haitiano crioulo",
    "vi": "vi vie vietnamese vietnamita tieng viet vyetnamyen",
    "pt": "pt por portuguese portugues potige brazilian brasileiro bo dao nha",
    "fr": "fr fra fre french frances francais franse francais",
    "zh": "zh chi zho chinese chino mandarin cantonese",
    "ar": "ar ara arabic arabe",
    "so": "so som somali",
    "km": "km khm khmer",
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_DATE_FORMATS = (
    "%Y-%m-%d", "%m/%d/%Y", "%d-%b-%y", "%d-%b-%Y", "%Y/%m/%d", "%m-%d-%Y", "%m/%d/%y",
    "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%Y%m%d", "%d/%m/%Y",
)  # fmt: skip
_FIRST_SPREADSHEET_DAY = datetime.date(1899, 12, 30)
_LATEST_YEAR = 2100


def without_addresses(name: str) -> str:
    """A name without the e-mail address that somebody wrote beside it.

    >>> without_addresses("Ana <ana@example.com>")
    'Ana '
    """
    return name if "@" not in name else _ADDRESS.sub("", name)


def clean_text(raw: str, *, limit: int = 500) -> str:
    """``raw`` on one line without what cannot be seen, and with broken letters repaired."""
    if not raw.isascii():
        raw = repair_mojibake(raw).translate(_INVISIBLE)
        raw = unicodedata.normalize("NFC", raw)
    if not raw.isprintable():
        raw = "".join(" " if unicodedata.category(char) in "CcZlZp" else char for char in raw)
    return " ".join(raw.split())[:limit].rstrip()


def repair_mojibake(text: str) -> str:
    """``NuÃ±ez`` as ``Nuñez``; text that was never broken comes back as it is.

    >>> repair_mojibake("NuÃ±ez"), repair_mojibake("SÃO PAULO"), repair_mojibake("João")
    ('Nuñez', 'SÃO PAULO', 'João')
    """
    if not _MOJIBAKE.search(text):
        return text
    attempts = (
        text,
        re.sub("(?<=[a-z])Ã(?=[a-z]| ?$)", "Ã\u00ad", text),
        re.sub("(?<=[a-z])Ã ", "Ã\u00a0", text),
    )
    for attempt in attempts:
        try:
            return b"".join(_as_byte(char) for char in attempt).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _as_byte(char: str) -> bytes:
    if ord(char) < 0x100:
        return char.encode("latin-1")
    return char.encode("cp1252")


def clean_name(raw: str) -> str:
    """A name with capitals where they belong, without blanks, pictures and empty words.

    >>> clean_name("  maría  de la o'brien-pérez ")
    "María de la O'Brien-Pérez"
    """
    text = clean_text(without_addresses(raw), limit=100)
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) not in {"So", "Sk", "Cs", "Co"})
        text = " ".join(text.split())
    text = text.strip(' ,;*"“”')
    if text.lower() in _NO_VALUE:
        return ""
    if text.islower() or (text.isupper() and len(text) > 2):
        *first, last = text.lower().split()
        words = [word if word in _PARTICLES else _capitalized(word) for word in first]
        return " ".join([*words, _capitalized(last)])
    return text


def _capitalized(word: str) -> str:
    return re.sub(r"(?:^|(?<=[-'’.]))\w", lambda start: start[0].upper(), word)


def take_suffix(name: str) -> tuple[str, str]:
    """A name without its Jr. or Sr., and that suffix.

    >>> take_suffix("Molina Ramón, Sr."), take_suffix("Smith")
    (('Molina Ramón', 'Sr.'), ('Smith', ''))
    """
    words = name.split()
    if len(words) > 1 and (suffix := clean_suffix(words[-1])):
        return " ".join(words[:-1]).rstrip(","), suffix
    return name, ""


def clean_suffix(raw: str) -> str:
    return _SUFFIXES.get(raw.strip(" .,").lower(), "")


def find_emails(raw: str) -> tuple[list[str], list[Remark]]:
    """Usable addresses in a cell, lower case, and a remark on each part that is none.

    Slips with only one reading are put right: blanks, ``@@``, a comma before the ending.
    """
    text = clean_text(raw, limit=1000).lower()
    if text in _NO_VALUE:
        return [], []
    if _is_email(text):
        return [text], []
    text = text.replace("mailto:", "")
    text = re.sub(r"\s*@+\s*", "@", text)
    text = re.sub(r"(@[a-z0-9.-]+),(com|org|net|edu|gov)\b", r"\1.\2", text)
    found: list[str] = []
    said: list[Remark] = []
    for part in re.split(r"[\s;,<>()\"|]+", text):
        email = part.strip(".'")
        if not email or ("@" not in email and "@" in text):
            continue
        if _is_email(email):
            found.append(email)
        else:
            said.append(Remark(Reason.BAD_EMAIL, email[:80]))
    return list(dict.fromkeys(found)), said


def _is_email(email: str) -> bool:
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        return False
    return email.rpartition(".")[2] not in _NOT_A_DOMAIN


@lru_cache(maxsize=4096)
def find_phone(raw: str, region: str = "US") -> tuple[str, Remark | None]:
    """The number in E.164 (without its extension), or nothing and why it is unusable."""
    text = clean_text(raw, limit=60).lstrip("'")
    if text.lower() in _NO_VALUE:
        return "", None
    if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+", text):
        return "", Remark(Reason.LOST_DIGITS, text)
    if text.endswith(".0"):
        text = text[:-2]
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return "", Remark(Reason.BAD_PHONE, text)
    if not phonenumbers.is_valid_number(number):
        return "", Remark(Reason.BAD_PHONE, text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), None


def clean_postal_code(raw: str, *, country: str = "US") -> str:
    """A ZIP of five digits, with the zero a spreadsheet took; other countries' codes as they are.

    >>> clean_postal_code("2139"), clean_postal_code("02150-7180"), clean_postal_code("2139-4301")
    ('02139', '02150', '02139')
    """
    text = clean_text(raw, limit=20).upper().strip("'")
    if country not in {"", "US", "USA"}:
        return text
    if found := re.fullmatch(r"(\d{3,5})(?:\.0)?(?:[- ]?(\d{4}))?", text):
        return found[1].zfill(5)
    if found := re.fullmatch(r"(\d{4,5})(\d{4})", text):
        return found[1].zfill(5)
    return text


@lru_cache(maxsize=8192)
def read_date(raw: str) -> datetime.date | None:
    """The day in ``raw``, in any of the usual spellings or as a spreadsheet's day number.

    >>> read_date("44494"), read_date("05-Aug-24"), read_date("7/7/2023 04:21:40")
    (datetime.date(2021, 10, 25), datetime.date(2024, 8, 5), datetime.date(2023, 7, 7))
    """
    text = clean_text(raw, limit=40)
    if re.fullmatch(r"\d{4,5}(?:\.\d+)?", text):
        number = int(float(text))
        if number > _LATEST_YEAR:
            return _FIRST_SPREADSHEET_DAY + datetime.timedelta(days=number)
        return None
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text)
    for form in _DATE_FORMATS:
        try:
            day = datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
        return day if 1880 <= day.year <= _LATEST_YEAR else None
    return None


def read_birth_date(raw: str, *, today: datetime.date) -> datetime.date | None:
    """As ``read_date``, but never in the future: 55 in two digits is 1955."""
    day = read_date(raw)
    if day is not None and day > today:
        day = day.replace(year=day.year - 100, day=min(day.day, 28))
    return day if day is None or day > today.replace(year=today.year - 125, day=1) else None


@lru_cache(maxsize=512)
def read_language(raw: str) -> str:
    """A language's code from its code or its name in English, Spanish, Kreyòl, Vietnamese …

    >>> read_language("Kreyòl Ayisyen"), read_language("Tiếng Việt"), read_language("es-MX")
    ('ht', 'vi', 'es')
    """
    text = folded(clean_text(raw, limit=60))
    for name, code in (("tieng anh", "en"), ("tay ban nha", "es"), ("bo dao nha", "pt")):
        if name in text:
            return code
    codes = (_LANGUAGE_OF.get(word) for word in re.split(r"[^a-z]+", text))
    return next((code for code in codes if code), "")
