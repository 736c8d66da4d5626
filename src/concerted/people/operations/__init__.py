"""Every write to people, one function a verb."""

from __future__ import annotations

from concerted.people.operations.answering import (
    prove_answers,
    record_answers,
    withdraw_channel,
)
from concerted.people.operations.correcting import (
    add_address,
    add_contact_point,
    correct_person,
    remove_address,
    set_contact_points,
)
from concerted.people.operations.erasing import (
    apply_retention,
    erase_person,
    set_retention,
)
from concerted.people.operations.merging import merge_people, unmerge_people
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
    "apply_retention",
    "correct_person",
    "delete_segment",
    "delete_tag",
    "erase_person",
    "make_tag",
    "merge_people",
    "prove_answers",
    "record_answers",
    "record_person",
    "remove_address",
    "rename_tag",
    "save_segment",
    "set_contact_points",
    "set_retention",
    "tag_person",
    "unmerge_people",
    "untag_person",
    "withdraw_channel",
]
