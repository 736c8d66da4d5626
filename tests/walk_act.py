"""Who may open which address of the rooms that came to the floor of acts after petitions."""

from __future__ import annotations

from tests.reach import EDITORS, MEMBERS, OWNERS, PUBLIC, Reach, all_of

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
    **all_of("letters", EDITORS, "record_reply", "mark_bounced", "send_again"),
    **all_of("lobbying", MEMBERS, "board", "year", "schedule_c", "acts", "act", "efforts"),
    **all_of("lobbying", MEMBERS, "settings"),
    **all_of("lobbying", EDITORS, "add_act", "classify_act", "add_sheet", "add_effort"),
    **all_of("lobbying", EDITORS, "correct_effort", "remove_effort", "set_status", "set_year"),
    **all_of("lobbying", EDITORS, "note_election", "revoke_election", "add_window"),
    **all_of("lobbying", EDITORS, "remove_window", "name_candidate", "remove_candidate"),
    **all_of("lobbying", EDITORS, "add_reminder", "finish_reminder"),
    **all_of("visits", PUBLIC, "public_hearings", "hearings_ics", "hearing", "come", "testify"),
    **all_of("visits", PUBLIC, "thanks", "said", "confirm", "take_back"),
    **all_of("visits", MEMBERS, "visits", "visit", "visit_sheet", "visit_ics"),
    **all_of("visits", MEMBERS, "hearings", "hearing_desk"),
    **all_of("visits", EDITORS, "add_visit", "edit_visit", "cancel_visit", "translate_visit"),
    **all_of("visits", EDITORS, "add_goer", "remove_goer", "send_visit", "hold_visit"),
    **all_of("visits", EDITORS, "note_commitment", "settle_commitment", "make_stance"),
    **all_of("visits", EDITORS, "add_follow_up", "prepare_hearing", "translate_preparation"),
    **all_of("visits", EDITORS, "preview", "hand_over", "packet", "testimony"),
    **all_of("visits", EDITORS, "remove_testimony", "restore_testimony", "translate_testimony"),
    **all_of("signons", PUBLIC, "page", "letter_pdf", "linked", "take_back_linked"),
    **all_of("signons", MEMBERS, "letters", "letter"),
    **all_of("signons", EDITORS, "add_letter", "edit_letter", "open_letter", "close_letter"),
    **all_of("signons", EDITORS, "ask_partners", "ask_outside", "note_delivery"),
    **all_of("signons", EDITORS, "mail_letter", "translate_letter"),
    # What binds an organization is signed by its owners.
    **all_of("signons", OWNERS, "answer", "take_back"),
}
