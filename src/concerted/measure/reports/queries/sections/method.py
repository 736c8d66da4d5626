"""How a report was made, and where its figures are from."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from concerted.measure.reports.documents import Block, Words
from concerted.measure.reports.registry import Scope


def tell(scope: Scope, language: str) -> Sequence[Block]:  # noqa: ARG001 - the same for all
    """The rules that hold for every section."""
    return [
        Words(
            _(
                "This report was put together from what %(organization)s wrote down as it happened. Words in a box are "
                "ours; everything else is counted."
            )
            % {"organization": scope.organization.name}
        ),
        Words(
            _(
                "Small groups are never shown: a figure that could tell something about a few people is left out, here "
                "and in every file."
            )
        ),
        Words(
            _(
                "What happened one after the other stands side by side. That does not mean that the one brought about "
                "the other."
            )
        ),
        Words(
            _(
                "Page, PDF, table and data file say the same, figure for figure. None of them changes after publication; "
                "what we learn later stands in a newer edition."
            )
        ),
    ]
