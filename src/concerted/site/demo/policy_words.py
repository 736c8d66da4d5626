"""What the demonstration's decisions are about, in words."""

from __future__ import annotations

from typing import TypedDict


class PolicyText(TypedDict, total=False):
    identifier: str
    body: str
    title: str
    summary: str
    position_text: str
    ask: str


ITEM_114: PolicyText = {
    "identifier": "Item 114",
    "body": "Riverside City Council",
    "title": "Closing the Elm Street clinic to save rent",
    "summary": (
        "Item 114 is one line in the city budget. It takes away the rent of the clinic on Elm Street, so the clinic would "
        "have to close. 6,200 neighbors can walk there today. The next clinic is two buses away."
    ),
    "position_text": (
        "People who cannot see a nurse early come to the emergency room late. That costs more than the rent, and it hurts."
    ),
    "ask": "Vote no on Item 114, keep the clinic in the budget, and open it two evenings a week.",
}
ITEM_114_IN = {
    "es": {
        "title": "Cerrar la clínica de Elm Street para ahorrar el alquiler",
        "summary": (
            "El punto 114 es una línea del presupuesto de la ciudad. Quita el alquiler de la clínica de Elm Street, así que "
            "la clínica tendría que cerrar. Hoy 6,200 vecinos pueden ir a pie. La próxima clínica queda a dos autobuses."
        ),
        "position_text": (
            "Quien no puede ver a una enfermera a tiempo llega tarde a emergencias. Eso cuesta más que el alquiler, y duele."
        ),
        "ask": "Vote no al punto 114, mantenga la clínica en el presupuesto y ábrala dos noches por semana.",
    }
}
COUNCIL_HEARING = {
    "title": "Public hearing on the budget, with Item 114",
    "place": "Riverside City Hall, Council Chamber, 1 Main Street",
    "sign_up": (
        "Write your name on the list at the door before six, or send it to the clerk the day before. Each person has three "
        "minutes. There is child care, and Spanish and ASL interpretation."
    ),
}
COUNCIL_HEARING_IN = {
    "es": {
        "title": "Audiencia pública del presupuesto, con el punto 114",
        "sign_up": (
            "Anote su nombre en la lista de la entrada antes de las seis, o mándelo a la secretaría el día antes. Cada persona "
            "tiene tres minutos. Hay cuidado de niños e interpretación al español y en lengua de señas."
        ),
    }
}
ITEM_87: PolicyText = {
    "identifier": "Item 87",
    "body": "Riverside City Council",
    "title": "A phone line for interpreters in every city office",
    "summary": "Whoever comes to a counter of the city can ask for an interpreter by phone, in 40 languages.",
    "position_text": "A child should not have to interpret a letter about the rent.",
    "ask": "Vote yes on Item 87.",
}
ITEM_87_OUTCOME = (
    "The council adopted it, six to three. The line is open at all counters. Ask for it with the card that lies there, in "
    "your language."
)
ITEM_87_IN = {
    "es": {
        "title": "Una línea de intérpretes en cada oficina de la ciudad",
        "summary": "Quien llega a una ventanilla de la ciudad puede pedir un intérprete por teléfono, en 40 idiomas.",
        "position_text": "Un niño no debería tener que interpretar una carta sobre el alquiler.",
        "ask": "Vote sí al punto 87.",
        "outcome_text": (
            "El concejo lo aprobó, seis a tres. La línea funciona en todas las ventanillas. Pídala con la tarjeta que está "
            "allí, en su idioma."
        ),
    }
}
NIGHT_DESK: PolicyText = {
    "identifier": "Notice 2026-7",
    "body": "Riverside Health District",
    "title": "Closing the night desk at the Mill Road health station",
    "summary": (
        "The health district wants to close the night desk at Mill Road and send callers to a hotline. No law is needed for "
        "that: the director of the district decides, after the public could comment."
    ),
    "position_text": "A hotline does not clean a wound. We can live with shorter hours, and not with none.",
    "ask": "Keep a nurse at the night desk until midnight.",
}
NIGHT_DESK_IN = {
    "es": {
        "title": "Cerrar el turno de noche del puesto de salud de Mill Road",
        "summary": (
            "El distrito de salud quiere cerrar el turno de noche de Mill Road y mandar a quienes llaman a una línea telefónica. "
            "Para eso no hace falta una ley: decide la dirección del distrito, después de oír al público."
        ),
        "position_text": "Una línea telefónica no limpia una herida. Podemos vivir con menos horas, pero no con ninguna.",
        "ask": "Que haya una enfermera en el turno de noche hasta la medianoche.",
    }
}
INTERPRETERS: PolicyText = {
    "identifier": "Trustees' agenda 12",
    "body": "Riverside Hospital",
    "title": "An interpreter at every visit to the hospital",
    "summary": "The trustees of the hospital decide whether an interpreter is there at every visit, at no cost.",
    "ask": "An interpreter at every visit, in person or by phone, at no cost.",
}
INTERPRETERS_OUTCOME = (
    "The trustees said yes. From the first of the month an interpreter can be reached by phone in every room. Interpreters in "
    "person for Spanish and Haitian Creole follow in the spring. It began with families who told their story and with those "
    "who signed."
)
INTERPRETERS_OUTCOME_IN = {
    "es": {
        "title": "Un intérprete en cada visita al hospital",
        "summary": "La junta del hospital decide si hay un intérprete en cada visita, sin costo.",
        "ask": "Un intérprete en cada visita, en persona o por teléfono, sin costo.",
        "outcome_text": (
            "La junta dijo que sí. Desde el primero del mes se puede llamar a un intérprete en cada sala. En la primavera habrá "
            "intérpretes en persona para español y criollo haitiano. Empezó con familias que contaron su historia y con quienes "
            "firmaron."
        ),
    }
}
BILL: PolicyText = {
    "title": "A hearing before any neighborhood clinic closes",
    "summary": (
        "This bill is made up for the demonstration. A clinic could close only after a hearing in its own neighborhood, and "
        "after the state has said where its patients can go instead."
    ),
    "position_text": "It would have given Elm Street a voice before the rent was cut.",
    "ask": "Report the bill out of committee this session.",
}
BILL_IN = {
    "es": {
        "title": "Una audiencia antes de que cierre una clínica de barrio",
        "summary": (
            "Este proyecto de ley es inventado para la demostración. Una clínica solo podría cerrar después de una audiencia en "
            "su propio barrio, y después de que el estado diga adónde pueden ir sus pacientes."
        ),
        "position_text": "Le habría dado voz a Elm Street antes de que se recortara el alquiler.",
        "ask": "Que el comité dé paso al proyecto en este período.",
    }
}
COUNCIL = (
    ("Denise Okafor", 4, 2),
    ("Frank Dellarosa", 4, -2),
    ("Hannah Lindqvist", 4, 1),
    ("Jorge Villanueva", 4, 2),
    ("Margaret Tran", 4, None),
    ("Oscar Baptiste", 4, 0),
    ("Patricia Hale", 4, -1),
    ("Samuel Ferreira", 4, None),
    ("Winifred Adkins", 4, -2),
)
"""Invented members of an invented council: name, weight, and where they stand towards keeping the clinic."""
ITEM_87_NO = frozenset({"Frank Dellarosa", "Patricia Hale", "Winifred Adkins"})
COMMITTEE = {"Jorge Villanueva": "no", "Frank Dellarosa": "yes", "Winifred Adkins": "yes"}
"""How the committee on finance voted on Item 114."""
IN_SPANISH = {
    "The mayor's draft budget has no rent for the clinic.": (
        "El borrador de presupuesto del alcalde no tiene el alquiler de la clínica."
    ),
    "The committee on finance sent it to the full council, two to one.": (
        "La comisión de finanzas lo pasó al pleno del concejo, dos a uno."
    ),
    "Filed by Councilor Villanueva": "Presentado por el concejal Villanueva",
    "Forty neighbors came; eleven spoke.": "Vinieron cuarenta vecinos; hablaron once.",
    "Six to three": "Seis a tres",
    "The chair put it on the agenda when the petition was handed over.": (
        "La presidencia lo puso en el orden del día cuando se entregó la petición."
    ),
    "The trustees said yes.": "La junta dijo que sí.",
    "Notice posted at the door and on the district's page": (
        "Aviso en la puerta y en la página del distrito"
    ),
    "Comments are open. The director hears the public once.": (
        "Se reciben comentarios. La dirección oye al público una vez."
    ),
    "Full council, seven in the evening": "Pleno del concejo, a las siete de la noche",
    "By mail, by e-mail, or in the box at Mill Road": (
        "Por correo, por correo electrónico o en el buzón de Mill Road"
    ),
    "Send Item 114 to the full council with a yes": "Pasar el punto 114 al pleno del concejo con un sí",
    "Committee on finance": "Comisión de finanzas",
    "Adopt Item 87": "Aprobar el punto 87",
    "Riverside City Council": "Concejo Municipal de Riverside",
}
"""What happened on each step, what a day is for, and what was voted on."""
