"""Which column of a file is what: a guess from headers and samples that people can correct."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from concerted.base.tables.files import Table
from concerted.people.folding import folded
from concerted.people.importing.consent import Answer, read_answer
from concerted.people.importing.fields import (
    GRANTS,
    REFUSED_BY_YES,
    REPEATABLE,
    Channel,
    Field,
)
from concerted.people.importing.values import clean_text, find_emails

_WORDS: dict[Field, str] = {
    Field.EMAIL: "email|email address|e mail|e mail address|mail|correo|correo electronico"
    "|direccion de correo|imel|adres imel|dia chi email|thu dien tu|endereco de email|endereco de e mail|courriel"
    "|preferred email|primary email|personal email|home email|work email|email 1|email 2"
    "|other email|direccion de correo electronico|correo e|kouriye elektwonik",
    Field.PHONE: "phone|phone number|telephone|telephone number|cell|cell phone|mobile|mobile phone"
    "|mobile number|cellphone|home phone|work phone|preferred phone|primary phone|telefono|celular"
    "|movil|numero de telefono|telefon|nimewo telefon|so dien thoai|dien thoai|telefone|whatsapp"
    "|phone 1|phone 2|tel|sms phone number|telemovel|cel|sms number|numero de celular",
    Field.GIVEN_NAME: "first name|given name|firstname|first|forename|nombre|nombres|primer nombre"
    "|prenon|ten|primeiro nome|prenom|nombre de pila|fname|preferred name",
    Field.MIDDLE_NAME: "middle name|middle|mid|segundo nombre|ten dem|ten lot|nome do meio|middlename",
    Field.FAMILY_NAME: "last name|family name|surname|lastname|last|apellido|apellidos|siyati|ho"
    "|sobrenome|nom de famille|lname|primer apellido|non fanmi",
    Field.SUFFIX: "suffix|name suffix|sufijo|sufixo",
    Field.FULL_NAME: "full name|name|nombre completo|nombre y apellido|non ak siyati|nombres y apellidos|nome e sobrenome|first and last name|nombre y apellidos"
    "|non konple|non|ho va ten|ho ten|nome completo|nome|fullname|your name|contact name|nom complet"
    "|su nombre|ho va ten day du|display name|tu nombre|nom",
    Field.STREET: "address|street|street address|address 1|address line 1|direccion|adres|dia chi"
    "|endereco|calle|user address|home address|mailing address|line 1|address1|addr|rua|direksyon",
    Field.CITY: "city|town|user city|ciudad|vil|thanh pho|cidade|ville|locality|municipio",
    Field.STATE: "state|state abbreviated|province|region|estado|eta|tieu bang|state region"
    "|state province|user state",
    Field.POSTAL_CODE: "zip|zip code|zip5|zip4|postal code|postcode|codigo postal|kod postal"
    "|ma buu dien|ma zip|cep|zipcode|zip postal code|user zip|postal|ma buu chinh|kod zip|codigo zip",
    Field.FULL_ADDRESS: "full address|complete address|direccion completa",
    Field.LANGUAGE: "language|preferred language|idioma|idioma preferido|lang|lengua|ngon ngu"
    "|lingua|langue|preferred languages|user language|primary language|spoken language"
    "|lenguaje|lang ou pale|lang prefere|ngon ngu uu tien|idioma de preferencia",
    Field.BIRTH_DATE: "dob|birth date|date of birth|birthday|birthdate|fecha de nacimiento"
    "|dat nesans|ngay sinh|data de nascimento|date de naissance|nacimiento",
    Field.TAGS: "tags|tag|labels|user tags|etiquetas|groups|interests|activist codes|etiket|the",
    Field.NOTES: "notes|note|comments|comment|notas|comentarios|remarks|ghi chu|observacoes|not",
    Field.JOINED_AT: "created at|date created|created|timestamp|optin time|signup date|date added"
    "|joined|join date|date joined|marca temporal|submitted at|carimbo de data hora|dau thoi gian|dat ak le"
    "|confirm time|created date|fecha|fecha de alta|ore",
    Field.LEFT_AT: "unsub time|unsubscribed at|unsubscribe date|unsubscribed on|date unsubscribed"
    "|unsub date|opt out date|opted out at|unsubscribe time|fecha de baja|optout time"
    "|unsubscribed date",
    Field.NO_CONTACT: "do not contact|dnc|no contact|no contactar|opt out|opted out|no contactar"
    "|pa kontakte|khong lien lac|nao contatar|contact opt out",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split("|")}
# Words too short or too common to be looked for inside a longer header.
_ONLY_ALONE = {
    "first", "last", "middle", "state", "town", "region", "line 1", "name", "nome", "mobile",
    "email 1", "email 2", "lingua", "created", "street", "address", "mail", "comment", "interests",
    "groups", "labels", "fecha", "joined", "note", "notes", "comments", "estado", "city", "cell",
}  # fmt: skip
_PHRASES = sorted(
    (w for w in _FIELD_OF if len(w) > 3 and w not in _ONLY_ALONE), key=len, reverse=True
)
_NEVER = re.compile(
    r"\b(uuid|id|vanid|ip|rating|latitude|longitude|gmtoff|dstoff|leid|euid|cc|country code"
    r"|reason|campaign|source|referrer|rsvp|page|url|extension|device|organization|company"
    r"|employer|emergency|spouse|landlord|school|church|district|precinct|race|gender|sex"
    r"|ethnicity|organizacion|empresa|title|occupation|last changed|changed|updated at)\b"
)
_CHANNEL_WORDS = {
    Channel.TEXT: re.compile(
        r"\b(texts?|texting|teks|tekste|sms|mms|mensajes?|mesaj|textos?|tin nhan|nhan tin"
        r"|mensagens?|mensagem|mobile)\b"
    ),
    Channel.EMAIL: re.compile(
        r"\b(e ?mails?|emailing|correos?|imel|mails?|thu dien tu|newsletters?|boletin"
        r"|courriels?|mailing)\b"
    ),
    Channel.CALL: re.compile(
        r"\b(calls?|calling|llam\w+|phone|phoning|telephone|rele|goi|ligar|ligacoes|telefon\w*"
        r"|robo ?calls?|voice)\b"
    ),
}
_REFUSING = re.compile(
    r"\b(no|not|dont|don t|never|stop|opt(?:ed)? ?out|optout|unsub\w*|refus\w+|decline\w*"
    r"|block\w*|exclude|suppress\w*|nao|pa|baja|desuscri\w*|remove\w*)\b|\bkhong\b(?! *\?? *$)"
)
_ASKING = re.compile(
    r"\b(may|can|could|ok to|okay to|consent\w*|opt(?:ed)? ?in|optin|status|subscri\w+|permis\w*"
    r"|allow\w*|agree\w*|want|podemos|puede|puedo|eske|nou ka|desea|acepta\w*|quiere|autoriz\w+"
    r"|marketing|suscri\w+|co the|dong y|aceita|deseja|receive|recibir|resevwa|receber|like to"
    r"|pouvons|accept\w*|authori[sz]\w+|would you)\b"
)
_YES_OR_NO = re.compile(
    r"\b(?:yes|si|wi|sim|co|oui|y)(?: or| o| ou| oswa)? (?:no|non|nao|khong|n)\b"
)
_ENDS_IN_ZIP = re.compile(r"\b\d{4,5}(?:-\d{4})?(?:\s+(?:US|USA|United States))?\s*$")


_ANSWERING = {*GRANTS, *REFUSED_BY_YES}


@dataclass(frozen=True)
class Columns:
    """What each column holds, by its place, and what being in the file means on each channel."""

    fields: tuple[Field, ...]
    whole_file: Mapping[Channel, Answer] = field(default_factory=dict)


def guess_columns(table: Table, *, sample_size: int = 300) -> Columns:
    """The likeliest meaning of each column of ``table``, from its header and first rows."""
    rows = [cells for _, (_, cells) in zip(range(sample_size), table.rows(), strict=False)]
    samples = [[row[at] for row in rows if row[at].strip()] for at in range(len(table.headers))]
    fields = [
        _guess(header, sample) for header, sample in zip(table.headers, samples, strict=True)
    ]
    fields = _in_company(fields, table.headers, samples)
    whole_file = _meaning_of_file(table, fields, samples, len(rows))
    return Columns(tuple(_first_of_each(fields)), whole_file)


def _guess(header: str, sample: Sequence[str]) -> Field:
    plain = _plain(header)
    found = _consent_field(plain, sample)
    if found is None:
        found = _field_named(header, plain)
    if found is not None and found not in _ANSWERING and _field_of_sample(sample) is Field.EMAIL:
        return Field.EMAIL
    if found is None or not _fits(found, sample):
        return Field.NOTHING if _NEVER.search(plain) else _field_of_sample(sample)
    return found


def _plain(header: str) -> str:
    """A header as bare words: ``can2_user_city``, ``mCity`` and ``City*`` are all “city”."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", clean_text(header))
    words = re.sub(r"[^\w?]+|_", " ", folded(words))
    words = re.sub(r"^(?:can2|m|v|p|user|contact|person|voter) (?=\w)", "", words.strip())
    return " ".join(words.split())


def _consent_field(plain: str, sample: Sequence[str]) -> Field | None:
    words = _YES_OR_NO.sub(" ", plain)
    channels = {c for c, pattern in _CHANNEL_WORDS.items() if pattern.search(words)}
    refusing = bool(_REFUSING.search(words))
    answers = _share(sample, lambda cell: read_answer(cell) is not Answer.UNCLEAR)
    if _holds_addresses(sample):
        return None
    if not channels:
        return _general_consent(words, refusing, answers)
    if refusing and plain not in _FIELD_OF:
        return _FOR_CHANNELS[True, _one_kind(channels)]
    asking = bool(_ASKING.search(words))
    if answers >= 0.7 and (sample or (asking and plain not in _FIELD_OF)):
        return _FOR_CHANNELS[False, _one_kind(channels)]
    return None


def _general_consent(words: str, refusing: bool, answers: float) -> Field | None:
    if words in _FIELD_OF and _FIELD_OF[words] in {Field.NO_CONTACT, Field.LEFT_AT}:
        return _FIELD_OF[words]
    if re.search(r"\bunsub\w*\b", words) and not _NEVER.search(words):
        return Field.LEFT_AT
    if refusing and re.search(r"\b(contact\w*|opt(?:ed)? ?out|optout)\b", words):
        return Field.NO_CONTACT
    if answers < 0.7 or not words:
        return None
    if re.search(r"\b(contact\w*|kontakte|lien lac|comunicar\w*)\b", words) and _ASKING.search(
        words
    ):
        return Field.MAY_CONTACT
    is_status = re.search(r"\b(subscri\w+|suscri\w+|opt(?:ed)? ?in|marketing|consent)\b", words)
    return Field.MAY_EMAIL if is_status else None


_FOR_CHANNELS: dict[tuple[bool, frozenset[Channel]], Field] = {
    (False, frozenset({Channel.EMAIL})): Field.MAY_EMAIL,
    (False, frozenset({Channel.TEXT})): Field.MAY_TEXT,
    (False, frozenset({Channel.CALL})): Field.MAY_CALL,
    (False, frozenset({Channel.CALL, Channel.TEXT})): Field.MAY_CALL_AND_TEXT,
    (True, frozenset({Channel.EMAIL})): Field.NO_EMAIL,
    (True, frozenset({Channel.TEXT})): Field.NO_TEXT,
    (True, frozenset({Channel.CALL})): Field.NO_CALL,
    (True, frozenset({Channel.CALL, Channel.TEXT})): Field.NO_CALL_AND_TEXT,
    (False, frozenset()): Field.MAY_CONTACT,
    (True, frozenset()): Field.NO_CONTACT,
}


def _one_kind(channels: set[Channel]) -> frozenset[Channel]:
    """The channels, or none for “all of them” when e-mail is named beside others."""
    return frozenset() if len(channels) > 1 and Channel.EMAIL in channels else frozenset(channels)


def _field_named(header: str, plain: str) -> Field | None:
    if plain in _FIELD_OF:
        return _FIELD_OF[plain]
    parts = [_plain(part).strip("? ") for part in re.split(r"[/|(\n–—]|: | - ", header)]
    for part in parts:
        if part in _FIELD_OF:
            return _FIELD_OF[part]
    if _NEVER.search(plain) or len(parts[0].split()) > 7:
        return None
    for phrase in _PHRASES:
        if re.search(rf"\b{phrase}\b", plain):
            return _FIELD_OF[phrase]
    return None


def _fits(found: Field, sample: Sequence[str]) -> bool:
    """Whether cells could be what the header says; only what is easily told apart is checked."""
    if not sample:
        return True
    if found is Field.EMAIL:
        return _share(sample, lambda cell: "@" in cell) >= 0.3
    if found is Field.PHONE:
        return _share(sample, lambda cell: sum(map(str.isdigit, cell)) >= 3) >= 0.5
    if found in {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME}:
        return _share(sample, lambda cell: any(map(str.isalpha, cell)) and "@" not in cell) >= 0.5
    return True


def _field_of_sample(sample: Sequence[str]) -> Field:
    if not sample:
        return Field.OTHER
    if _share(sample, lambda cell: bool(find_emails(cell)[0])) >= 0.6:
        return Field.EMAIL
    looks_dialled = re.compile(r"[+(]?\d[\d\s().+-]{8,17}(?: ?(?:x|ext).*)?")
    if _share(sample, lambda cell: bool(looks_dialled.fullmatch(cell.strip()))) >= 0.6:
        is_long = _share(sample, lambda cell: sum(map(str.isdigit, cell)) >= 10) >= 0.6
        return Field.PHONE if is_long else Field.OTHER
    return Field.OTHER


def _holds_addresses(sample: Sequence[str]) -> bool:
    return _field_of_sample(sample) in {Field.EMAIL, Field.PHONE}


def _share(sample: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(1 for cell in sample if test(cell)) / len(sample) if sample else 1.0


def _in_company(
    fields: list[Field], headers: Sequence[str], samples: Sequence[Sequence[str]]
) -> list[Field]:
    """Guesses that depend on the other columns: whole names, whole addresses, postal “no mail”."""
    has = set(fields)
    swaps: dict[Field, Field] = {}
    if Field.FULL_NAME in has and Field.FAMILY_NAME in has:
        swaps[Field.FULL_NAME] = Field.NOTHING if Field.GIVEN_NAME in has else Field.GIVEN_NAME
    elif Field.GIVEN_NAME in has and not has & {Field.FAMILY_NAME, Field.FULL_NAME}:
        swaps[Field.GIVEN_NAME] = Field.FULL_NAME
    if Field.STREET in has and Field.POSTAL_CODE not in has:
        sample = samples[fields.index(Field.STREET)]
        if _share(sample, lambda cell: bool(_ENDS_IN_ZIP.search(cell))) >= 0.3:
            swaps[Field.STREET] = Field.FULL_ADDRESS
    found = [swaps.get(each, each) for each in fields]
    if found.count(Field.NO_EMAIL) > 1:
        postal = {
            at for at, header in enumerate(headers) if _plain(header) in {"no mail", "do not mail"}
        }
        found = [Field.NOTHING if at in postal else each for at, each in enumerate(found)]
    return found


def _first_of_each(fields: list[Field]) -> list[Field]:
    return [
        each if each in REPEATABLE or each not in fields[:at] else Field.NOTHING
        for at, each in enumerate(fields)
    ]


def _meaning_of_file(
    table: Table, fields: Sequence[Field], samples: Sequence[Sequence[str]], row_count: int
) -> dict[Channel, Answer]:
    """What being in the file means for e-mail: Mailchimp says it by the file, not in a column."""
    if any(each in {Field.MAY_EMAIL, Field.NO_EMAIL} for each in fields):
        return {}
    plain = {_plain(header) for header in table.headers}
    name = f" {_plain(Path(table.name).stem)} "
    left = [len(s) for each, s in zip(fields, samples, strict=True) if each is Field.LEFT_AT]
    if re.search(r" (un ?sub\w*|opt ?outs?|optout|bajas) ", name):
        return {Channel.EMAIL: Answer.NO}
    if left and 2 * max(left) >= max(row_count, 1):
        return {Channel.EMAIL: Answer.NO}
    if any(re.match(r"(clean|bounce)", header) for header in plain) or " cleaned " in name:
        return {Channel.EMAIL: Answer.UNREACHABLE}
    is_audience = plain & {"optin time", "confirm time", "member rating"}
    if is_audience and not re.search(r" (non ?subscribed|transactional) ", name):
        return {Channel.EMAIL: Answer.YES}
    return {}
