from __future__ import annotations

from concerted.act.officials.operations.importing import ImportReport, import_officials
from concerted.act.officials.operations.keeping import (
    add_official,
    edit_official,
    report_mistake,
    settle_mistake,
)
from concerted.act.officials.operations.postal import PostalReport, import_postal_codes
from concerted.act.officials.operations.shapes import ShapesReport, import_shapes

__all__ = [
    "ImportReport",
    "PostalReport",
    "ShapesReport",
    "add_official",
    "edit_official",
    "import_officials",
    "import_postal_codes",
    "import_shapes",
    "report_mistake",
    "settle_mistake",
]
