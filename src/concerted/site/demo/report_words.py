"""What the report of the demonstration says in the alliance's own words. All of it is invented."""

from __future__ import annotations

TITLE = "A year for the Elm Street clinic"
SUMMARY = (
    "The clinic is still open. Two evenings a week are on the table, and people wait less. Here is who spoke, what we "
    "decided, who brought what, and what is still missing."
)
REPORT_ES = {
    "title": "Un año por la clínica de Elm Street",
    "summary": (
        "La clínica sigue abierta. Hay dos noches por semana sobre la mesa y la gente espera menos. Aquí está quién habló, "
        "qué decidimos, quién aportó qué y qué falta todavía."
    ),
}
OWN = {
    "heard": {
        "en": (
            "We sat at kitchen tables, in the church hall and at the bus stop. What we heard most was not anger. It was: "
            "“I would have come, if you had been open.”"
        ),
        "es": (
            "Nos sentamos en cocinas, en el salón de la iglesia y en la parada del autobús. Lo que más oímos no fue enojo. "
            "Fue: «Yo habría venido si hubieran estado abiertos»."
        ),
    },
    "changed": {
        "en": (
            "The county no longer says when it will close the clinic. It asks what two evenings would cost. That is not "
            "yet a yes."
        ),
        "es": (
            "El condado ya no dice cuándo cerrará la clínica. Pregunta cuánto costarían dos noches. Todavía no es un sí."
        ),
    },
    "needed": {
        "en": "If you can give an afternoon a month, you already help. Nobody has to do everything.",
        "es": "Si puede dar una tarde al mes, ya ayuda. Nadie tiene que hacerlo todo.",
    },
}
