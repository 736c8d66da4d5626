"""What people of the demonstration write to those who decide. All of it is invented."""

from __future__ import annotations

from typing import TypedDict


class LettersText(TypedDict):
    title: str
    summary: str
    subject: str
    opening: str
    ask: str
    closing: str
    official_language: str


class PaperText(TypedDict):
    name: str
    email: str
    word_limit: int


COUNCIL_LETTERS: LettersText = {
    "title": "Tell the council what the Elm Street clinic means to you",
    "summary": (
        "On Item 114 the council decides whether the clinic keeps its money. Nine people will vote. Tell them in your own "
        "words; one true story counts more than a thousand copies."
    ),
    "subject": "Item 114: please keep the Elm Street clinic",
    "opening": "You will soon vote on Item 114, which would end the money for the clinic on Elm Street.",
    "ask": "Please vote no on Item 114, and keep the clinic open two evenings a week.",
    "closing": "I live here, and I vote here. I would be glad to hear how you will decide.",
    "official_language": "en",
}
COUNCIL_LETTERS_IN = {
    "es": {
        "title": "Dígale al concejo lo que la clínica de Elm Street significa para usted",
        "summary": (
            "Con el punto 114 el concejo decide si la clínica conserva su dinero. Votarán nueve personas. Dígalo con sus "
            "propias palabras; una historia verdadera vale más que mil copias."
        ),
        "subject": "Punto 114: conserven la clínica de Elm Street",
        "opening": "Pronto votarán el punto 114, que dejaría sin dinero a la clínica de Elm Street.",
        "ask": "Por favor voten no al punto 114 y mantengan la clínica abierta dos noches por semana.",
        "closing": "Vivo aquí y voto aquí. Me gustaría saber cómo van a decidir.",
    }
}
BILL_LETTERS: LettersText = {
    "title": "Ask your state legislators for evening hours in every clinic",
    "summary": (
        "A bill in the State House would pay clinics for evening hours. Your senator and your representative have not said "
        "where they stand."
    ),
    "subject": "Evening hours in community clinics",
    "opening": "I write to you as somebody who lives in your district.",
    "ask": "Please support money for evening hours in community clinics, and tell me where you stand.",
    "closing": "Thank you for reading this.",
    "official_language": "en",
}

BILL_LETTERS_IN = {
    "es": {
        "title": "Pida a sus legisladores estatales que cada clínica abra por la noche",
        "summary": (
            "Un proyecto de ley en la Cámara del estado pagaría el horario nocturno de las clínicas. Su senador y su "
            "representante no han dicho qué opinan."
        ),
        "subject": "Horario nocturno en las clínicas comunitarias",
        "opening": "Le escribo porque vivo en su distrito.",
        "ask": (
            "Por favor apoye el dinero para el horario nocturno de las clínicas comunitarias y dígame qué opina."
        ),
        "closing": "Gracias por leer esta carta.",
    }
}
PAPER_LETTERS: LettersText = {
    "title": "Write to the newspaper about the Elm Street clinic",
    "summary": (
        "Editors print short letters from people who live here, and council members read them. Three hundred words are "
        "enough for one true story."
    ),
    "subject": "Letter to the editor: the Elm Street clinic",
    "opening": "The council will soon vote on the clinic on Elm Street.",
    "ask": "I hope the council keeps it open.",
    "closing": "",
    "official_language": "en",
}
PAPER_LETTERS_IN = {
    "es": {
        "title": "Escriba al periódico sobre la clínica de Elm Street",
        "summary": (
            "Los editores publican cartas breves de la gente de aquí, y los concejales las leen. Trescientas palabras "
            "alcanzan para una historia verdadera."
        ),
        "subject": "Carta al editor: la clínica de Elm Street",
        "opening": "El concejo votará pronto sobre la clínica de Elm Street.",
        "ask": "Espero que el concejo la mantenga abierta.",
        "closing": "",
    }
}
POST: PaperText = {
    "name": "The Riverside Post",
    "email": "letters@post.example",
    "word_limit": 300,
}
VOICE: PaperText = {
    "name": "La Voz de Riverside",
    "email": "cartas@lavoz.example",
    "word_limit": 250,
}
BOUNCED = "552 5.2.2 The mailbox is full"

Written = tuple[str, str, str]
"""Language, who somebody is, and why it matters to them."""

TO_COUNCIL: tuple[Written, ...] = (
    (
        "en",
        "I clean offices at night, and I live on Elm Street with my two sons.",
        "When my younger boy had an ear infection at seven in the evening, we walked to the clinic in our slippers. "
        "Without it I would have lost a shift and sat in the emergency room until morning.",
    ),
    (
        "es",
        "Soy abuela de cuatro niños y vivo en la calle Olmo desde 1994.",
        "En la clínica me hablan en español. Allí me explicaron la diabetes con paciencia, y por eso todavía camino.",
    ),
    (
        "en",
        "I am a school social worker.",
        "Last winter three of my students got glasses because the clinic was open after school. Their grades went up. "
        "The next eye doctor who takes their insurance is forty minutes by bus.",
    ),
    (
        "es",
        "Trabajo en la panadería de la esquina, de cuatro de la mañana a cinco de la tarde.",
        "Solo puedo ir al médico de noche. Si cierran, no voy. Así de simple.",
    ),
    (
        "en",
        "I drive the 34 bus.",
        "I see who gets off at the clinic: people with walkers, people with babies, people after a double shift. I am the "
        "last ride home for the aides who work there.",
    ),
    (
        "en",
        "I am a retired nurse. I worked at the clinic for twenty-two years.",
        "We knew families by name. A mother told me about bruises that she never would have shown in a hospital. "
        "You cannot move that trust across town.",
    ),
    (
        "es",
        "Soy madre soltera y estudio por las tardes.",
        "Mi hija tiene asma. El inhalador lo cambiamos a las siete, después de clase. A esa hora no hay otro lugar "
        "abierto al que podamos llegar a pie.",
    ),
    (
        "en",
        "I own the hardware store across from the clinic.",
        "People come to see the doctor and then buy paint. If the clinic goes, the block goes. I have seen it on Canal Street.",
    ),
)
TO_LEGISLATORS: tuple[Written, ...] = (
    (
        "en",
        "I am a home health aide.",
        "I look after other people's parents until six. My own mother's clinic closes at five.",
    ),
    (
        "es",
        "Soy cocinera en dos restaurantes.",
        "Mi presión estaba en 190 cuando por fin encontré una clínica abierta de noche, a una hora de aquí.",
    ),
    (
        "en",
        "I teach evening classes in English for adults.",
        "Half of my students have not seen a dentist in five years. They all ask me the same question: who is open after work?",
    ),
    (
        "en",
        "I am a father of twins who were born at 31 weeks.",
        "We had forty appointments in the first year. My boss counted them.",
    ),
)
TO_PAPERS: tuple[Written, ...] = (
    (
        "en",
        "I coach the girls' soccer team at Canal Side.",
        "Two summers ago a goalkeeper of mine broke her wrist at practice. The clinic was three blocks away and still "
        "open. I carried her shoes.",
    ),
    (
        "es",
        "Cuido a mi papá, que tiene 81 años.",
        "Él no sube al autobús con su andador. A la clínica llegamos los dos caminando, despacito, los jueves.",
    ),
    (
        "en",
        "I am seventeen and I work at the grocery store on Elm Street.",
        "My parents have no car. I went by myself for the first time, and the nurse talked to me, not over me.",
    ),
)
REPLY = (
    "Thank you for writing. I grew up four blocks from the clinic. I will ask that Item 114 be sent back to the committee on "
    "Monday, and I would like to hear you at the hearing."
)
