"""Who may open which address of letters. What a person wrote is for organizers, and for its writer's own link."""

from __future__ import annotations

from tests.reach import EDITORS, MEMBERS, PUBLIC, Reach, all_of

LETTERS: dict[str, Reach] = {
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
