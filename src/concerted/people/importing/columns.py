"""Which column of a file is what: a guess from headers and samples that people can correct."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass

from concerted.people.importing.consent import Answer, Channel


class Field(enum.StrEnum):
    """What a column may hold. Columns of consent say in which sense a “yes” is meant."""

    NOTHING = "nothing"
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    SUFFIX = "suffix"
    FULL_NAME = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    CITY = "city"
    STATE = "state"
    POSTAL_CODE = "postal_code"
    FULL_ADDRESS = "full_address"
    LANGUAGE = "language"
    BIRTH_DATE = "birth_date"
    TAGS = "tags"
    NOTES = "notes"
    JOINED_AT = "joined_at"
    MAY_EMAIL = "may_email"
    MAY_TEXT = "may_text"
    MAY_CALL = "may_call"
    NO_EMAIL = "no_email"
    NO_TEXT = "no_text"
    NO_CALL = "no_call"
    NO_CONTACT = "no_contact"
    LEFT_AT = "left_at"


MAY = {
    Field.MAY_EMAIL: Channel.EMAIL,
    Field.MAY_TEXT: Channel.TEXT,
    Field.MAY_CALL: Channel.CALL,
}
NO = {
    Field.NO_EMAIL: (Channel.EMAIL,),
    Field.LEFT_AT: (Channel.EMAIL,),
    Field.NO_TEXT: (Channel.TEXT,),
    Field.NO_CALL: (Channel.CALL,),
    Field.NO_CONTACT: tuple(Channel),
}
# Several columns may hold these; of any other field the first column counts.
_REPEATABLE = {Field.NOTHING, Field.EMAIL, Field.PHONE, Field.TAGS, Field.NOTES, *MAY, *NO}

_WORDS: dict[Field, str] = {
    Field.EMAIL: "email|email address|e mail|e mail address|mail|correo|correo electronico"
    "|direccion de correo|imel|adres imel|dia chi email|thu dien tu|endereco de email|courriel"
    "|preferred email|primary email|personal email|home email|work email|email 1|email 2"
    "|other email|direccion de correo electronico|correo e|kouriye elektwonik",
    Field.PHONE: "phone|phone number|telephone|telephone number|cell|cell phone|mobile|mobile phone"
    "|mobile number|cellphone|home phone|work phone|preferred phone|primary phone|telefono|celular"
    "|movil|numero de telefono|telefon|nimewo telefon|so dien thoai|dien thoai|telefone|whatsapp"
    "|phone 1|phone 2|tel|sms phone number|telemovel|cel|sms number|numero de celular",
    Field.GIVEN_NAME: "first name|given name|firstname|first|forename|nombre|nombres|primer nombre"
    "|prenon|ten|primeiro nome|prenom|nombre de pila|fname|preferred name",
    Field.MIDDLE_NAME: "middle name|middle|segundo nombre|ten dem|ten lot|nome do meio|middlename",
    Field.FAMILY_NAME: "last name|family name|surname|lastname|last|apellido|apellidos|siyati|ho"
    "|sobrenome|nom de famille|lname|primer apellido|non fanmi",
    Field.SUFFIX: "suffix|name suffix|sufijo|sufixo",
    Field.FULL_NAME: "full name|name|nombre completo|nombre y apellido|nombre y apellidos"
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
    "|joined|join date|date joined|marca temporal|submitted at|carimbo de data hora|dau thoi gian"
    "|confirm time|created date|fecha|fecha de alta|ore",
    Field.LEFT_AT: "unsub time|unsubscribed at|unsubscribe date|unsubscribed on|date unsubscribed"
    "|unsub date|opt out date|opted out at|unsubscribe time|fecha de baja|optout time"
    "|unsubscribed date",
    Field.NO_CONTACT: "do not contact|dnc|no contact|no contactar|opt out|opted out|no contactar"
    "|pa kontakte|khong lien lac|nao contatar|contact opt out",
}
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split("|")}
_NEVER = re.compile(
    r"\b(uuid|id|van ?id|ip|rating|latitude|longitude|gmtoff|dstoff|leid|euid|cc|country code"
    r"|reason|campaign|source|referrer|rsvp|page|url|extension|device)\b"
)
_CHANNEL_WORDS = {
    Channel.TEXT: r"\b(texts?|texting|sms|text messages?|mensajes?|mesaj|textos?|tin nhan"
    r"|nhan tin|mensagens?|mensagem|mms|tekste|whatsapp)\b",
    Channel.EMAIL: r"\b(e ?mails?|emailing|correos?|imel|mails?|thu dien tu|newsletters?|boletin"
    r"|subscription|courriels?|mailing)\b",
    Channel.CALL: r"\b(calls?|calling|llam\w+|phone|phoning|telephone|rele|goi dien|goi|ligar"
    r"|ligacoes|telefonar|robo ?calls?|voice|llamadas?|telefonear|rele ou|apel)\b",
}
_REFUSING = re.compile(
    r"\b(no|not|dont|never|stop|opt(?:ed)? ?out|unsub\w*|refus\w+|decline\w*|block\w*|exclude"
    r"|suppress\w*|khong|nao|pa|sin|baja|desuscri\w*|remove\w*)\b|\bdon t\b"
)
_ASKING = re.compile(
    r"\b(may|can|could|ok to|okay to|consent\w*|opt ?(?:ed)? ?in|status|subscri\w+|permis\w*"
    r"|allow\w*|agree\w*|want|would you|podemos|puede|puedo|eske|nou ka|ka|desea|acepta\w*|quiere"
    r"|autoriz\w+|marketing|preference|suscri\w+|chung toi co the|co the|dong y|aceita|deseja"
    r"|posso|receive|recibir|resevwa|receber|nhan|like to|pouvons|accept\w*)\b|\?"
)


@dataclass(frozen=True)
class Mapping_:
    """What each column holds, by its place, and what being in the file at all means."""

    fields: tuple[Field, ...]
    whole_file: Mapping[Channel, Answer]
