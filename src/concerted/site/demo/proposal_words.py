"""What the alliance of the demonstration proposes and decides. All of it is invented."""

from __future__ import annotations

SPEAKERS = {
    "title": "Who speaks for us before the council?",
    "summary": (
        "At each meeting of the council two of us speak: one neighbor who uses the clinic, and one who works there. We "
        "draw their names by lot among those who want to. Nobody speaks twice in a row."
    ),
}
SPEAKERS_IN = {
    "es": {
        "title": "¿Quién habla por nosotros ante el concejo?",
        "summary": (
            "En cada reunión del concejo hablan dos: una vecina o vecino que usa la clínica y alguien que trabaja en ella. "
            "Sorteamos los nombres entre quienes quieran. Nadie habla dos veces seguidas."
        ),
    }
}
AMENDED = "Added that nobody speaks twice in a row: the nurses asked for it."
SUMMARY = (
    "Three members fear that the same people always speak. The lot and the rule against twice in a row answer that. One "
    "member cannot send anybody in the evening and would rather stand aside than hold it up."
)
ASIDE = "We cannot leave the night shift to speak. We do not want to hold it up."
REASONS = (
    "Those who use the clinic are heard most when they speak themselves. A lot is fair, and quick. The nurses' worry is "
    "noted: the alliance asks the council for earlier meetings."
)
MISSING = "Nobody who works nights could come to the discussion."
FIRST = {
    "title": "What do we ask the council for first?",
    "summary": "We ask for one thing at a time. The others follow when it is answered.",
}
FIRST_IN = {
    "es": {
        "title": "¿Qué pedimos primero al concejo?",
        "summary": "Pedimos una cosa a la vez. Las otras siguen cuando haya respuesta.",
    }
}
FIRST_OPTIONS = (
    ("Keep the clinic open two evenings", "Que la clínica abra dos noches"),
    ("An interpreter at every front desk", "Un intérprete en cada recepción"),
    ("A bus on Sundays", "Un autobús los domingos"),
    ("A corner for children", "Un rincón para los niños"),
)
FIRST_RANKS = ((1, 2, 3), (2, 1, 4), (2, 3), (1, 2), (3, 2, 1))
CARRIED_OUT = "Devon and Ruth handed it to the council with 412 names."
INTERPRETER = "My daughter translates for me, and she should not have to."
"""What a neighbor said, in English, and what the goal that came of it says."""
INTERPRETER_GOAL = {
    "title": "By next winter no child has to translate for their parents at a front desk",
    "summary": (
        "Four in ten families at the clinic speak another language at home. Children translate what they should not have "
        "to hear. We want an interpreter within ten minutes, at each desk and at no cost."
    ),
}
INTERPRETER_GOAL_IN = {
    "es": {
        "title": "Para el próximo invierno ningún niño tiene que traducir para sus padres en una recepción",
        "summary": (
            "Cuatro de cada diez familias de la clínica hablan otro idioma en casa. Los niños traducen lo que no deberían "
            "tener que oír. Queremos un intérprete en diez minutos, en cada recepción y sin costo."
        ),
    }
}
ADOPT = {
    "title": "Shall we make it our goal that no child has to translate?",
    "summary": "We adopt the goal and measure each half year how long people wait for an interpreter.",
}
ADOPT_IN = {
    "es": {
        "title": "¿Hacemos nuestra la meta de que ningún niño tenga que traducir?",
        "summary": "Adoptamos la meta y medimos cada medio año cuánto se espera a un intérprete.",
    }
}
MONEY = {
    "title": "Shall we pay for child care at our meetings?",
    "summary": "Forty dollars a meeting from the common fund, from next month on, for a year.",
}
MONEY_IN = {
    "es": {
        "title": "¿Pagamos el cuidado de los niños en nuestras reuniones?",
        "summary": "Cuarenta dólares por reunión del fondo común, desde el próximo mes, por un año.",
    }
}
