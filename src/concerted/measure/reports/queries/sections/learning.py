"""What people learned when they looked at a goal together, and what they do differently."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from concerted.measure.reports.documents import Block, Figure, Figures, Item, Listing, Words
from concerted.measure.reports.queries.words import day
from concerted.measure.reports.registry import Scope
from concerted.measure.reviews.models import Review
from concerted.measure.reviews.queries.pages import ReviewPage, review_page


def tell(scope: Scope, language: str) -> Sequence[Block]:
    """The reviews of those days: what the data said, who was there, what is kept, changed and stopped."""
    rows = scope.only(Review.objects.public()).with_everything()
    held = rows.filter(held_on__gte=scope.start, held_on__lte=scope.end).order_by("held_on")
    pages = [review_page(one, None, language) for one in held]
    return [block for page in pages for block in _review(page)]


def _review(page: ReviewPage) -> list[Block]:
    review, text = page.review, page.text
    about = Item(
        page.goal.title, "", day(review.held_on), review.get_absolute_url(), page.goal.language
    )
    blocks: list[Block] = [Listing(_("We looked at this together"), (about,))]
    blocks += [Words(one, text.language) for one in (text.learned, text.room_words) if one]
    if page.room:
        blocks.append(Figures(tuple(Figure(one.told, one.label) for one in page.room)))
    elif review.nobody_came:
        blocks.append(Words(_("Nobody from the community was in the room.")))
    for section in page.sections:
        items = tuple(
            Item(row.text.words, row.led_to, language=row.text.language) for row in section.rows
        )
        if items:
            blocks.append(Listing(section.label, items))
    blocks += [Words(row.text.words, row.text.language) for row in page.addenda]
    if review.next_on is not None:
        blocks.append(Words(_("We look again on %(day)s.") % {"day": day(review.next_on)}))
    return blocks
