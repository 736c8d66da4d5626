"""What the reviews of the demonstration say. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class ReviewText(NamedTuple):
    """A review: its words, who was there, and what is kept, changed and stopped, each with its Spanish."""

    learned: str
    room: str
    counts: dict[str, int]
    nobody_came: bool
    items: tuple[tuple[str, str, str], ...]
    in_spanish: dict[str, str]


CLINIC = ReviewText(
    learned=(
        "Black neighbors still wait longer than white ones, though less than three years ago. Most of the gain came in the "
        "weeks with evening hours. Who works in shifts told us why they still do not come: after six there is no bus."
    ),
    room=(
        "Neighbors from Elm Street who go to the clinic, two nurses, and people of five partner organizations. A Haitian "
        "Creole interpreter was there from the start; children played next door."
    ),
    counts={"community": 9, "partners": 7, "team": 2, "officials": 1},
    nobody_came=False,
    items=(
        (
            "keep",
            "The evenings in the waiting room: people say there what they say nowhere else.",
            "Las tardes en la sala de espera: la gente dice allí lo que no dice en ningún otro sitio.",
        ),
        (
            "change",
            "Rides begin now and not with the new hours: without a bus after six the evening stays empty.",
            "Los viajes empiezan ya y no con el nuevo horario: sin autobús después de las seis, la tarde queda vacía.",
        ),
        (
            "stop",
            "The stand at the noon market. Whom we want to hear is at work then.",
            "El puesto en el mercado del mediodía. A quienes queremos oír están entonces trabajando.",
        ),
    ),
    in_spanish={
        "learned": (
            "Los vecinos negros siguen esperando más que los blancos, aunque menos que hace tres años. La mayor parte de la "
            "mejora llegó en las semanas con horario de tarde. Quienes trabajan por turnos nos dijeron por qué aún no "
            "vienen: después de las seis no hay autobús."
        ),
        "room_words": (
            "Vecinas y vecinos de Elm Street que van a la clínica, dos enfermeras y gente de cinco organizaciones aliadas. "
            "Hubo intérprete de criollo haitiano desde el principio; los niños jugaron al lado."
        ),
    },
)
LANGUAGES = ReviewText(
    learned=(
        "Who speaks Haitian Creole waits about four times as long as who speaks English. We do not know yet how it is for "
        "other languages: too few people were asked."
    ),
    room="Only people who are paid to be there. We had asked for a Tuesday morning.",
    counts={"partners": 6, "team": 3},
    nobody_came=True,
    items=(
        (
            "keep",
            "The trial with an interpreter at the front desk.",
            "La prueba con intérprete en la recepción.",
        ),
        (
            "change",
            "We meet in the evening, at the church where people already are.",
            "Nos reunimos por la tarde, en la iglesia donde la gente ya está.",
        ),
    ),
    in_spanish={
        "learned": (
            "Quien habla criollo haitiano espera unas cuatro veces más que quien habla inglés. Todavía no sabemos cómo es con "
            "otras lenguas: se preguntó a muy poca gente."
        ),
        "room_words": "Solo gente a la que pagan por estar. Habíamos invitado para un martes por la mañana.",
    },
)
EXAM = ReviewText(
    learned=(
        "Of ten Black colleagues who sat the exam, six pass at the first attempt now; three years ago it was not five. "
        "Study groups help. Who failed told us what does not: the fee for a second try is due within a month."
    ),
    room="Eleven who sat the exam, four of them after a first attempt that failed, and two supervisors.",
    counts={"community": 11, "partners": 5, "team": 2},
    nobody_came=False,
    items=(
        (
            "keep",
            "Study groups on Saturday mornings, with child care.",
            "Los grupos de estudio de los sábados por la mañana, con cuidado de niños.",
        ),
        (
            "change",
            "The fund pays the fee of a second attempt, too, and pays it at once.",
            "El fondo paga también la cuota de un segundo intento, y la paga enseguida.",
        ),
    ),
    in_spanish={
        "learned": (
            "De diez colegas negros que presentan el examen, seis aprueban ahora en el primer intento; hace tres años no "
            "llegaban a cinco. Los grupos de estudio ayudan. Quienes reprobaron nos dijeron qué no ayuda: la cuota del "
            "segundo intento vence en un mes."
        ),
        "room_words": (
            "Once personas que presentaron el examen, cuatro de ellas después de un primer intento fallido, y dos "
            "supervisoras."
        ),
    },
)
TELL_THE_STAND = "Tell the market that we leave the stand"
ADDED = "The hospital has told us since that its figures for last December were late. They are in the next release."
