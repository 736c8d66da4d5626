"""What the alliance of the demonstration proposes and decides. All of it is invented."""

from __future__ import annotations

CLINIC = {
    "title": "Shall we make the clinic and its evenings our first goal?",
    "summary": "We put our names, our rooms and our evenings into it, before anything else.",
}
CLINIC_AMENDED = (
    "For one year we put our names, our rooms and our evenings into it, before anything else."
)
CLINIC_IN = {
    "es": {
        "title": "¿Hacemos de la clínica y sus noches nuestra primera meta?",
        "summary": "Por un año ponemos en ella nuestros nombres, salas y noches, antes que en otra cosa.",
    }
}
AMENDED = "Added that it is for one year: the nurses asked for it."
SUMMARY = (
    "All of us want the clinic to stay. Three members fear that nothing else will be done any more: one year answers that. "
    "One member is paid by the county and would rather stand aside than hold it up."
)
ASIDE = "The county pays a third of our work. We stand aside, do not want to hold it up, and wish you all the luck."
CLINIC_RECORD = {
    "reasons": (
        "Every organization here knows somebody who went to the emergency room because the clinic was closed. One goal that "
        "all of us carry is worth more than ten."
    ),
    "missing_voices": "Those who clean and cook after five: the very people who need the evenings.",
}
CLINIC_RECORD_IN = {
    "es": {
        "reasons": (
            "Cada organización conoce a alguien que fue a urgencias porque la clínica estaba cerrada. Una meta que "
            "llevamos entre todos vale más que diez."
        ),
        "missing_voices": "Quienes limpian y cocinan después de las cinco: justo quienes necesitan las noches.",
    }
}
EXAM = {
    "title": "Shall we stand behind those who take the clinical exam?",
    "summary": "We adopt the goal, share fees and study rooms, and count every year who got the license.",
}
EXAM_IN = {
    "es": {
        "title": "¿Apoyamos a quienes presentan el examen clínico?",
        "summary": "Adoptamos la meta, compartimos cuotas y salas de estudio, y contamos cada año quién obtuvo la licencia.",
    }
}
EXAM_RECORD = {
    "reasons": "Children talk more easily to somebody who grew up as they do. Ready people should not fail for 260 dollars.",
    "missing_voices": "Those who gave up after the first attempt. Hannah is calling them.",
}
EXAM_RECORD_IN = {
    "es": {
        "reasons": (
            "Los niños hablan mejor con alguien que creció como ellos. Nadie que está listo debe quedarse atrás por 260 dólares."
        ),
        "missing_voices": "Quienes dejaron de intentarlo tras la primera vez. Hannah los está llamando.",
    }
}
FLYERS = {
    "title": "Which three languages do our flyers speak, next to English?",
    "summary": "The printer has room for three. What does not fit is read aloud at the front desks.",
}
FLYERS_IN = {
    "es": {
        "title": "¿Qué tres idiomas hablan nuestros volantes, además del inglés?",
        "summary": "En la imprenta caben tres. Lo que no cabe se lee en voz alta en las recepciones.",
    }
}
FLYERS_OPTIONS = (
    ("Spanish", "Español"),
    ("Haitian Creole", "Criollo haitiano"),
    ("Vietnamese", "Vietnamita"),
    ("Portuguese", "Portugués"),
    ("Cape Verdean Creole", "Criollo caboverdiano"),
)
FLYERS_RECORD = {
    "reasons": "We went by who asked for help at the desks last winter. Portuguese missed it by two.",
    "missing_voices": "No Cape Verdean group sits with us yet. Igreja Nova Esperança is invited.",
}
FLYERS_RECORD_IN = {
    "es": {
        "reasons": "Miramos quién pidió ayuda en las recepciones el invierno pasado. Al portugués le faltaron dos.",
        "missing_voices": "Aún no hay un grupo caboverdiano con nosotros. Igreja Nova Esperança está invitada.",
    }
}
STUDY = {
    "title": "Where does the study group meet?",
    "summary": "Thursdays from six to eight, from next month on. Give each place 0 to 5 points.",
}
STUDY_IN = {
    "es": {
        "title": "¿Dónde se reúne el grupo de estudio?",
        "summary": "Los jueves de seis a ocho, desde el próximo mes. Dé a cada lugar de 0 a 5 puntos.",
    }
}
STUDY_OPTIONS = (
    ("The kitchen of Casa del Río", "La cocina de Casa del Río"),
    ("The public library", "La biblioteca pública"),
    ("The college, across the river", "El colegio universitario, al otro lado del río"),
)
STUDY_RECORD = {
    "reasons": "There is soup, the 12 stops at the door, and children are welcome.",
    "missing_voices": "",
}
STUDY_RECORD_IN = {
    "es": {"reasons": "Hay sopa, el autobús 12 para en la puerta y los niños son bienvenidos."}
}
STEERING = {
    "title": "Who sits in our steering group?",
    "summary": "Three people for one year. They prepare our meetings and decide nothing that we have not decided.",
}
STEERING_IN = {
    "es": {
        "title": "¿Quién forma nuestro grupo coordinador?",
        "summary": "Tres personas por un año. Preparan las reuniones y no deciden nada que no hayamos decidido.",
    }
}
STEERING_OPTIONS = (
    ("Maria Ortiz", "Maria Ortiz"),
    ("Josette Pierre", "Josette Pierre"),
    ("Tasha Green", "Tasha Green"),
    ("Dr. Paul Okafor", "Dr. Paul Okafor"),
    ("Lucía Ramírez", "Lucía Ramírez"),
)
STEERING_RECORD = {
    "reasons": "Each large part of us has one of its own in the group: that is why we count it this way.",
    "missing_voices": "Nobody under thirty stood.",
}
STEERING_RECORD_IN = {
    "es": {
        "reasons": "Cada gran parte de la alianza tiene a alguien suyo en el grupo: por eso contamos así.",
        "missing_voices": "No se presentó nadie menor de treinta años.",
    }
}
APPEAL = "The call for names came in English and Spanish only. We would have named Mrs. Lan, and heard of it too late."
ANSWER = (
    "The call should have gone out in Vietnamese too, and we are sorry. We talked it over with you: the three stay, Mrs. Lan "
    "sits with them as a guest, and the next call speaks Vietnamese first."
)
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
FIRST_DONE = "Devon and Ruth handed it to the council with 412 names."
FIRST_DONE_IN = {
    "es": {"carried_out_note": "Devon y Ruth lo entregaron al concejo con 412 nombres."}
}
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
ADOPT_RECORD = {
    "reasons": "A neighbor said it in one sentence. Nobody here could answer it.",
    "missing_voices": "The children who translate. We ask them next, with Casa del Río.",
}
ADOPT_RECORD_IN = {
    "es": {
        "reasons": "Una vecina lo dijo en una frase. Nadie aquí supo contestarle.",
        "missing_voices": "Los niños que traducen. Ahora les preguntamos a ellos, con Casa del Río.",
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
