"""Who may open which address of the rooms that came to the floor of acts after petitions."""

from __future__ import annotations

from tests.reach import EDITORS, MEMBERS, Reach, all_of

ACT: dict[str, Reach] = {
    **all_of("lobbying", MEMBERS, "board", "year", "schedule_c", "acts", "act", "efforts"),
    **all_of("lobbying", MEMBERS, "settings"),
    **all_of("lobbying", EDITORS, "add_act", "classify_act", "add_sheet", "add_effort"),
    **all_of("lobbying", EDITORS, "correct_effort", "remove_effort", "set_status", "set_year"),
    **all_of("lobbying", EDITORS, "note_election", "revoke_election", "add_window"),
    **all_of("lobbying", EDITORS, "remove_window", "name_candidate", "remove_candidate"),
    **all_of("lobbying", EDITORS, "add_reminder", "finish_reminder"),
}
