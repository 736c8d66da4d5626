from __future__ import annotations

from concerted.act.officials.operations.holders import add_holder
from concerted.act.officials.operations.importing import ImportReport, import_officials
from concerted.act.officials.operations.keeping import (
    add_office,
    add_official,
    edit_office,
    edit_official,
    leave_post,
    remove_office,
    report_mistake,
    settle_mistake,
)
from concerted.act.officials.operations.postal import PostalReport, import_postal_codes
from concerted.act.officials.operations.shapes import ShapesReport, import_shapes

__all__ = [
    "ImportReport",
    "PostalReport",
    "ShapesReport",
    "add_holder",
    "add_office",
    "add_official",
    "edit_office",
    "edit_official",
    "import_officials",
    "import_postal_codes",
    "import_shapes",
    "leave_post",
    "remove_office",
    "report_mistake",
    "settle_mistake",
]
