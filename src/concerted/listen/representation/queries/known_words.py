"""What dimensions and subgroups are called, in any language of the software, for files that name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, override

from concerted.listen.representation.catalogue import BUILT_IN, SEVERAL_NAME, BuiltIn
from concerted.listen.representation.models import Dimension, Subgroup
from concerted.organizations.models import ContentTranslation, Organization

ALIASES: Mapping[str, str] = {
    "race": "race_ethnicity",
    "ethnicity": "race_ethnicity",
    "race/ethnicity": "race_ethnicity",
    "race and/or ethnicity": "race_ethnicity",
    "age group": "age",
    "ages": "age",
    "home language": "language",
    "language spoken at home": "language",
    "sex": "gender",
    "housing": "tenure",
    "housing tenure": "tenure",
    "home": "tenure",
    "disability status": "disability",
}
GROUP_ALIASES: Mapping[str, Mapping[str, str]] = {
    "race_ethnicity": {
        "black": "black_or_african_american",
        "african american": "black_or_african_american",
        "hispanic": "hispanic_or_latino",
        "latino": "hispanic_or_latino",
        "two or more": "more_than_one",
        "two or more races": "more_than_one",
        "multiracial": "more_than_one",
        "multiracial and/or multiethnic": "more_than_one",
    },
    "age": {"65+": "65_plus", "under 18 years": "under_18", "65 and over": "65_plus"},
    "gender": {"female": "woman", "women": "woman", "male": "man", "men": "man"},
    "language": {
        "kreyol": "haitian_creole",
        "kreyòl": "haitian_creole",
        "other": "other_language",
    },
    "tenure": {"renters": "renter", "owners": "owner", "rent": "renter", "own": "owner"},
    "disability": {"no disability": "none", "with a disability": "disability"},
}


def folded(text: str) -> str:
    """``text`` without case, accents in one form, and without the marks by which writers differ."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    plain = plain.replace("–", "-").replace("’", "'")
    return re.sub(
        r"[\s_]+", " ", re.sub(r"(?<=\d)\s*(?:-|to)\s*(?=\d)", "-", plain.replace("_", " "))
    )


@dataclass(frozen=True)
class Known:
    """Keys by folded names; ``names`` are those of the reader's language."""

    dimensions: Mapping[str, str]
    subgroups: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    group_names: Mapping[str, Mapping[str, str]]

    def dimension(self, text: str) -> str | None:
        return self.dimensions.get(folded(text))

    def subgroup(self, dimension: str, text: str) -> str | None:
        word = folded(text)
        found = self.subgroups[dimension]
        return found.get(word) or found.get(re.sub(r"(?<=\d) (?=\d)", "-", word))

    def name(self, dimension: str) -> str:
        return self.names[dimension]

    def dimension_names(self) -> list[str]:
        return list(self.names.values())

    def subgroup_names(self, dimension: str) -> list[str]:
        return list(self.group_names[dimension].values())


def known_words(organization: Organization) -> Known:
    """The catalogue, and what ``organization`` added to it, in every language."""
    own = list(Dimension.objects.filter(organization=organization))
    names = _catalogue_names() | {one.key: one.name for one in own if one.built_in is None}
    groups: dict[str, dict[str, str]] = {
        key: {name: str(words) for name, words in one.subgroups.items()}
        for key, one in BUILT_IN.items()
    }
    found: dict[str, dict[str, str]] = {key: _every_name(one) for key, one in BUILT_IN.items()}
    said = {folded(word): key for key, word in names.items()} | _catalogue_words()
    keys = {one.pk: one.key for one in own}
    for group in Subgroup.objects.filter(dimension__in=own):
        here = keys[group.dimension_id]
        groups.setdefault(here, {}).setdefault(group.key, group.name)
        found.setdefault(here, {}).update(
            {folded(group.key): group.key, folded(group.name): group.key}
        )
    for one in own:
        said[folded(one.key)] = one.key
        if one.takes_many:
            found[one.key][folded(str(SEVERAL_NAME))] = "more_than_one"
    _add_translations(organization, own, said, found)
    return Known(said, found, names, groups)


def _catalogue_names() -> dict[str, str]:
    return {key: str(one.name) for key, one in BUILT_IN.items()}


def _catalogue_words() -> dict[str, str]:
    found = {folded(word): key for word, key in ALIASES.items()}
    for language in _languages():
        with override(language):
            found |= {folded(str(one.name)): key for key, one in BUILT_IN.items()}
    return found | {folded(key): key for key in BUILT_IN}


def _every_name(one: BuiltIn) -> dict[str, str]:
    found = {folded(word): key for word, key in GROUP_ALIASES.get(one.key, {}).items()}
    for language in _languages():
        with override(language):
            found |= {folded(str(name)): key for key, name in one.subgroups.items()}
    return found | {folded(key): key for key in one.subgroups}


def _languages() -> set[str]:
    return {code for code, _name in settings.LANGUAGES} | {get_language() or "en"}


def _add_translations(
    organization: Organization,
    own: list[Dimension],
    said: dict[str, str],
    found: dict[str, dict[str, str]],
) -> None:
    groups = {one.pk: one for one in Subgroup.objects.filter(dimension__in=own)}
    keys = {one.pk: one.key for one in own}
    for row in ContentTranslation.objects.filter(
        organization=organization, subject_id__in=[*keys, *groups]
    ):
        word = folded(str(row.texts.get("name", "")))
        if word and row.subject_id in keys:
            said.setdefault(word, keys[row.subject_id])
        elif word:
            group = groups[row.subject_id]
            found[keys[group.dimension_id]].setdefault(word, group.key)
