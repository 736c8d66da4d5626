"""What the sign-on letters of the demonstration say, and who was asked."""

from __future__ import annotations

LETTER = {
    "title": "Keep the Elm Street clinic open: we ask it together",
    "addressed_to": "Riverside City Council, 1 Main Street, Riverside",
    "body": (
        "Dear members of the council,\n\n"
        "We are organizations that feed, house, teach, nurse and defend people in Riverside. We do not agree on "
        "everything. On this we do: please vote no on Item 114.\n\n"
        "The clinic on Elm Street is where the people we work with go first. A mother walks there with a child who "
        "has a fever. A man goes there for his blood pressure after the night shift. If it closes, the next clinic is "
        "two buses away, and the emergency room is what remains.\n\n"
        "The rent that Item 114 saves is small. What it costs comes later, and we will be the ones who see it: in "
        "the pantry line, in the shelter, in a classroom with an empty chair.\n\n"
        "Keep the clinic in the budget. Open it two evenings a week. We will help: with interpreters, with rides, "
        "and with people who know their neighbors."
    ),
}
LETTER_IN = {
    "es": {
        "title": "Mantengan abierta la clínica de la calle Elm: lo pedimos juntos",
        "addressed_to": "Concejo Municipal de Riverside, 1 Main Street, Riverside",
        "body": (
            "Estimados miembros del concejo:\n\n"
            "Somos organizaciones que en Riverside dan comida, techo, clases, cuidados y defensa a la gente. No "
            "estamos de acuerdo en todo. En esto sí: por favor voten que no al Punto 114.\n\n"
            "La clínica de la calle Elm es adonde va primero la gente con la que trabajamos. Una madre camina hasta "
            "allí con un niño que tiene fiebre. Un hombre va por su presión después del turno de noche. Si cierra, la "
            "siguiente clínica está a dos autobuses, y solo queda la sala de emergencias.\n\n"
            "La renta que ahorra el Punto 114 es poca. Lo que cuesta llega después, y lo veremos nosotros: en la fila "
            "de la despensa, en el albergue, en un salón con una silla vacía.\n\n"
            "Dejen la clínica en el presupuesto. Ábranla dos noches por semana. Nosotros ayudamos: con intérpretes, "
            "con transporte y con gente que conoce a sus vecinos."
        ),
    }
}

#         who signs, as what, and whether their logo may stand on the letter
SIGNERS = {
    "nurses": ("Grace Mensah", "Chair", True),
    "social-workers": ("Hannah Cole", "Vice President", False),
    "lakay": ("Josette Pierre", "Director", False),
    "tenants": ("Tasha Green", "Organizing Chair", False),
    "casa-del-rio": ("Lucía Ramírez", "Directora", False),
    "bus-riders": ("Ray Santos", "President", True),
    "st-brendan": ("Kathleen Byrne", "Pantry Manager", False),
}
ASKED = ("elm-street", "viet-aid")
"""Members who have not signed yet."""
OUTSIDE = {
    "name": "Riverside Council of Churches",
    "email": "office@churches.example",
    "language": "en",
}
OUTSIDE_SIGNER = ("Rev. Delia Hart", "Moderator")
DECLINER = {
    "name": "Riverside Chamber of Commerce",
    "email": "hello@chamber.example",
    "language": "en",
}
WHY_NOT = "Our board takes no side in the city's budget."

OLD_LETTER = {
    "title": "An interpreter at every door of the health district",
    "addressed_to": "Board of the Riverside Health District",
    "body": (
        "Dear members of the board,\n\n"
        "One in three people who come to your clinics speaks another language at home. Too often a child of ten "
        "interprets for a mother. We ask for three things before the winter:\n\n"
        "1. A trained interpreter, in person or by video, at every visit where somebody asks for one.\n"
        "2. A sign at each front desk, in six languages, that says: you have a right to an interpreter, and it is free.\n"
        "3. A count, each month, of how many asked and how many got one.\n\n"
        "We will lend our own interpreters for the first three months."
    ),
}
OLD_LETTER_IN = {
    "es": {
        "title": "Un intérprete en cada puerta del distrito de salud",
        "addressed_to": "Junta del Distrito de Salud de Riverside",
        "body": (
            "Estimados miembros de la junta:\n\n"
            "Una de cada tres personas que van a sus clínicas habla otro idioma en casa. Muchas veces un niño de diez "
            "años interpreta para su madre. Pedimos tres cosas antes del invierno:\n\n"
            "1. Un intérprete capacitado, en persona o por video, en cada visita en que alguien lo pida.\n"
            "2. Un letrero en cada recepción, en seis idiomas, que diga: usted tiene derecho a un intérprete, y es gratis.\n"
            "3. Una cuenta, cada mes, de cuántos lo pidieron y cuántos lo tuvieron.\n\n"
            "Prestaremos nuestros propios intérpretes los primeros tres meses."
        ),
    }
}
OLD_SIGNERS = ("nurses", "lakay", "casa-del-rio", "st-brendan", "bus-riders")
OLD_DELIVERY = "By hand, by six neighbors, before the board's meeting."
OLD_DELIVERY_IN_SPANISH = "En mano, por seis vecinos, antes de la reunión de la junta."
