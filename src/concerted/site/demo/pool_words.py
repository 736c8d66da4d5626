"""What the alliance of the demonstration needs, is offered and gives. All of it is invented."""

from __future__ import annotations

from typing import Any

from concerted.pool.offers.operations.offers import GiverValues

CLINIC_MONEY: dict[str, Any] = {
    "title": "Money for two evenings a week",
    "summary": "A nurse, a front desk and light until nine, for one year. The county pays once it sees that people come.",
    "kind": "money",
    "amount": 45_000_00,
    "currency": "USD",
}
CLINIC_MONEY_IN = {
    "es": {
        "title": "Dinero para dos noches por semana",
        "summary": (
            "Una enfermera, la recepción y luz hasta las nueve, por un año. El condado paga cuando vea que la gente viene."
        ),
    },
    "ht": {
        "title": "Lajan pou de swa pa semèn",
        "summary": "Yon enfimyè, yon moun nan resepsyon ak limyè jiska nevè, pandan yon ane.",
    },
}
CLINIC_HOURS: dict[str, Any] = {
    "title": "Nurses and doctors for the first evenings",
    "summary": "Until the county pays, volunteers in white coats keep the doors open.",
    "kind": "staff",
    "amount": 160 * 60,
    "noun": "clinical hours",
    "languages": ["en", "es", "ht"],
    "place": "Elm Street",
}
CLINIC_HOURS_IN = {
    "es": {
        "title": "Personal médico para las primeras noches",
        "summary": "Hasta que pague el condado, el voluntariado de bata blanca mantiene abiertas las puertas.",
        "noun": "horas de clínica",
    },
    "ht": {"title": "Enfimyè ak doktè pou premye sware yo", "noun": "èdtan nan klinik"},
}
CLINIC_ROOMS: dict[str, Any] = {
    "title": "Rooms to meet in",
    "summary": "One on each side of the river, with a ramp and a corner for children.",
    "kind": "rooms",
    "amount": 3,
    "noun": "meeting rooms",
}
CLINIC_ROOMS_IN = {
    "es": {
        "title": "Salas para reunirnos",
        "summary": "Una a cada lado del río, con rampa y un rincón para niños.",
        "noun": "salas de reunión",
    },
    "ht": {"title": "Sal pou reyinyon", "noun": "sal reyinyon"},
}
CLINIC_RIDES: dict[str, Any] = {
    "title": "Rides to the hearing",
    "summary": "Neighbors who no longer drive want to speak before the council too.",
    "kind": "volunteers",
    "amount": 60 * 60,
    "place": "Riverside Center",
}
CLINIC_RIDES_IN = {
    "es": {
        "title": "Viajes a la audiencia",
        "summary": "Los vecinos que ya no manejan también quieren hablar ante el concejo.",
    }
}
CLINIC_WORD: dict[str, Any] = {
    "title": "A word to the chair of the hospital board",
    "summary": "Somebody who knows her, and asks her to sit down with us for half an hour.",
    "kind": "introductions",
    "amount": 1,
}
CLINIC_WORD_IN = {
    "es": {
        "title": "Una palabra a la presidenta de la junta del hospital",
        "summary": "Alguien que la conozca y le pida que se siente con nosotros media hora.",
    }
}
EXAM_FEES: dict[str, Any] = {
    "title": "Exam fees for the first cohort",
    "summary": "Nobody should have to choose between rent and a license.",
    "kind": "money",
    "amount": 9_000_00,
    "currency": "USD",
}
EXAM_FEES_IN = {
    "es": {
        "title": "Cuotas del examen para el primer grupo",
        "summary": "Nadie debería tener que elegir entre la renta y la licencia.",
    }
}
EXAM_SEATS: dict[str, Any] = {
    "title": "Seats with study material",
    "summary": "Books, practice exams and a place at the table of a study group.",
    "kind": "seats",
    "amount": 48,
    "noun": "study seats",
}
EXAM_SEATS_IN = {
    "es": {
        "title": "Cupos con material de estudio",
        "summary": "Libros, exámenes de práctica y un lugar en un grupo de estudio.",
        "noun": "cupos de estudio",
    }
}
INTERPRETERS: dict[str, Any] = {
    "title": "Interpreters for Haitian Creole and Spanish",
    "summary": "For first visits, so that no child has to interpret for a parent.",
    "kind": "interpreters",
    "amount": 200 * 60,
    "languages": ["ht", "es"],
    "place": "Mill River",
}
INTERPRETERS_IN = {
    "es": {
        "title": "Intérpretes de criollo haitiano y español",
        "summary": "Para las primeras visitas, para que ningún niño tenga que interpretar por sus padres.",
    },
    "ht": {
        "title": "Entèprèt kreyòl ak panyòl",
        "summary": "Pou premye vizit yo, pou okenn timoun pa oblije tradui pou paran li.",
    },
}

FOUNDATION: GiverValues = {
    "name": "Mill River Community Foundation",
    "email": "grants@millriver.example",
    "is_named": True,
}
NEIGHBOR: GiverValues = {
    "name": "Yolande Baptiste",
    "email": "yolande@riverside.example",
    "language": "en",
}
RENT = "What the hall of the library costs to rent for an evening"
WAGE = "Median wage of registered nurses in Massachusetts, as set by the board"
FEWER = "Our van broke down. We can still bring twelve hours."
SERVED = {
    "evenings": "neighbors who work days and came after five",
    "visits": "Haitian families at their first visit",
    "meetings": "residents who came to a meeting",
}
LINES = (
    ("Nurse and front desk, 90 evenings", 31_000_00),
    ("Interpreters", 8_000_00),
    ("Child care and food", 4_000_00),
    ("Printing in three languages", 2_000_00),
)
