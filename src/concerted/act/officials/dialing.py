"""Numbers as a phone dials them."""

from __future__ import annotations

import phonenumbers


def dial(number: str, region: str) -> str:
    """The address that rings ``number`` (RFC 3966), with its extension: "tel:+1-617-555-0142;ext=7".

    ``region`` is where a number without a country stands. What is no whole number, as 311, is dialed as it is.
    """
    try:
        found = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        found = None
    if found is not None and phonenumbers.is_possible_number(found):
        return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.RFC3966)
    return "tel:" + "".join(one for one in number if one.isdigit() or one in "+*#")
