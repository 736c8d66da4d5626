"""What the alliance of the demonstration agrees on with its partners. All of it is invented."""

from __future__ import annotations

from typing import Any

SIGNERS = {
    "elm-street": ("Maria Ortiz", "chair of the neighbors' board"),
    "social-workers": ("Hannah Cole", "president"),
    "lakay": ("Josette Pierre", "executive director"),
    "tenants": ("Tasha Green", "elected chair"),
    "nurses": ("Grace Mensah", "spokesperson"),
    "casa-del-rio": ("Lucía Ramírez", "director"),
    "viet-aid": ("Nguyễn Thị Lan", "chair"),
    "health-center": ("Dr. Paul Okafor", "medical director"),
    "st-brendan": ("Kathleen Byrne", "who runs the pantry"),
    "bus-riders": ("Ray Santos", "chair"),
}
"""Who signs for each member organization, and as what."""

TOGETHER = "Working together for the clinic on Elm Street"
TOGETHER_VALUES: dict[str, Any] = {
    "purpose": {
        "en": (
            "We want everybody in Riverside to get care close to home, in their own language. So we keep the clinic on "
            "Elm Street open in the evening and on Saturdays."
        ),
        "es": (
            "Queremos que toda la gente de Riverside reciba atención cerca de casa y en su idioma. Por eso mantenemos "
            "abierta la clínica de la calle Elm por la tarde y los sábados."
        ),
    },
    "organization_does": {
        "en": (
            "We call the meetings, write down what was decided, speak with the city and the hospital, and tell everybody "
            "what came of it."
        ),
        "es": (
            "Convocamos las reuniones, anotamos lo decidido, hablamos con la ciudad y el hospital, y contamos a todo el "
            "mundo qué resultó."
        ),
    },
    "partners_do": {
        "en": (
            "Elm Street Neighbors knock on doors. Riverside Social Workers train those who ask and listen. Sant Kominotè "
            "Lakay interprets into Haitian Creole. The nurses tell us each month how long people wait."
        ),
        "es": (
            "Elm Street Neighbors llama a las puertas. Riverside Social Workers forma a quienes preguntan y escuchan. Sant "
            "Kominotè Lakay interpreta al criollo haitiano. Las enfermeras nos dicen cada mes cuánto espera la gente."
        ),
    },
    "money": {
        "en": "No money changes hands. The alliance pays for paper, food at meetings, and interpreters.",
        "es": "No hay dinero de por medio. La alianza paga el papel, la comida de las reuniones y la interpretación.",
    },
    "contacts": {
        "en": "The alliance's coordinator, and one person of each partner who comes to the monthly meeting.",
        "es": "La coordinación de la alianza y una persona de cada organización que viene a la reunión mensual.",
    },
    "notice_days": 30,
    "other": {
        "en": "Whoever speaks to the press about the clinic calls the others first.",
        "es": "Quien hable con la prensa sobre la clínica llama antes a las demás partes.",
    },
}

WAITING = "Who waits longest for a first visit"
WAITING_VALUES: dict[str, Any] = {
    "shared": ["figures", "referrals"],
    "purpose": {
        "en": (
            "To see whether those who speak Haitian Creole or Spanish still wait longer for a first visit, and to show the "
            "hospital where."
        )
    },
    "who_may_see": {"en": "The alliance's coordinator and one evaluator."},
    "retention_months": 24,
    "at_end": "destroy",
    "breach_hours": 48,
    "notice_days": 30,
    "other": {
        "en": "The figures are read together with Lakay's staff before anybody publishes them."
    },
}

RULE = "How the alliance decides"
RULE_VALUES: dict[str, Any] = {
    "purpose": {
        "en": "Our shared goals, what we ask the city for, and how we spend what is given to the alliance.",
        "es": "Nuestras metas comunes, qué pedimos a la ciudad y en qué gastamos lo que se da a la alianza.",
    },
    "seat_count": "1",
    "rule": "consent",
    "needed": "",
    "quorum": 67,
    "notice_days": 7,
    "other": {"en": "", "es": ""},
}

LOGO = "Our names on the petition for Saturday hours"
LOGO_VALUES: dict[str, Any] = {
    "marks": ["name", "logo"],
    "places": ["web", "print", "letters"],
    "approval": "each time",
    "purpose": {
        "en": "The petition for Saturday hours, its posters, and the letter to the council."
    },
    "notice_days": 14,
    "other": {"en": ""},
}

FLU = "Flu shots in the church hall"
FLU_VALUES: dict[str, Any] = {
    "purpose": {
        "en": "Free flu shots for four hundred people who have no doctor, on three Saturdays."
    },
    "organization_does": {"en": "We find the hall, the volunteers and the interpreters."},
    "partners_do": {"en": "The nurses give the shots and keep the list of who got one."},
    "money": {"en": "The county pays for the vaccine. Nobody is paid."},
    "contacts": {"en": "The alliance's coordinator and the nurse in charge."},
    "notice_days": 14,
    "other": {"en": ""},
}

RENTS = "Rents and illness on four streets"
RENTS_VALUES: dict[str, Any] = {
    "shared": ["figures", "contacts"],
    "purpose": {"en": "To show the council how damp homes make children ill."},
    "who_may_see": {"en": "The alliance's coordinator."},
    "retention_months": 36,
    "at_end": "return and destroy",
    "breach_hours": 72,
    "notice_days": 30,
    "other": {"en": ""},
}
RENTS_NO = (
    "Three years are too long, and our members are afraid that a landlord learns their names. Figures alone, for one year, "
    "we would sign."
)

POSTERS = "Names on the bus posters"
POSTERS_VALUES: dict[str, Any] = {
    "marks": ["name"],
    "places": ["print"],
    "approval": "general",
    "purpose": {"en": "The posters on the buses of line 7."},
    "notice_days": 7,
    "other": {"en": ""},
}
POSTERS_END = "The bus company took the posters down. We thank everybody who stood on them."

INTERPRETERS = "Interpreters on call"
INTERPRETERS_VALUES: dict[str, Any] = {
    "purpose": {"en": "Nobody at the clinic needs a child to interpret."},
    "notice_days": 30,
}
