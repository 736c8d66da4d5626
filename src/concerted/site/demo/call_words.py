"""What the calls of the demonstration say."""

from __future__ import annotations

import datetime
from typing import Any

COUNCIL_OFFICE: dict[str, Any] = {
    "kind": "office",
    "name": "City Hall",
    "address": "1 Main Street, Riverside",
    "phone": "(617) 555-0142",
    "time_zone": "America/New_York",
    "opens_at": datetime.time(9),
    "closes_at": datetime.time(17),
    "weekdays": "12345",
}
CALLS: dict[str, Any] = {
    "title": "Call the council before it votes on Item 114",
    "summary": (
        "Item 114 takes away the money for the Elm Street clinic. The council counts calls: "
        "ten on one morning are talked about at lunch. A call takes two minutes."
    ),
    "opening": (
        "Hello. My name is …, and I live in Riverside. I am calling about Item 114. "
        "Please vote no, and keep the Elm Street clinic open. Will the council member vote no?"
    ),
    "if_agrees": "Thank you. May I tell my neighbors that? We will be at the hearing.",
    "if_undecided": (
        "Nine hundred people go to that clinic, and the next one is two buses away. "
        "What would the council member need to know to decide?"
    ),
    "if_disagrees": "I am sorry to hear it. Please write down that I asked for a no. Where would patients go?",
    "not_now": "When may I call again? Please leave a note for the council member: a neighbor asks for a no on Item 114.",
    "voicemail": (
        "My name is …, I live in Riverside, my ZIP code is …. Please vote no on Item 114 "
        "and keep the Elm Street clinic open. Thank you."
    ),
}
CALLS_IN = {
    "es": {
        "title": "Llame al concejo antes de que vote sobre el Punto 114",
        "summary": (
            "El Punto 114 quita el dinero de la clínica de la calle Elm. El concejo cuenta las llamadas: "
            "de diez en una mañana se habla en el almuerzo. Una llamada toma dos minutos."
        ),
        "opening": (
            "Buenos días. Me llamo … y vivo en Riverside. Llamo por el Punto 114. "
            "Por favor vote que no, y mantenga abierta la clínica de la calle Elm. ¿Votará que no?"
        ),
        "if_agrees": "Gracias. ¿Puedo contárselo a mis vecinos? Estaremos en la audiencia.",
        "if_undecided": (
            "Novecientas personas van a esa clínica, y la siguiente está a dos autobuses. "
            "¿Qué necesitaría saber para decidir?"
        ),
        "if_disagrees": "Lo siento. Por favor anote que pedí un no. ¿A dónde irían los pacientes?",
        "not_now": "¿Cuándo puedo volver a llamar? Por favor déjele una nota: una vecina pide que vote que no al Punto 114.",
        "voicemail": (
            "Me llamo …, vivo en Riverside, mi código postal es …. Por favor vote que no al Punto 114 "
            "y mantenga abierta la clínica de la calle Elm. Gracias."
        ),
    }
}
OUTCOMES = ("reached", "message", "reached", "busy", "message", "reached", "refused", "message")
NOTES = {
    2: "The aide had not heard that dialysis patients go there. She asked for the numbers in writing.",
    10: "They said most calls this week were about the clinic.",
    17: "Me preguntó dos veces si vivo en la ciudad. Le di mi código postal.",
    24: "Will call me back before the vote.",
    33: "The hospital says it would take our patients, but has no evening hours.",
}
"""What callers wrote down, by the number of the call."""
NEWS = "Riverside Health Alliance may e-mail me about this and what comes of it"
NEWS_IN_SPANISH = "Riverside Health Alliance puede escribirme sobre esto y lo que resulte"
CALLERS = (
    ("Marisol Peña", "marisol.pena@neighbors.example", "es", NEWS_IN_SPANISH),
    ("Walter Ames", "walter.ames@neighbors.example", "en", NEWS),
    ("Binh Tran", "binh.tran@neighbors.example", "en", ""),
)
"""Those who said that it was them: their language, and the words they ticked."""
