"""What the map of the demonstration shows, and what it compares. All of it is invented, the shapes too."""

from __future__ import annotations

SHAPES = "Drawn by us; Riverside is invented"
DENTIST = {
    "title": "Children who saw a dentist this year",
    "summary": "Of the children in our schools, how many saw a dentist at least once in the year.",
    "source": "Health forms of the school districts",
    "collected_by": "School districts of Riverside County",
    "ethical_note": "Parents may leave the question out. Small neighborhoods are not shown.",
}
DENTIST_IN = {
    "es": {
        "title": "Niños que vieron a un dentista este año",
        "summary": "De los niños de nuestras escuelas, cuántos vieron a un dentista al menos una vez en el año.",
        "ethical_note": (
            "Los padres pueden dejar la pregunta en blanco. Los barrios pequeños no se muestran."
        ),
    }
}
SEEN = {
    "Canal Side": (412, 231, 239, 247),
    "Elm Street": (388, 186, 198, 215),
    "Harbor": (296, 201, 204, 207),
    "Mill Hill": (351, 140, 151, 167),
    "Old Town": (9, 6, 6, 7),
    "Point Pleasant": (264, 209, 210, 213),
    "Riverbend": (430, 219, 226, 241),
}
"""Children of a neighborhood, and how many of them saw a dentist in each of three years."""
CARE_TITLE = "Days a family waits for care in its language"
BEGAN = "Interpreters in the evening"
BEGAN_IN = {"es": {"began": "Intérpretes por la noche"}}
