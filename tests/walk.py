"""Who may open which address. Every new address takes its place here."""

from __future__ import annotations

from enum import Enum


class Reach(Enum):
    """Who is let in, of the union's cast, of somebody else's organization (Sam), and nobody."""

    PUBLIC = ("omar", "olga", "cleo", "vera", "sam", "nobody")
    SIGNED_IN = ("omar", "olga", "cleo", "vera", "sam")
    MEMBERS = ("omar", "olga", "cleo", "vera")
    ENTERERS = ("omar", "olga", "cleo")
    EDITORS = ("omar", "olga")
    OWNERS = ("omar",)
    SAM = ("sam",)
    NONE = ()

    @property
    def people(self) -> tuple[str, ...]:
        return self.value


PUBLIC, SIGNED_IN, MEMBERS = Reach.PUBLIC, Reach.SIGNED_IN, Reach.MEMBERS
ENTERERS, EDITORS, OWNERS, SAM, NONE = (
    Reach.ENTERERS,
    Reach.EDITORS,
    Reach.OWNERS,
    Reach.SAM,
    Reach.NONE,
)


def _all(room: str, reach: Reach, *names: str) -> dict[str, Reach]:
    return {f"{room}:{name}": reach for name in names}


EXPECTED: dict[str, Reach] = {
    **_all("base", PUBLIC, "health", "worker_health"),
    **_all("accounts", SIGNED_IN, "profile", "sign_out_everywhere"),
    **_all("organizations", PUBLIC, "home", "page", "invitation", "accept_invitation"),
    **_all("organizations", NONE, "administration"),
    **_all("organizations", MEMBERS, "work", "team", "leave", "coalition"),
    **_all("organizations", EDITORS, "trail"),
    **_all(
        "organizations",
        OWNERS,
        "invite",
        "resend_invitation",
        "revoke_invitation",
        "change_role",
        "remove_member",
        "hand_over",
        "settings",
        "accept_membership",
        "decline_membership",
        "withdraw_membership_invitation",
        "end_membership",
    ),
    **_all("goals", PUBLIC, "public_goals", "page"),
    **_all("goals", MEMBERS, "goals", "goal"),
    **_all(
        "goals",
        EDITORS,
        "add_goal",
        "edit_goal",
        "publish_goal",
        "close_goal",
        "reopen_goal",
        "translate_goal",
    ),
    **_all("campaigns", PUBLIC, "page"),
    **_all("campaigns", MEMBERS, "campaigns", "campaign"),
    **_all(
        "campaigns",
        EDITORS,
        "add_campaign",
        "edit_campaign",
        "publish_campaign",
        "close_campaign",
        "reopen_campaign",
        "translate_campaign",
    ),
    **_all(
        "conversations", PUBLIC, "page", "cast_vote", "suggest_statement", "moderation", "kept"
    ),
    **_all("conversations", PUBLIC, "mail_return_link", "follow_return_link", "map_of_opinions"),
    **_all("conversations", EDITORS, "export_votes"),
    **_all("conversations", MEMBERS, "conversations", "conversation", "statements"),
    **_all(
        "conversations",
        EDITORS,
        "add_conversation",
        "change_conversation",
        "open_conversation",
        "close_conversation",
        "reopen_conversation",
        "translate_conversation",
        "seed_statements",
        "review",
        "statement",
        "review_statement",
        "translate_statement",
    ),
    **_all("representation", PUBLIC, "public_who"),
    **_all("representation", MEMBERS, "occasions", "who", "asks", "places", "place", "dimensions"),
    **_all(
        "representation",
        EDITORS,
        "ask_about_people",
        "reach",
        "answer_ask",
        "add_place",
        "rename_place",
        "import_benchmarks",
        "add_dimension",
        "adopt_dimension",
        "dimension",
        "translate_dimension",
        "translate_subgroup",
    ),
    **_all("officials", MEMBERS, "officials", "page"),
    **_all("officials", EDITORS, "add_official", "edit_official"),
    **_all("people", PUBLIC, "your_data", "self_service", "self_correct", "self_stop"),
    **_all("people", PUBLIC, "self_json", "self_csv", "self_erase", "unsubscribe"),
    **_all(
        "people",
        EDITORS,
        "people",
        "add_person",
        "tags",
        "tag",
        "delete_tag",
        "segments",
        "add_segment",
        "segment",
        "change_segment",
        "export_segment",
        "delete_segment",
        "imports",
        "add_import",
        "import",
        "correct_columns",
        "run_import",
        "undo_import",
        "discard_import",
        "import_table",
        "merges",
        "unmerge",
        "retention",
        "person",
        "correct_person",
        "add_address",
        "remove_address",
        "record_answer",
        "tag_person",
        "untag_person",
        "merge_choose",
        "merge",
        "erase_person",
    ),
    **_all("petitions", PUBLIC, "page", "sign", "thanks", "kept"),
    **_all("petitions", PUBLIC, "confirm", "confirmed", "disown", "disowned"),
    **_all("petitions", MEMBERS, "petitions", "petition"),
    **_all(
        "petitions",
        EDITORS,
        "add_petition",
        "edit_petition",
        "publish_petition",
        "pause_petition",
        "resume_petition",
        "close_petition",
        "reopen_petition",
        "translate_petition",
        "invite_sponsor",
        "uninvite_sponsor",
        "signatures",
        "hide_comment",
        "show_comment",
        "remove_signature",
        "restore_signature",
    ),
    **_all("petitions", PUBLIC, "share", "share_qr_svg", "share_qr_png", "share_qr_pdf"),
    **_all("petitions", PUBLIC, "share_card", "paper_blank"),
    **_all("petitions", PUBLIC, "embed", "embed_sign", "embed_thanks", "embed_code"),
    **_all("petitions", PUBLIC, "receipt", "receipt_pdf"),
    **_all("petitions", PUBLIC, "delivery_link", "linked_document", "linked_table"),
    **_all("petitions", PUBLIC, "stop_news", "news_stopped"),
    **_all(
        "petitions",
        ENTERERS,
        "find_sheet",
        "paper",
        "print_sheets",
        "batch",
        "batch_pdf",
        "number_sheet",
        "sheet",
        "type_row",
        "correct_row",
        "finish_sheet",
        "check_sheet",
    ),
    **_all("petitions", MEMBERS, "deliveries", "delivery", "answers", "news"),
    **_all(
        "petitions",
        EDITORS,
        "deliver_petition",
        "delivery_document",
        "delivery_table",
        "send_delivery",
        "record_answer",
        "edit_answer",
        "translate_answer",
        "add_news",
        "edit_news",
        "publish_news",
        "translate_news",
    ),
    **_all("petitions", SAM, "accept_sponsorship", "decline_sponsorship"),
}
