"""What the alliance of the demonstration plans, and what is said in its meetings. All of it is invented."""

from __future__ import annotations

from typing import NamedTuple


class ActivityText(NamedTuple):
    """An activity: its words, kind, who answers for it and helps (by address), its days from today, and how far it is."""

    title: str
    contribution: str
    kind: str
    owner: str
    partners: tuple[str, ...]
    days: tuple[int | None, int | None]
    state: str
    place: str = ""
    spoken: str = ""


class TaskText(NamedTuple):
    """A task: its words, who does it, its day from today, and when it was done."""

    title: str
    partner: str
    due: int | None
    done: int | None = None


EVENINGS = ActivityText(
    "Evenings in the waiting room",
    "We hear what people need after five, from those who can only come after five.",
    "listening",
    "elm-street",
    ("nurses",),
    (-80, 20),
    "under_way",
    "Elm Street clinic",
)
EVENINGS_IN = {
    "es": {
        "title": "Tardes en la sala de espera",
        "contribution": (
            "Escuchamos qué hace falta después de las cinco, de quienes solo pueden venir después de las cinco."
        ),
    }
}
NAMES = ActivityText(
    "Names for the clinic, block by block",
    "The council counts names. We bring them from every block around the clinic.",
    "campaign",
    "tenants",
    ("elm-street", "lakay", "st-brendan"),
    (-60, 35),
    "under_way",
    "Riverside",
)
COUNCIL = ActivityText(
    "A visit to each of the nine council members",
    "Five votes decide. Each member hears a neighbor and a nurse before the vote.",
    "officials",
    "nurses",
    ("elm-street",),
    (5, 45),
    "planned",
)
RIDES = ActivityText(
    "Rides to the evening hours",
    "Whoever has no bus after six gets a ride, so that the evening hours are used.",
    "services",
    "bus-riders",
    ("casa-del-rio",),
    (40, None),
    "planned",
    "Elm Street clinic",
)
DESK = ActivityText(
    "Interpreters at the front desk, on trial",
    "Three months with an interpreter at the desk show what a year would cost and bring.",
    "services",
    "lakay",
    ("nurses", "health-center"),
    (-20, 70),
    "under_way",
    "Elm Street clinic",
    "ht",
)
VOLUNTEERS = ActivityText(
    "Volunteers who speak Haitian Creole",
    "Somebody sits beside whoever waits, and explains the forms.",
    "services",
    "social-workers",
    (),
    (-5, 60),
    "planned",
    "Elm Street clinic",
    "ht",
)
WAITING = ActivityText(
    "Count how long families wait, by language",
    "Without the number nobody can say whether it got better.",
    "measuring",
    "social-workers",
    ("nurses",),
    (-45, -3),
    "done",
)
STUDY = ActivityText(
    "Study group for the clinical exam",
    "Ten people who already do this work study together every Thursday.",
    "training",
    "social-workers",
    ("lakay",),
    (-30, 120),
    "under_way",
    "Public library",
)
FEES = ActivityText(
    "Find money for exam fees", "A fee of 260 dollars stops people who are ready.", "resources",
    "", (), (None, 90), "planned",
)  # fmt: skip
TASKS: dict[str, tuple[TaskText, ...]] = {
    EVENINGS.title: (
        TaskText("Ask the clinic for two evenings", "elm-street", -70, -72),
        TaskText("Tea, chairs and a corner for children", "elm-street", -60, -61),
        TaskText("Write up what was said, in three languages", "elm-street", 12),
    ),
    NAMES.title: (
        TaskText("Draw the map of blocks", "tenants", -50, -52),
        TaskText("Print sheets in Spanish and Haitian Creole", "lakay", -40, -38),
        TaskText("Two Saturdays at the market", "st-brendan", -6, -8),
        TaskText("Bring the last sheets to the office", "tenants", -2),
    ),
    COUNCIL.title: (
        TaskText("Ask nine offices for half an hour", "nurses", 3),
        TaskText("Choose who goes: a neighbor and a nurse each", "elm-street", 9),
        TaskText("One page with our three figures", "social-workers", 11),
    ),
    DESK.title: (
        TaskText("Write the rota for the desk", "lakay", -18, -19),
        TaskText("Show the front desk how to call an interpreter", "nurses", -10, -9),
        TaskText("Ask ten families how it went", "lakay", 25),
    ),
    VOLUNTEERS.title: (TaskText("Find four volunteers for Tuesdays", "social-workers", None),),
    WAITING.title: (TaskText("Read the log of six weeks", "social-workers", -8, -6),),
    STUDY.title: (
        TaskText("Book the room until June", "lakay", -25, -26),
        TaskText("Ask last year's candidates for their notes", "social-workers", 6),
        TaskText("Practice exam on a Saturday", "social-workers", 30),
    ),
}


class MeetingText(NamedTuple):
    """A meeting: its words, how many days from today, who was there and how many guests, and its points."""

    title: str
    day: int
    present: tuple[str, ...]
    guests: int
    points: tuple[tuple[str, str, int, str], ...]
    """(what about, who brings it, minutes planned, what was said)"""


MEETING = {
    "place": "Public library, room 2",
    "languages": ["en", "es", "ht"],
    "interpreter_note": "Haitian Creole and Spanish from the start",
    "childcare_note": "Next door, with supper; ages 2 to 12",
    "access_note": "Step-free, bus 7 stops at the door, last bus at 21:40",
}
PARTNER_FAIR = "Shall we hold an open day at the clinic in spring?"
FIRST_MEETING = MeetingText(
    "Meeting of partners",
    -47,
    ("elm-street", "nurses", "lakay", "tenants", "casa-del-rio", "bus-riders", "viet-aid"),
    6,
    (
        (
            "How the evenings go",
            "elm-street",
            20,
            "Thirty-one people came on two evenings. Most ask for appointments after five. The nurses can stay until "
            "eight on Tuesdays and Thursdays, if somebody watches the children.",
        ),
        (
            PARTNER_FAIR,
            "nurses",
            20,
            "One Saturday in April, run by all partners. The nurses show the rooms, neighbors cook. The alliance pays up "
            "to 400 dollars for posters and food.",
        ),
        ("Next meeting", "", 5, "In four weeks, again with supper."),
    ),
)
SECOND_MEETING = MeetingText(
    "Meeting of partners",
    -12,
    ("elm-street", "nurses", "lakay", "social-workers", "tenants", "health-center", "st-brendan"),
    9,
    (
        ("Minutes of the last meeting", "", 5, "Approved without changes."),
        (
            "The interpreter at the desk: first weeks",
            "lakay",
            20,
            "In three weeks the interpreter was called 44 times. Families wait less, the desk is calmer. Open: who asks "
            "the families themselves?",
        ),
        (
            "Who visits the council members",
            "nurses",
            25,
            "Nine visits, always a neighbor and a nurse. We begin with the two who have not said how they vote.",
        ),
    ),
)
NEXT_MEETING = MeetingText(
    "Meeting of partners",
    16,
    (),
    0,
    (
        ("Minutes of the last meeting", "", 5, ""),
        ("What the council members told us", "nurses", 30, ""),
        ("The open day in April: who does what", "elm-street", 25, ""),
        ("Money for exam fees", "social-workers", 20, ""),
    ),
)
FAMILIES = TaskText("Call the ten families, in their language", "lakay", 14)
POSTER = TaskText("A poster for the open day", "tenants", 21)
LATER = "The snow closed the library twice: the last evenings move to next month."
FOOT_SORE = "Our members work evenings and cannot cook. We will lend tables."
