"""What the lobbying record of the demonstration says."""

from __future__ import annotations

DISTRICT = {
    "name": "Riverside Health District",
    "body": "Board of Health",
    "jurisdiction": "Riverside Health District",
    "kind": "health authority",
    "email": "board@riverside-health.example",
    "phone": "(617) 555-0142",
}
TO_DISTRICT = (
    "Petition on paper to the Riverside Health District",
    "Two hundred and twelve people ask the board to post nurses on two evenings a week.",
)
TALK = (
    "Talk with a council member after the hearing",
    "Ten minutes in the hallway about evening hours.",
)
HOURS = (
    (64, "clinic", "Organizer", "3.5", "Wrote the text of the petition with neighbors"),
    (58, "clinic", "Communications", "2", "Laid out the page in three languages"),
    (51, "letter", "Convener", "2.25", "Drafted the letter that partners sign"),
    (49, "letter", "Organizer", "1.5", "Asked nine partners to read and sign it"),
    (44, "district", "Organizer", "4", "Sat at the library with the paper sheets"),
    (41, "district", "Organizer", "3", "Counted and copied the sheets"),
    (38, "letter", "Convener", "1", "Spoke with the chair of the council"),
    (30, "clinic", "Organizer", "5", "Two evenings at doors around the clinic"),
    (22, "hospital", "Convener", "1.75", "Went through the answer of the hospital"),
    (13, "letter", "Convener", "1.25", "Answered questions of a member about Item 114"),
    (6, "clinic", "Communications", "1.5", "News to those who signed"),
)
"""Days ago, act, post, hours, what was done."""
CALENDAR = "Calendar of the post, written down the same day."
MEETING = "Monthly meeting of the alliance"
MEETING_BASIS = (
    "Two of four hours were about Item 114: one about the letter to the council, one about who "
    "knocks on doors. The agenda is in the minutes."
)
FLYERS = "Printed 2,000 flyers that ask people to sign"
RECEIPT = "Receipt of the print shop. The flyers spoke of nothing else."
ELECTION = "City election of Riverside"
STATE = (
    "Massachusetts",
    "Look at the rules of the Secretary of the Commonwealth on who registers as a lobbyist, and ask our lawyer.",
)
