"""Every write to people, one function a verb."""

from __future__ import annotations

from concerted.people.operations.answering import (
    disown_answers,
    note_answer,
    prove_answers,
    record_answers,
    withdraw_channel,
)
from concerted.people.operations.correcting import (
    add_address,
    add_contact_point,
    add_person,
    correct_person,
    remove_address,
    set_contact_points,
)
from concerted.people.operations.erasing import (
    apply_retention,
    erase_person,
    set_retention,
)
from concerted.people.operations.exporting import note_export
from concerted.people.operations.import_undo import request_undo, undo_import
from concerted.people.operations.imports import (
    correct_columns,
    discard_import,
    discard_old_imports,
    request_import,
    run_import,
    start_import,
)
from concerted.people.operations.merging import merge_people, unmerge_people
from concerted.people.operations.opening import mail_self_service_links
from concerted.people.operations.recording import record_person
from concerted.people.operations.segmenting import delete_segment, save_segment
from concerted.people.operations.tagging import (
    delete_tag,
    make_tag,
    rename_tag,
    tag_person,
    untag_person,
)

__all__ = [
    "add_address",
    "add_contact_point",
    "add_person",
    "apply_retention",
    "correct_columns",
    "correct_person",
    "delete_segment",
    "delete_tag",
    "discard_import",
    "discard_old_imports",
    "disown_answers",
    "erase_person",
    "mail_self_service_links",
    "make_tag",
    "merge_people",
    "note_answer",
    "note_export",
    "prove_answers",
    "record_answers",
    "record_person",
    "remove_address",
    "rename_tag",
    "request_import",
    "request_undo",
    "run_import",
    "save_segment",
    "set_contact_points",
    "set_retention",
    "start_import",
    "tag_person",
    "undo_import",
    "unmerge_people",
    "untag_person",
    "withdraw_channel",
]
