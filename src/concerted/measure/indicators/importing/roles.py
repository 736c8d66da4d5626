"""What a column of a file may hold, by the words that stand over it in other people's files."""

from __future__ import annotations

import enum
import re
from functools import cache, lru_cache

from concerted.people.folding import folded


class Role(enum.StrEnum):
    """What a column holds. ``FIGURES`` is a column of a wide table: its header names a period or a group."""

    NOTHING = "nothing"
    SUBGROUP = "subgroup"
    DIMENSION = "dimension"
    PERIOD = "period"
    QUARTER = "quarter"
    MONTH = "month"
    START = "start"
    END = "end"
    VALUE = "value"
    SE = "se"
    N = "n"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    POPULATION = "population"
    PLACE = "place"
    PARTNER = "partner"
    STATUS = "status"
    ORDER = "order"
    REFERENCE = "reference"
    ORDERED = "ordered"
    FAVOURABLE = "favourable"
    SCALE = "scale"
    INDICATOR = "indicator"
    SOURCE = "source"
    FIGURES = "figures"


NUMBERS = (Role.VALUE, Role.SE, Role.N, Role.NUMERATOR, Role.DENOMINATOR, Role.POPULATION)
"""Roles whose cells are figures."""
REPEATABLE = {Role.NOTHING, Role.FIGURES}

_WORDS: dict[Role, str] = {
    Role.SUBGROUP: "subgroup|sub group|group|groups|population group|subgroup name|group name|category|subpopulation"
    "|cohort|stratum|student group|demographic|demographic group|subgrupo|grupo|categoria|grupo de poblacion|nivel",
    Role.DIMENSION: "dimension|variable|characteristic|stratifier|breakdown|group type|category type|dimension name"
    "|disaggregation|subgroup type|group category|caracteristica|desglose|tipo de grupo",
    Role.PERIOD: "period|time period|year|years|date|reporting period|time|fiscal year|calendar year|survey year"
    "|as of|periodo|ano|anos|fecha|tiempo|ano fiscal|school year|ano escolar|measurement period|day|dia",
    Role.QUARTER: "quarter|trimestre|qtr|half|half year|semestre",
    Role.MONTH: "month|mes",
    Role.START: "start|start date|period start|from|begin|begins|date from|start on|desde|inicio|fecha de inicio"
    "|fecha inicio|inicio del periodo|first day|primer dia",
    Role.END: "end|end date|period end|to|until|date to|ends|hasta|fin|fecha de fin|fecha fin|fecha final"
    "|fin del periodo|last day|ultimo dia",
    Role.VALUE: "value|estimate|rate|percent|percentage|pct|%|share|proportion|mean|average|median|score|figure"
    "|point estimate|observed value|data value|estimate value|val|est|result|prevalence|index|fraction|days|hours|dollars"
    "|points|valor|estimacion|tasa|porcentaje|proporcion|promedio|media|mediana|cifra|resultado|puntaje|prevalencia"
    "|razon|indice|dias|horas|dolares|puntos",
    Role.SE: "se|standard error|std error|std err|stderr|std. error|error estandar|error tipico|ee|s e",
    Role.N: "n|sample size|sample|count|respondents|number of people|people|number|unweighted n|n size|cell size"
    "|number of respondents|records|muestra|tamano de la muestra|tamano de muestra|personas|numero de personas"
    "|numero|encuestados|no de personas|people behind it",
    Role.NUMERATOR: "numerator|num|passed|passes|events|cases|successes|yes|numerador|casos|aprobados|eventos|exitos"
    "|numerator count|number passed|met",
    Role.DENOMINATOR: "denominator|den|denom|tested|eligible|at risk|base|test takers|denominador|elegibles"
    "|denominator count|number tested|examinados|total tested|total n|candidates|examinees",
    Role.POPULATION: "population|pop|group size|size|population size|subgroup size|weighted n|poblacion|habitantes"
    "|tamano|tamano del grupo|total population|poblacion total|residents|weight|peso",
    Role.PLACE: "place|county|city|town|region|location|area|jurisdiction|setting|geography|district|neighborhood"
    "|neighbourhood|municipality|state|site|zip|zip code|tract|census tract|lugar|condado|ciudad|municipio|barrio|zona"
    "|provincia|distrito|jurisdiccion|localidad|place name|county name|geo|geographic area|ward|country",
    Role.PARTNER: "partner|organization|organisation|agency|provider|reported by|reporter|member|member organization"
    "|partner organization|collected by|socio|socia|organizacion|agencia|entidad|aliado|proveedor|clinic|clinica"
    "|school|escuela",
    Role.STATUS: "status|data status|flag|suppressed|suppression|is suppressed|suppression flag|observation status"
    "|suprimido|marca|estatus|footnote",
    Role.ORDER: "order|subgroup order|group order|position|rank|sort order|orden|posicion|orden del grupo|rango",
    Role.REFERENCE: "reference|reference subgroup|reference group|is reference|ref|referencia|grupo de referencia",
    Role.ORDERED: "ordered dimension|ordered|is ordered|dimension ordenada|ordenada",
    Role.FAVOURABLE: "favourable|favorable|favourable indicator|favorable indicator|more is better|favourable direction"
    "|mas es mejor",
    Role.SCALE: "scale|indicator scale|multiplier|escala|escala del indicador",
    Role.INDICATOR: "indicator|indicator name|measure|metric|measure name|indicador|medida|nombre del indicador",
    Role.SOURCE: "source|source id|citation|data source|fuente|cita|source name|fuente de datos",
}
_KINDS = frozenset(
    [
        "race",
        "ethnicity",
        "race ethnicity",
        "race and ethnicity",
        "gender",
        "sex",
        "age",
        "age group",
        "language",
        "home language",
        "primary language",
        "income",
        "income group",
        "quintile",
        "wealth quintile",
        "education",
        "disability",
        "tenure",
        "insurance",
        "raza",
        "etnia",
        "raza y etnia",
        "raza etnia",
        "sexo",
        "genero",
        "edad",
        "grupo de edad",
        "idioma",
        "lengua",
        "ingreso",
        "ingresos",
        "quintil",
        "educacion",
        "discapacidad",
        "vivienda",
    ]
)
"""Kinds of groups that a column of groups may be named for."""
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split("|")}
_MARKS = {
    Role.VALUE: "rate|percent|percentage|pct|estimate|average|mean|median|tasa|porcentaje|promedio|share|proportion",
    Role.SUBGROUP: "subgroup|subgrupo",
}
_MARK_OF = {word: role for role, words in _MARKS.items() for word in words.split("|")}
_NEVER = re.compile(
    r"\b(ci|lower|upper|lb|ub|lcl|ucl|lci|uci|confidence|interval|intervalo|margin|moe|precision|id|uuid"
    r"|iso\d?|abbr|code|fips|notes?|comments?|notas?|comentarios?|target|goal|meta|change|cambio|rank|average of"
    r"|setting average|national average|updated|label|type|p value|pvalue|cv|rse)\b"
)


@lru_cache(maxsize=20_000)
def plain(header: str) -> str:
    """A header as bare words: ``Pass_Rate (%)`` is “pass rate %”.

    >>> plain("subgroupOrder"), plain("Pass_Rate (%)")
    ('subgroup order', 'pass rate %')
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", header)
    return " ".join(re.sub(r"[^\w%]+|_", " ", folded(words)).split())


def named(header: str) -> Role | None:
    """What a column of exactly this name holds."""
    return _ROLE_OF.get(plain(header))


@cache
def role_of(header: str) -> Role:
    """What a column called ``header`` most likely holds.

    >>> [str(role_of(header)) for header in ("pass_rate_percent", "Tasa de aprobación", "county", "ci_lower")]
    ['value', 'value', 'place', 'nothing']
    """
    words = plain(header)
    found = _ROLE_OF.get(words)
    if found is not None:
        return found
    if words in _KINDS:
        return Role.SUBGROUP
    if _NEVER.search(words):
        return Role.NOTHING
    marks = {_MARK_OF[word] for word in words.split() if word in _MARK_OF}
    return marks.pop() if len(marks) == 1 else Role.NOTHING


def is_exact(header: str) -> bool:
    """Whether the whole header is a word that is known, not only a part of it."""
    return plain(header) in _ROLE_OF


def is_aside(header: str) -> bool:
    """Whether ``header`` stands over what is no figure of a group: bounds, codes, notes."""
    return _NEVER.search(plain(header)) is not None
