"""What is said at visits and hearings in the demonstration."""

from __future__ import annotations

from typing import Any

SENATOR_VISIT: dict[str, Any] = {
    "title": "Senator Vega, about the clinic on Elm Street",
    "place": "24 Beacon Street, room 312",
    "minutes": 30,
    "ask": "Write to the council: the state pays for evening hours if the clinic stays.",
    "talking_points": (
        "4,100 people went to the clinic on Elm Street last year.\n"
        "The next one is two buses away. The last bus leaves at 6:40.\n"
        "Item 114 saves one rent. One night in the emergency room costs more than a month of it.\n"
        "Altagracia tells what happened to her son.\n"
        "We ask for one letter, this week."
    ),
    "leave_behind": "The petition with its signatures\nOne sheet with the numbers\nEight letters of neighbors",
}
SENATOR_VISIT_IN = {
    "es": {
        "title": "La senadora Vega, sobre la clínica de la calle Elm",
        "ask": "Escriba al concejo: el estado paga las noches si la clínica se queda.",
        "talking_points": (
            "4,100 personas fueron a la clínica de la calle Elm el año pasado.\n"
            "La siguiente está a dos autobuses. El último sale a las 6:40.\n"
            "El punto 114 ahorra un alquiler. Una noche en urgencias cuesta más que un mes.\n"
            "Altagracia cuenta lo que le pasó a su hijo.\n"
            "Pedimos una carta, esta semana."
        ),
        "leave_behind": "La petición con sus firmas\nUna hoja con las cifras\nOcho cartas de vecinos",
    }
}
SENATOR_NOTES = {
    "met_with": "The senator, and her aide for health",
    "notes": (
        "She gave us forty minutes instead of thirty. She asked twice how many come after six.\n"
        "When Altagracia told of the night with her son, the aide stopped writing.\n"
        "She worries that the city will ask for the money every year."
    ),
}
KEPT = "I will write to the council president before the committee meets again."
STILL_OPEN = "I will come to the hearing and say it there."
EVIDENCE = "Her letter is in the council's papers: https://riverside.example/council/letters/vega"
FOLLOW_UP = "Send Senator Vega's aide how many come after six"

COUNCILOR_VISIT: dict[str, Any] = {
    "title": "Councilor Okafor, before the vote",
    "place": "City Hall, room 14",
    "minutes": 20,
    "ask": "Vote no on Item 114.",
    "talking_points": (
        "Your ward has the longest way to the next clinic.\n"
        "We found a landlord who lowers the rent by a third.\n"
        "What would you need to vote no?"
    ),
    "leave_behind": "The offer of the landlord",
}

PREPARATION: dict[str, Any] = {
    "language": "en",
    "talking_points": (
        "Say your name and your street. You have three minutes.\n"
        "Tell one day you remember, not all of them.\n"
        "End with: please vote no on Item 114."
    ),
    "meeting_point": "On the steps of City Hall, half an hour before. We wear green.",
    "access": "Step-free from Court Street; Spanish and Haitian Creole interpreters; someone watches children.",
    "word_limit": 400,
}
PREPARATION_IN = {
    "es": {
        "talking_points": (
            "Diga su nombre y su calle. Tiene tres minutos.\n"
            "Cuente un día que recuerde, no todos.\n"
            "Termine con: por favor, voten no al punto 114."
        ),
        "meeting_point": "En las escaleras del ayuntamiento, media hora antes. Vamos de verde.",
        "access": "Sin escalones por la calle Court; intérpretes de español y criollo haitiano; alguien cuida a los niños.",
    }
}

ATTENDEES: tuple[dict[str, Any], ...] = (
    {
        "name": "Altagracia Peña",
        "email": "altagracia@example.org",
        "language": "es",
        "part": "speak",
        "interpreter": "Español",
    },
    {
        "name": "Jean-Robert Célestin",
        "email": "jeanrobert@example.org",
        "language": "ht",
        "part": "speak",
        "interpreter": "Kreyòl ayisyen",
        "access_need": "A ride from Mill Road",
    },
    {"name": "Bridget Doyle", "email": "bridget@example.org", "language": "en", "part": "speak"},
    {
        "name": "Sam Whitaker",
        "email": "whitaker@example.org",
        "language": "en",
        "part": "come",
        "access_need": "A seat near the door, for a wheelchair",
    },
    {"name": "Lucía Rentería", "email": "lucia@example.org", "language": "es", "part": "come"},
)

TESTIMONIES: tuple[dict[str, Any], ...] = (
    {
        "name": "Altagracia Peña",
        "email": "altagracia@example.org",
        "language": "es",
        "shown": "name",
        "who": "Vivo en la calle Elm desde hace once años. Limpio oficinas de noche.",
        "saw": (
            "En febrero mi hijo no podía respirar. La enfermera de la clínica lo vio en diez minutos y llamó a la "
            "ambulancia. La doctora dijo después que media hora más habría sido tarde. Sin la clínica yo habría esperado "
            "el autobús."
        ),
        "ask": "Voten no al punto 114. Dejen la clínica donde está.",
    },
    {
        "name": "Bridget Doyle",
        "email": "bridget@example.org",
        "language": "en",
        "shown": "name",
        "capacity": "member",
        "capacity_of": "Nurses of Elm Street",
        "shows_capacity": True,
        "who": "I have been a nurse on Elm Street for nineteen years.",
        "saw": (
            "Last winter I counted. In one week, 31 people came after five who would else have gone to the emergency "
            "room. Most of them needed ten minutes and a prescription. I know the names of their children."
        ),
        "ask": "Vote no on Item 114, and open us two evenings.",
    },
    {
        "name": "Ed Kowalczyk",
        "email": "kowalczyk@example.org",
        "language": "en",
        "shown": "first",
        "who": "I am 74 and drive no more.",
        "saw": (
            "My blood pressure is measured on Elm Street every second Tuesday. It is the walk I take. When it was closed "
            "for three weeks in 2024, I did not go anywhere else, and I ended up in the hospital for six days."
        ),
        "ask": "Keep it open, please.",
    },
    {
        "name": "Lucía Rentería",
        "email": "lucia@example.org",
        "language": "es",
        "shown": "first",
        "who": "Soy promotora de salud en Mill Road.",
        "saw": (
            "Acompaño a madres que no hablan inglés. En Elm las entienden. En el hospital, la semana pasada, una niña de "
            "nueve años tradujo el diagnóstico de su propia madre."
        ),
        "ask": "Voten no y paguen intérpretes.",
    },
    {
        "name": "Dana Pruitt",
        "email": "pruitt@example.org",
        "language": "en",
        "shown": "unnamed",
        "capacity": "employer",
        "capacity_of": "Riverside Health District",
        "who": "I work with the numbers of this city's health services.",
        "saw": (
            "The plan says that patients of Elm Street will go to Mill Road. Mill Road has had no free appointment "
            "within two weeks since last spring."
        ),
        "ask": "Ask for the waiting times before you vote.",
    },
    {
        "name": "Tomás Arce",
        "email": "arce@example.org",
        "language": "es",
        "shown": "sealed",
        "who": "Tengo 29 años. No quiero que mi patrón sepa esto.",
        "saw": (
            "Me corté la mano en el trabajo y me dijeron que no fuera al hospital. En la clínica me cosieron sin "
            "preguntarme por mis papeles. Volví tres veces para que me cambiaran la venda."
        ),
        "ask": "No la cierren.",
    },
)
TRANSLATED: dict[str, dict[str, str]] = {
    "Altagracia Peña": {
        "who": "I have lived on Elm Street for eleven years. I clean offices at night.",
        "saw": (
            "In February my son could not breathe. The nurse at the clinic saw him within ten minutes and called the "
            "ambulance. The doctor said later that half an hour more would have been too late. Without the clinic I would "
            "have waited for the bus."
        ),
        "ask": "Vote no on Item 114. Leave the clinic where it is.",
    },
    "Lucía Rentería": {
        "who": "I am a community health worker on Mill Road.",
        "saw": (
            "I go along with mothers who speak no English. On Elm Street they are understood. At the hospital, last week, "
            "a girl of nine translated her own mother's diagnosis."
        ),
        "ask": "Vote no, and pay for interpreters.",
    },
    "Tomás Arce": {
        "who": "I am 29. I do not want my boss to know this.",
        "saw": (
            "I cut my hand at work and they told me not to go to the hospital. At the clinic they sewed it without asking "
            "for my papers. I went back three times to have the bandage changed."
        ),
        "ask": "Do not close it.",
    },
}
