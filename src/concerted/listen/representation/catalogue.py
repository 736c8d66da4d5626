"""Questions about oneself that come with the software, in the words of the standards they follow.

Race and ethnicity are one question with the seven minimum categories of the US Office of Management and Budget,
Statistical Policy Directive No. 15 (28 March 2024), all that apply, with its examples; who chose several is counted in a category of
their own, one of the ways of counting that the directive names. The other questions are our own, in the categories of
the American Community Survey, or coarser: a small conversation can tell of few groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SEVERAL = "more_than_one"
"""The subgroup of those who chose more than one, in each dimension where one may."""
SEVERAL_NAME = _("More than one of these")


@dataclass(frozen=True)
class BuiltIn:
    key: str
    name: Promise
    question: Promise
    subgroups: Mapping[str, Promise]
    examples: Mapping[str, Promise] = field(default_factory=dict)
    """Who is meant by a subgroup; shown beside it where people choose."""
    takes_many: bool = False
    is_ordered: bool = False
    offers_other: bool = False


_ALL = (
    BuiltIn(
        "age",
        _("Age"),
        _("How old are you?"),
        {
            "under_18": _("Under 18"),
            "18_29": _("18 to 29"),
            "30_44": _("30 to 44"),
            "45_64": _("45 to 64"),
            "65_plus": _("65 and older"),
        },
        is_ordered=True,
    ),
    BuiltIn(
        "language",
        _("Language at home"),
        _("Which language do you speak most at home?"),
        {
            "english": _("English"),
            "spanish": _("Spanish"),
            "haitian_creole": _("Haitian Creole"),
            "portuguese": _("Portuguese"),
            "chinese": _("Chinese"),
            "vietnamese": _("Vietnamese"),
            "arabic": _("Arabic"),
            "other_language": _("Another language"),
        },
    ),
    BuiltIn(
        "race_ethnicity",
        _("Race and ethnicity"),
        _("What is your race and/or ethnicity? Select all that apply."),
        {
            "american_indian_or_alaska_native": _("American Indian or Alaska Native"),
            "asian": _("Asian"),
            "black_or_african_american": _("Black or African American"),
            "hispanic_or_latino": _("Hispanic or Latino"),
            "middle_eastern_or_north_african": _("Middle Eastern or North African"),
            "native_hawaiian_or_pacific_islander": _("Native Hawaiian or Pacific Islander"),
            "white": pgettext_lazy("race and ethnicity", "White"),
            SEVERAL: SEVERAL_NAME,
        },
        examples={
            "american_indian_or_alaska_native": _("for example Navajo, Blackfeet, Inupiat, Aztec, Maya"),
            "asian": _("for example Chinese, Asian Indian, Filipino, Vietnamese, Korean, Japanese"),
            "black_or_african_american": _("for example African American, Jamaican, Haitian, Nigerian, Ethiopian, Somali"),
            "hispanic_or_latino": _("for example Mexican, Puerto Rican, Salvadoran, Cuban, Dominican, Guatemalan"),
            "middle_eastern_or_north_african": _("for example Lebanese, Iranian, Egyptian, Syrian, Iraqi, Israeli"),
            "native_hawaiian_or_pacific_islander": _("for example Native Hawaiian, Samoan, Chamorro, Tongan, Fijian, Marshallese"),
            "white": _("for example English, German, Irish, Italian, Polish, Scottish"),
        },
        takes_many=True,
        offers_other=True,
    ),
    BuiltIn(
        "gender",
        _("Gender"),
        _("What is your gender?"),
        {"woman": _("Woman"), "man": _("Man"), "nonbinary": _("Nonbinary")},
        offers_other=True,
    ),
    BuiltIn(
        "disability",
        _("Disability"),
        _("Do you live with a disability or a long illness?"),
        {"disability": pgettext_lazy("disability", "Yes"), "none": pgettext_lazy("disability", "No")},
    ),
    BuiltIn(
        "tenure",
        _("Home"),
        _("Do you rent or own your home?"),
        {
            "renter": _("We rent"),
            "owner": _("We own it"),
            "other_home": _("Neither: with others, in a shelter or elsewhere"),
        },
    ),
)  # fmt: skip
BUILT_IN: Mapping[str, BuiltIn] = MappingProxyType({one.key: one for one in _ALL})
