"""What people say in the conversation of the demonstration, in its languages. All of it is invented."""

from __future__ import annotations

from typing import TypedDict


class TalkText(TypedDict):
    title: str
    summary: str
    moderation_policy: str


TALK: TalkText = {
    "title": "What would make the clinic work for you?",
    "summary": (
        "The Elm Street clinic may stay open. Before we speak with the council again, we want to hear from you: what do "
        "you and your family need from it? In December we bring what most people agree on to the council, and tell you "
        "here what it answered."
    ),
    "moderation_policy": (
        "Two of us, Devon and Ruth, read new statements every evening. We show everything that is one idea about the "
        "clinic and hurts nobody, whether we like it or not."
    ),
}
TALK_IN = {
    "es": {
        "title": "¿Qué necesita la clínica para servirle bien?",
        "summary": (
            "La clínica de Elm Street quizá siga abierta. Antes de volver a hablar con el concejo, queremos escucharle: "
            "¿qué necesitan de ella usted y su familia? En diciembre llevamos al concejo lo que la mayoría comparte, y "
            "aquí le contamos qué respondió."
        ),
        "moderation_policy": (
            "Dos de nosotros, Devon y Ruth, leemos cada noche las frases nuevas. Mostramos todo lo que sea una sola idea "
            "sobre la clínica y no lastime a nadie, nos guste o no."
        ),
    },
    "ht": {
        "title": "Kisa ki ta fè klinik la mache pou ou?",
        "summary": (
            "Klinik Elm Street la ka rete louvri. Anvan nou pale ak konsèy la ankò, nou vle tande w: kisa ou menm ak "
            "fanmi w bezwen? An desanm n ap pote bay konsèy la sa pifò moun dakò, epi n ap di w isit la sa li reponn."
        ),
        "moderation_policy": (
            "De nan nou, Devon ak Ruth, li nouvo fraz yo chak swa. Nou montre tout sa ki se yon sèl lide sou klinik la "
            "epi ki pa fè pèsòn mal, kit nou renmen l kit nou pa renmen l."
        ),
    },
}

Chances = tuple[int, int, int]
"""How many of ten agree: of those who work days, of families with children, of elders who live near."""

WAYS = (0, 1, 2, 0, 1, 0, 2, 0, 1, 0)
"""Which of the three each neighbor is, and again from the first."""


def way_of(voice: int) -> int:
    return WAYS[voice % len(WAYS)]


SEEDS: tuple[tuple[str, str, str, Chances], ...] = (
    (
        "Keep the clinic open until 8 pm two nights a week.",
        "Que la clínica abra hasta las 8 de la noche dos días por semana.",
        "Kite klinik la louvri jiska 8è diswa de fwa pa semèn.",
        (10, 9, 8),
    ),
    (
        "Every front desk has someone who speaks my language.",
        "Que en cada recepción haya alguien que hable mi idioma.",
        "Chak resepsyon gen yon moun ki pale lang mwen.",
        (9, 9, 9),
    ),
    (
        "Buses to the clinic should run on Sundays.",
        "Los autobuses a la clínica deberían pasar los domingos.",
        "Bis pou ale nan klinik la ta dwe mache lè dimanch.",
        (7, 6, 9),
    ),
    (
        "Move some services to the school, even if the clinic shrinks.",
        "Pasar algunos servicios a la escuela, aunque la clínica se achique.",
        "Mete kèk sèvis nan lekòl la, menm si klinik la vin pi piti.",
        (1, 9, 1),
    ),
    (
        "I would rather see a bilingual nurse than wait for a doctor.",
        "Prefiero ver a una enfermera bilingüe que esperar a un doctor.",
        "Mwen pito wè yon enfimyè ki pale de lang pase m tann yon doktè.",
        (9, 6, 1),
    ),
    (
        "Visits by video are good enough for most things.",
        "Las citas por video bastan para casi todo.",
        "Vizit pa videyo sifi pou pifò bagay.",
        (9, 4, 1),
    ),
    (
        "The waiting room needs a corner for children.",
        "La sala de espera necesita un rincón para los niños.",
        "Sal datant lan bezwen yon kwen pou timoun.",
        (3, 10, 3),
    ),
    (
        "I would pay five dollars a visit to keep the evening hours.",
        "Pagaría cinco dólares por cita para conservar el horario de noche.",
        "M ap peye senk dola pa vizit pou kenbe lè aswè yo.",
        (9, 1, 2),
    ),
    (
        "Nobody should be asked for papers at the door.",
        "A nadie le deberían pedir papeles en la puerta.",
        "Yo pa dwe mande pèsòn papye nan pòt la.",
        (9, 9, 8),
    ),
    (
        "The clinic should have a garden with benches.",
        "La clínica debería tener un jardín con bancas.",
        "Klinik la ta dwe gen yon jaden ak ban.",
        (2, 4, 9),
    ),
    (
        "Open at six in the morning, before work.",
        "Abrir a las seis de la mañana, antes del trabajo.",
        "Louvri a sizè nan maten, anvan travay.",
        (10, 2, 2),
    ),
    (
        "A doctor who comes to the house matters more than evening hours.",
        "Que un doctor venga a la casa importa más que el horario de noche.",
        "Yon doktè ki vin lakay moun pi enpòtan pase lè aswè yo.",
        (1, 1, 9),
    ),
    (
        "Put the baby’s check and the parents’ visit on the same day.",
        "Poner el control del bebé y la cita de los padres el mismo día.",
        "Mete vizit tibebe a ak vizit paran yo menm jou a.",
        (2, 10, 1),
    ),
    (
        "When I call, I want a person to answer, not a machine.",
        "Cuando llamo, quiero que conteste una persona, no una máquina.",
        "Lè m rele, mwen vle yon moun reponn, pa yon machin.",
        (3, 2, 10),
    ),
)
ADDED: tuple[tuple[str, str, Chances], ...] = (
    ("en", "I lose a day's pay each time I see a doctor.", (10, 4, 1)),
    ("es", "Mi hija traduce por mí y no debería tener que hacerlo.", (3, 9, 2)),
    ("ht", "Mwen vle yon moun eksplike m fòm yo nan lang mwen.", (7, 8, 5)),
    ("en", "I need a ride home after dark.", (2, 2, 10)),
    ("es", "Hace falta alguien con quien hablar cuando uno está triste.", (8, 8, 7)),
    ("es", "Si alguien cuidara a mis niños una hora, yo sí iría.", (2, 10, 1)),
    ("ht", "Mwen bezwen randevou lè m fin travay, pa a midi.", (9, 2, 1)),
    ("en", "Keep the old entrance, the one with the ramp.", (3, 3, 9)),
    ("en", "I am deaf, and nobody there signs.", (2, 2, 3)),
)
ADDED_IN_ENGLISH = {
    "Mi hija traduce por mí y no debería tener que hacerlo.": (
        "My daughter translates for me, and she should not have to."
    ),
    "Mwen vle yon moun eksplike m fòm yo nan lang mwen.": (
        "I want someone to explain the forms to me in my language."
    ),
    "Hace falta alguien con quien hablar cuando uno está triste.": (
        "We need someone to talk to when we are sad."
    ),
    "Si alguien cuidara a mis niños una hora, yo sí iría.": (
        "If someone watched my children for an hour, I would go."
    ),
    "Mwen bezwen randevou lè m fin travay, pa a midi.": (
        "I need a visit after my shift, not at noon."
    ),
}
LIBRARY = "Elm Street Library, room 2"
SCHOOL = "Riverside School, the cafeteria"
SAID_ALOUD = "A nurse should visit people who cannot leave the house."
SAID_ALOUD_IN_SPANISH = "Una enfermera debería visitar a quienes no pueden salir de casa."
OFF_TOPIC = "The mayor should fix the potholes on Oak Avenue."
TELLS_A_NUMBER = "Call me at 617 555 0148 and I will tell you all about it."
STILL_WAITING = "The pharmacy next door closes too early."
