"""What the three indicators of the demonstration say, and three years of their figures."""

from __future__ import annotations

from collections.abc import Sequence

from concerted.measure.indicators.importing.grids import Grid

WAIT = {
    "title": "Days until a first visit at the clinic",
    "summary": (
        "From the call to the first visit, the average number of days. The clinic counts every new patient who was asked"
        " about race and ethnicity and answered."
    ),
    "source": "Appointment book of the Elm Street clinic",
    "collected_by": "Elm Street Community Clinic",
    "ethical_note": (
        "Patients may leave the question out, and are seen all the same. Nobody outside the clinic sees a single visit."
    ),
}
WAIT_IN = {
    "es": {
        "title": "Días hasta la primera visita en la clínica",
        "summary": (
            "Desde la llamada hasta la primera visita, el promedio de días. La clínica cuenta a cada paciente nuevo a quien"
            " se preguntó por su raza y etnia y que respondió."
        ),
        "ethical_note": (
            "Los pacientes pueden dejar la pregunta en blanco y se les atiende igual. Nadie fuera de la clínica ve una visita"
            " en particular."
        ),
    }
}
PASSED = {
    "title": "Passed the clinical exam at the first attempt",
    "summary": (
        "Of the social workers in our schools who sat the clinical exam for the first time in half a year, how many passed."
    ),
    "source": "Score letters that candidates showed us",
    "collected_by": "School districts of Riverside County",
    "ethical_note": "A candidate decides whether to show the letter. A score says nothing about how well somebody works.",
}
PASSED_IN = {
    "es": {
        "title": "Aprobaron el examen clínico en el primer intento",
        "summary": (
            "De los trabajadores sociales de nuestras escuelas que presentaron el examen clínico por primera vez en medio"
            " año, cuántos aprobaron."
        ),
        "ethical_note": (
            "Cada candidato decide si muestra la carta. Un puntaje no dice nada de lo bien que alguien trabaja."
        ),
    }
}
CARE = {
    "title": "Days a family waits for care in its language",
    "summary": (
        "Half of the families who asked for a counselor waited at most so many days until somebody saw them who speaks their"
        " language, or with an interpreter."
    ),
    "source": "Waiting lists of three partners",
    "collected_by": "Sant Kominotè Lakay",
    "ethical_note": "Families are counted, never named. Lists are deleted after a year.",
}
CARE_IN = {
    "es": {
        "title": "Días que una familia espera por atención en su idioma",
        "summary": (
            "La mitad de las familias que pidieron un consejero esperó a lo más tantos días hasta que las atendió alguien que"
            " habla su idioma, o con un intérprete."
        ),
        "ethical_note": "Se cuentan familias, nunca se nombran. Las listas se borran después de un año.",
    }
}
CORRECTED = "Corrected · Corregido: 25 → 52"
MISTYPED = "Two digits were switched on the paper form: 25 instead of 52."
AGREED_IN = "Assembly of partners"
VETO = {
    "asked_by": "Riverside Tenants Union",
    "words": "We do not show waiting times by renting or owning. Landlords read these pages, too.",
    "reason": "The assembly of tenants voted on it after two families were asked about their leases.",
}
VETO_IN = {
    "es": {
        "words": "No mostramos las esperas según quién alquila y quién es dueño. Los caseros también leen esto."
    }
}

_GAPS = (9.1, 9.3, 8.9, 8.8, 8.6, 8.3, 8.0, 7.9, 7.4, 7.1, 6.8, 6.4)
_WHITE = (10.4, 10.6, 10.3, 10.1, 10.2, 9.9, 10.0, 9.8, 9.7, 9.8, 9.5, 9.6)
_LATINO = (6.2, 6.1, 6.3, 5.9, 5.6, 5.7, 5.2, 5.1, 4.7, 4.6, 4.3, 4.1)
_CREOLE = (58, 57, 59, 56, 25, 54, 53, 53, 51, 50, 48, 47)
_SPANISH = (36, 37, 35, 34, 34, 33, 31, 32, 30, 28, 28, 27)
_ENGLISH = (13, 13, 14, 13, 12, 13, 12, 12, 13, 12, 12, 12)
_BLACK_PASSED = ((28, 61), (29, 60), (31, 62), (33, 62), (35, 61), (37, 62))
_WHITE_PASSED = ((81, 96), (79, 94), (82, 97), (80, 95), (81, 96), (80, 95))
_LATINO_PASSED = ((33, 51), (34, 52), (35, 52), (36, 53), (38, 54), (40, 55))


def waits(quarters: list[str]) -> Grid:
    """Long, as a clinic's report gives it."""
    rows = []
    for at, (quarter, white) in enumerate(zip(quarters, _WHITE, strict=True)):
        rows += [
            (
                quarter,
                "Black or African American",
                f"{white + _GAPS[at]:.1f}",
                "0.35",
                str(188 + 3 * at),
            ),
            (quarter, "White", f"{white:.1f}", "0.34", str(231 - 2 * at)),
            (
                quarter,
                "Hispanic or Latino",
                f"{white + _LATINO[at]:.1f}",
                "0.41",
                str(142 + 4 * at),
            ),
        ]
    return _grid("clinic.xlsx", ("quarter", "race and ethnicity", "mean", "se", "n"), rows)


def waits_by_tenure(quarters: list[str]) -> Grid:
    """Wide, and never shown: a community asked for that."""
    rows = [
        ("Renters", *("17.2", "16.8", "16.1", "15.9")),
        ("Owners of their home", *("10.1", "9.9", "9.8", "9.7")),
    ]
    return _grid("tenure.csv", ("group", *quarters[-4:]), rows)


def passed(halves: list[str]) -> Grid:
    """So many of so many, in each half of a year."""
    by_group = {
        "Black or African American": _BLACK_PASSED,
        "Hispanic or Latino": _LATINO_PASSED,
        "White": _WHITE_PASSED,
    }
    rows = [
        (half, group, str(count), str(of))
        for group, counts in by_group.items()
        for half, (count, of) in zip(halves, counts, strict=True)
    ]
    return _grid("exam.csv", ("period", "race and ethnicity", "passed", "tested"), rows)


def cares(quarters: list[str]) -> Grid:
    """Long; one figure was hidden by who collected it, one is missing."""
    rows = []
    for at, quarter in enumerate(quarters):
        portuguese = "*" if at == 1 else "" if at == 6 else str(33 - at // 3)
        rows += [
            (quarter, "Haitian Creole", str(_CREOLE[at]), str(31 + at)),
            (quarter, "Spanish", str(_SPANISH[at]), str(74 + 2 * at)),
            (quarter, "Portuguese", portuguese, str(19 + at) if portuguese.isdecimal() else ""),
            (quarter, "English", str(_ENGLISH[at]), str(160 + at)),
        ]
    return _grid("waiting-lists.csv", ("quarter", "language", "median", "n"), rows)


def newest_of_a_partner(quarter: str) -> Grid:
    rows = [(quarter, "Haitian Creole", "44", "23"), (quarter, "English", "11", "17")]
    return _grid("lakay.csv", ("quarter", "language", "median", "n"), rows)


def _grid(name: str, headers: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    return Grid(name, headers, tuple(enumerate(rows, 1)))
