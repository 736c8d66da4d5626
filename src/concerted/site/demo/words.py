"""What is written in the demonstration, in its languages. All of it is invented."""

from __future__ import annotations

from typing import TypedDict


class AskText(TypedDict):
    title: str
    ask: str
    body: str


class AskWithNotice(AskText):
    notice_title: str
    notice_text: str


class NewsText(TypedDict):
    title: str
    text: str


CLINIC_GOAL = {
    "title": "Keep the Elm Street clinic open, evenings included",
    "summary": (
        "The county plans to close the only clinic that 6,200 neighbors can walk to. People who work days could never "
        "come before five. We want the clinic to stay, and to be open two evenings a week by next spring."
    ),
}
CLINIC_GOAL_IN = {
    "es": {
        "title": "Que la clínica de Elm Street siga abierta, también por las noches",
        "summary": (
            "El condado piensa cerrar la única clínica a la que 6,200 vecinos pueden llegar a pie. Quien trabaja de día "
            "nunca pudo ir antes de las cinco. Queremos que la clínica se quede y que abra dos noches por semana para la "
            "próxima primavera."
        ),
    },
    "ht": {
        "title": "Kenbe klinik Elm Street la louvri, menm aswè",
        "summary": (
            "Konte a vle fèmen sèl klinik kote 6,200 vwazen ka mache rive. Moun k ap travay lajounen pa t janm ka vini "
            "anvan senkè. Nou vle klinik la rete, epi pou l louvri de swa pa semèn anvan pwochen prentan."
        ),
    },
}
EXAM_GOAL = {
    "title": "Half of new clinical social workers in our schools are Black or Latinx by 2028",
    "summary": (
        "In the United States, {white} of 100 white test takers passed the clinical exam at the first attempt in "
        "{period}. Of 100 Black test takers it was {black}, of 100 Hispanic or Latino test takers {latino}. The exam costs "
        "money, study time and courage. We will share all three. (Source of the figures: {source}.)"
    ),
}
EXAM_GOAL_IN = {
    "es": {
        "title": "La mitad de los nuevos trabajadores sociales clínicos de nuestras escuelas son negros o latinos en 2028",
        "summary": (
            "En Estados Unidos, {white} de cada 100 personas blancas aprobaron el examen clínico en el primer intento en "
            "{period}. De cada 100 personas negras fueron {black}; de cada 100 hispanas o latinas, {latino}. El examen cuesta "
            "dinero, tiempo de estudio y ánimo. Compartiremos los tres. (Fuente de las cifras: {source}.)"
        ),
    }
}
LANGUAGE_GOAL = {
    "title": "No family waits over 30 days for care in their language",
    "summary": (
        "A family that needs care in Haitian Creole waits far longer than one that speaks English. We want interpreters "
        "at every visit, and counselors who speak the languages of Riverside."
    ),
}
LANGUAGE_GOAL_IN = {
    "es": {
        "title": "Ninguna familia espera más de 30 días para recibir atención en su idioma",
        "summary": (
            "Una familia que necesita atención en criollo haitiano espera mucho más que una que habla inglés. Queremos "
            "intérpretes en cada visita y consejeros que hablen los idiomas de Riverside."
        ),
    },
    "ht": {
        "title": "Okenn fanmi pa dwe tann plis pase 30 jou pou swen nan lang yo",
        "summary": (
            "Yon fanmi ki bezwen swen an kreyòl tann pi lontan pase yon fanmi ki pale anglè. Nou vle entèprèt nan chak "
            "vizit, ak konseye ki pale lang moun Riverside yo."
        ),
    },
}

CLINIC_CAMPAIGN = {
    "title": "Save the Elm Street clinic",
    "summary": (
        "The council votes this winter. Until then we collect names, bring neighbors to the hearing and show what the "
        "clinic means to this part of town."
    ),
}
CLINIC_CAMPAIGN_IN = {
    "es": {
        "title": "Salvemos la clínica de Elm Street",
        "summary": (
            "El concejo vota este invierno. Hasta entonces juntamos firmas, llevamos vecinos a la audiencia y mostramos "
            "lo que la clínica significa para el barrio."
        ),
    },
    "ht": {
        "title": "Ann sove klinik Elm Street la",
        "summary": (
            "Konsèy la ap vote ivè sa a. Jiska lè sa a n ap ranmase siyati, n ap mennen vwazen nan odyans lan, epi n ap "
            "montre sa klinik la ye pou katye a."
        ),
    },
}
LANGUAGE_CAMPAIGN = {
    "title": "Care we understand",
    "summary": "Interpreters first, then counselors: step by step to care in every language of Riverside.",
}
EXAM_CAMPAIGN = {
    "title": "A fair start into the profession",
    "summary": "Exam fees, study groups and mentors for people who already do this work every day.",
}

LANGUAGE_CAMPAIGN_IN = {
    "es": {
        "title": "Una atención que entendemos",
        "summary": "Primero intérpretes, después consejeros: paso a paso hacia la atención en todos los idiomas de Riverside.",
    }
}
EXAM_CAMPAIGN_IN = {
    "es": {
        "title": "Un comienzo justo en la profesión",
        "summary": "Cuotas del examen, grupos de estudio y mentores para quienes ya hacen este trabajo cada día.",
    }
}

CLINIC_PETITION: AskWithNotice = {
    "title": "Keep the Elm Street health clinic open",
    "ask": (
        "The county plans to close the only clinic within walking distance for 6,200 neighbors. We ask the Council to "
        "vote no on Item 114 and to fund evening hours."
    ),
    "body": (
        "For 31 years the clinic on Elm Street has been the place to go with a fever, a baby, a new prescription or a "
        "hard week. Without it, the next clinic is two buses away.\n\n"
        "Item 114 would close it to save rent. But people who cannot see a nurse early come to the emergency room late. "
        "That costs more, and it hurts.\n\n"
        "We ask the Riverside City Council:\n\n"
        "1. to vote no on Item 114,\n"
        "2. to keep the clinic and its staff in the budget,\n"
        "3. to open it two evenings a week, so that people who work days can come."
    ),
    "notice_title": "The council votes this winter.",
    "notice_text": "Come with us to the hearing. There will be child care, and Spanish and ASL interpretation.",
}
CLINIC_PETITION_IN = {
    "es": {
        "title": "Que la clínica de salud de Elm Street siga abierta",
        "ask": (
            "El condado piensa cerrar la única clínica a la que 6,200 vecinos pueden llegar a pie. Pedimos al Concejo "
            "que vote no al punto 114 y que pague un horario de noche."
        ),
        "body": (
            "Desde hace 31 años la clínica de Elm Street es el lugar adonde ir con fiebre, con un bebé, con una receta "
            "nueva o después de una semana dura. Sin ella, la próxima clínica queda a dos autobuses.\n\n"
            "El punto 114 la cerraría para ahorrar el alquiler. Pero quien no puede ver a una enfermera a tiempo llega "
            "tarde a emergencias. Eso cuesta más, y duele.\n\n"
            "Pedimos al Concejo Municipal de Riverside:\n\n"
            "1. que vote no al punto 114,\n"
            "2. que mantenga la clínica y a su personal en el presupuesto,\n"
            "3. que la abra dos noches por semana, para que pueda venir quien trabaja de día."
        ),
        "notice_title": "El concejo vota este invierno.",
        "notice_text": (
            "Venga con nosotros a la audiencia. Habrá cuidado de niños e interpretación al español y en lengua de señas."
        ),
    },
    "ht": {
        "title": "Kenbe klinik sante Elm Street la louvri",
        "ask": (
            "Konte a vle fèmen sèl klinik kote 6,200 vwazen ka mache rive. Nou mande Konsèy la pou l vote non sou Pwen "
            "114 epi pou l peye pou klinik la louvri aswè."
        ),
        "body": (
            "Depi 31 an, se nan klinik Elm Street la moun ale lè yo gen lafyèv, lè yo gen ti bebe, oswa apre yon semèn "
            "ki di. San li, pwochen klinik la se de bis.\n\n"
            "Nou mande Konsèy Vil Riverside la:\n\n"
            "1. pou l vote non sou Pwen 114,\n"
            "2. pou l kenbe klinik la ak anplwaye li yo nan bidjè a,\n"
            "3. pou l louvri l de swa pa semèn, pou moun k ap travay lajounen ka vini."
        ),
        "notice_title": "Konsèy la ap vote ivè sa a.",
        "notice_text": "Vini avèk nou nan odyans lan. Ap gen moun pou gade timoun yo.",
    },
}
LANGUAGE_PETITION: AskText = {
    "title": "An interpreter at every visit",
    "ask": (
        "Children should not have to interpret for their parents at the doctor. We ask Riverside Hospital to have an "
        "interpreter at every visit, in person or by phone, at no cost."
    ),
    "body": (
        "Last year families told us that a child, a cousin or a stranger in the waiting room had to interpret. Words "
        "about a lump in the breast or a bad night should not pass through a ten-year-old."
    ),
}
LANGUAGE_PETITION_IN = {
    "es": {
        "title": "Un intérprete en cada visita",
        "ask": (
            "Los niños no deberían interpretar para sus padres en el médico. Pedimos al Hospital de Riverside un "
            "intérprete en cada visita, en persona o por teléfono, sin costo."
        ),
        "body": (
            "El año pasado las familias nos contaron que un niño, un primo o un desconocido en la sala de espera tuvo que "
            "interpretar. Hay palabras que no deben pasar por un niño de diez años."
        ),
    }
}
LANGUAGE_ANSWER = (
    "From the first of the month an interpreter can be reached by phone in every room of our clinics, in 40 languages. "
    "In-person interpreters for Spanish and Haitian Creole will follow in the spring. We thank the families who spoke up."
)
LANGUAGE_ANSWER_IN = {
    "es": {
        "text": (
            "Desde el primero del mes se puede llamar a un intérprete en cada sala de nuestras clínicas, en 40 idiomas. "
            "En la primavera habrá intérpretes en persona para español y criollo haitiano. Agradecemos a las familias que "
            "hablaron."
        )
    }
}
EXAM_PETITION: AskText = {
    "title": "A fund for first-time exam fees",
    "ask": (
        "We ask for a state fund that pays the fee of the first clinical exam for social workers who serve in public "
        "schools."
    ),
    "body": "We are still writing this one. Tell us what is missing.",
}
NEWS: NewsText = {
    "title": "Over 200 neighbors came to the forum",
    "text": (
        "The school gym was full. Nurses, parents and bus drivers spoke, in three languages. Two council members "
        "stayed to the end. The next step is the hearing."
    ),
}
NEWS_IN = {
    "es": {
        "title": "Más de 200 vecinos vinieron al foro",
        "text": (
            "El gimnasio de la escuela estaba lleno. Hablaron enfermeras, padres y choferes de autobús, en tres idiomas. "
            "Dos miembros del concejo se quedaron hasta el final. El próximo paso es la audiencia."
        ),
    },
    "ht": {
        "title": "Plis pase 200 vwazen te vini nan fowòm nan",
        "text": (
            "Jimnazyòm lekòl la te plen. Enfimyè, paran ak chofè bis te pale, nan twa lang. De manm konsèy la te rete "
            "jiska lafen. Pwochen etap la se odyans lan."
        ),
    },
}

COMMENTS = {
    "en": (
        "My mother has dialysis three mornings a week. The next clinic is two buses away.",
        "I see the same children in my school office who used to be seen on Elm Street.",
        "They know my name there. That is why I go.",
        "I work until six. Evening hours would be the first time I can see a doctor without losing pay.",
        "I was a nurse on Elm Street for nineteen years. This neighborhood needs it.",
        "When my son could not breathe, we walked there in six minutes.",
        "Closing it saves rent. Who pays for the ambulance?",
        "I don't drive any more. Elm Street is how I stay in my own home.",
        "Our youth group meets next door. The counselor there kept two of our kids going.",
        "It is the only place that takes my insurance and has a ramp.",
        "I had my blood pressure checked there for years. That is health care that works.",
        "My students miss a whole day of school for one visit across town.",
        "We pay taxes too.",
        "The staff stayed open all through the snow. Let us stand up for them now.",
    ),
    "es": (
        "Ahí atendieron a mis tres hijos. Siempre en español.",
        "Trabajo de noche y de día cuido a mi mamá. La clínica me queda a cinco minutos.",
        "Sin la clínica tendría que elegir entre el médico y el trabajo.",
        "La enfermera Carmen me explicó todo con paciencia.",
        "Mi abuela va caminando. No la obliguen a tomar dos autobuses.",
        "Es el único lugar donde no tuve miedo de preguntar.",
        "Queremos horario de noche, como nos prometieron.",
        "Gracias por luchar por el barrio.",
    ),
    "ht": (
        "Se la yo te pran swen manman m.",
        "Mwen travay lajounen. Si klinik la louvri aswè, m ap ka ale.",
        "Yo pale kreyòl avè m. Sa fè yon gwo diferans.",
        "Pitit mwen yo grandi ak klinik sa a.",
        "Pa fèmen l. Nou bezwen l.",
        "De bis ak yon ti bebe, se twòp.",
    ),
}
GIVEN_NAMES_HT = [
    "Marie",
    "Roseline",
    "Wideline",
    "Jocelyne",
    "Nadège",
    "Mirlande",
    "Guerda",
    "Fabiola",
    "Ketsia",
    "Islande",
    "Jean",
    "Wilner",
    "Frantz",
    "Ronald",
    "Emmanuel",
    "Josué",
    "Stanley",
    "Rodrigue",
    "Évens",
    "Pierre",
]
FAMILY_NAMES_HT = [
    "Joseph",
    "Pierre",
    "Charles",
    "Jean-Baptiste",
    "Louis",
    "François",
    "Étienne",
    "Désir",
    "Augustin",
    "Toussaint",
    "Célestin",
    "Dorvil",
    "Saint-Fleur",
    "Estimé",
    "Beaubrun",
    "Lafleur",
    "Guerrier",
    "Philogène",
    "Cadet",
    "Exantus",
]
ZIP_CODES = ("02134", "02134", "02134", "02135", "02135", "02139", "02163", "02446")
