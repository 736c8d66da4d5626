"""Who may open which address of the rooms that came to the floor of acts after petitions."""

from __future__ import annotations

from tests.reach import EDITORS, MEMBERS, PUBLIC, Reach, all_of

ACT: dict[str, Reach] = {
    **all_of("policies", PUBLIC, "public_policies", "page", "hearing_ics"),
    **all_of("policies", MEMBERS, "scorecard", "policies", "policy", "power", "vote"),
    **all_of("policies", EDITORS, "add_policy", "edit_policy", "publish_policy", "close_policy"),
    **all_of("policies", EDITORS, "reopen_policy", "translate_policy", "move_policy"),
    **all_of("policies", EDITORS, "remove_move", "add_deadline", "remove_deadline"),
    **all_of("policies", EDITORS, "add_hearing", "edit_hearing", "cancel_hearing"),
    **all_of("policies", EDITORS, "translate_hearing", "set_influence", "note_stance"),
    **all_of("policies", EDITORS, "remove_stance", "record_vote", "count_vote"),
    **all_of("policies", EDITORS, "leave_out_vote", "remove_vote"),
    **all_of("policies", EDITORS, "record_outcome", "tell_outcome"),
    # What a person wrote is for organizers, and for its writer's own link.
    **all_of("letters", PUBLIC, "page", "read_letter", "change_words", "send_letter"),
    **all_of("letters", PUBLIC, "print_letter", "thanks", "kept"),
    **all_of("letters", PUBLIC, "letter", "confirm_letter", "change_letter", "take_back_letter"),
    **all_of("letters", PUBLIC, "erase_letter", "letter_pdf", "mark_printed", "tell_reply"),
    **all_of("letters", MEMBERS, "all_letters", "letters"),
    **all_of("letters", EDITORS, "add_letters", "edit_letters", "publish_letters"),
    **all_of("letters", EDITORS, "close_letters", "reopen_letters", "translate_letters"),
    **all_of("letters", EDITORS, "targets", "add_official", "add_paper", "remove_target"),
    **all_of("letters", EDITORS, "written", "batch_pdf", "batch_csv", "hand_over"),
    **all_of("letters", EDITORS, "record_reply", "mark_bounced"),
}
