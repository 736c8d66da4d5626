"""What a column of an imported file may hold, and the channels people may be reached on."""

from __future__ import annotations

import enum


class Channel(enum.StrEnum):
    EMAIL = "email"
    TEXT = "text"
    CALL = "call"


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
    OTHER = "other"
    JOINED_AT = "joined_at"
    MAY_EMAIL = "may_email"
    MAY_TEXT = "may_text"
    MAY_CALL = "may_call"
    MAY_CALL_AND_TEXT = "may_call_and_text"
    MAY_CONTACT = "may_contact"
    NO_EMAIL = "no_email"
    NO_TEXT = "no_text"
    NO_CALL = "no_call"
    NO_CALL_AND_TEXT = "no_call_and_text"
    NO_CONTACT = "no_contact"
    LEFT_AT = "left_at"


# What a yes in the column grants, and what a no in it refuses. A general “yes, contact me” is
# taken for e-mail only: texts and calls need a word of their own.
GRANTS: dict[Field, tuple[Channel, ...]] = {
    Field.MAY_EMAIL: (Channel.EMAIL,),
    Field.MAY_TEXT: (Channel.TEXT,),
    Field.MAY_CALL: (Channel.CALL,),
    Field.MAY_CALL_AND_TEXT: (Channel.CALL, Channel.TEXT),
    Field.MAY_CONTACT: (Channel.EMAIL,),
}
REFUSED_BY_NO: dict[Field, tuple[Channel, ...]] = {**GRANTS, Field.MAY_CONTACT: tuple(Channel)}
# What anything but a no in the column refuses.
REFUSED_BY_YES: dict[Field, tuple[Channel, ...]] = {
    Field.NO_EMAIL: (Channel.EMAIL,),
    Field.NO_TEXT: (Channel.TEXT,),
    Field.NO_CALL: (Channel.CALL,),
    Field.NO_CALL_AND_TEXT: (Channel.CALL, Channel.TEXT),
    Field.NO_CONTACT: tuple(Channel),
    Field.LEFT_AT: (Channel.EMAIL,),
}
# Several columns may hold these; of any other field the first column counts.
REPEATABLE = frozenset(
    {
        Field.NOTHING,
        Field.OTHER,
        Field.EMAIL,
        Field.PHONE,
        Field.TAGS,
        Field.NOTES,
        *GRANTS,
        *REFUSED_BY_YES,
    }
)
