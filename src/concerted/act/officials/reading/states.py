"""The states, districts and territories of the United States, as Open Civic Data writes them."""

from __future__ import annotations

COUNTRY = "ocd-division/country:us"
NAMES = {
    "al": "Alabama", "ak": "Alaska", "az": "Arizona", "ar": "Arkansas", "ca": "California",
    "co": "Colorado", "ct": "Connecticut", "de": "Delaware", "dc": "District of Columbia",
    "fl": "Florida", "ga": "Georgia", "hi": "Hawaii", "id": "Idaho", "il": "Illinois",
    "in": "Indiana", "ia": "Iowa", "ks": "Kansas", "ky": "Kentucky", "la": "Louisiana",
    "me": "Maine", "md": "Maryland", "ma": "Massachusetts", "mi": "Michigan", "mn": "Minnesota",
    "ms": "Mississippi", "mo": "Missouri", "mt": "Montana", "ne": "Nebraska", "nv": "Nevada",
    "nh": "New Hampshire", "nj": "New Jersey", "nm": "New Mexico", "ny": "New York",
    "nc": "North Carolina", "nd": "North Dakota", "oh": "Ohio", "ok": "Oklahoma", "or": "Oregon",
    "pa": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina", "sd": "South Dakota",
    "tn": "Tennessee", "tx": "Texas", "ut": "Utah", "vt": "Vermont", "va": "Virginia",
    "wa": "Washington", "wv": "West Virginia", "wi": "Wisconsin", "wy": "Wyoming",
    "as": "American Samoa", "gu": "Guam", "mp": "Northern Mariana Islands", "pr": "Puerto Rico",
    "vi": "U.S. Virgin Islands",
}  # fmt: skip
TERRITORIES = frozenset({"as", "gu", "mp", "pr", "vi"})
FIPS = {
    "01": "al", "02": "ak", "04": "az", "05": "ar", "06": "ca", "08": "co", "09": "ct", "10": "de",
    "11": "dc", "12": "fl", "13": "ga", "15": "hi", "16": "id", "17": "il", "18": "in", "19": "ia",
    "20": "ks", "21": "ky", "22": "la", "23": "me", "24": "md", "25": "ma", "26": "mi", "27": "mn",
    "28": "ms", "29": "mo", "30": "mt", "31": "ne", "32": "nv", "33": "nh", "34": "nj", "35": "nm",
    "36": "ny", "37": "nc", "38": "nd", "39": "oh", "40": "ok", "41": "or", "42": "pa", "44": "ri",
    "45": "sc", "46": "sd", "47": "tn", "48": "tx", "49": "ut", "50": "vt", "51": "va", "53": "wa",
    "54": "wv", "55": "wi", "56": "wy", "60": "as", "66": "gu", "69": "mp", "72": "pr", "78": "vi",
}  # fmt: skip
"""State codes of the Census Bureau, with which its ``geoid`` begins."""


def division_of_state(code: str) -> str:
    """``ma`` is ``ocd-division/country:us/state:ma``; the capital's district and territories have words of their own."""
    code = code.lower()
    kind = "district" if code == "dc" else "territory" if code in TERRITORIES else "state"
    return f"{COUNTRY}/{kind}:{code}"


def congressional_district(code: str, number: int) -> str:
    """The division a seat of the House stands for; 0 is the one seat of a whole state or territory."""
    state = division_of_state(code)
    if number:
        return f"{state}/cd:{number}"
    return f"{state}/cd:at-large" if "/state:" in state else state


def state_of(division_id: str) -> str:
    """The state, district or territory that a division lies in, or is: the first two parts of its id."""
    return "/".join(division_id.split("/")[:3])
