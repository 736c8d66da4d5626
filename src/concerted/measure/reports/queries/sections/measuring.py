"""Who is better off: from what was released, as the pages of indicators tell it to everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from concerted.measure.indicators.models import Course, Indicator
from concerted.measure.indicators.queries.gap import Gap
from concerted.measure.indicators.queries.page import Asked, IndicatorPage, indicator_page
from concerted.measure.indicators.queries.summary import Summary
from concerted.measure.indicators.queries.withdrawn import Cut
from concerted.measure.reports.documents import Block, Item, Listing, Table, Words, picture_of
from concerted.measure.reports.registry import Scope


def tell(scope: Scope, language: str) -> Sequence[Block]:
    """Each indicator by which the goal is measured; of a whole coalition, all that were released.

    Of each the periods that ended in those days, and whether it was on pace at their end.
    """
    return [block for page in _pages(scope, language) for block in _indicator(page)]


def cuts(scope: Scope) -> Iterable[Cut]:
    """Everybody, and the dimension by which each page is shown."""
    for page in _pages(scope, scope.organization.language):
        yield page.indicator.pk, None
        for one in page.choices:
            if one.is_current:
                yield page.indicator.pk, one.pk


def _pages(scope: Scope, language: str) -> list[IndicatorPage]:
    rows = Indicator.objects.public().filter(organization=scope.organization)
    if scope.goal is not None:
        courses = Course.objects.public().filter(goal=scope.goal)
        rows = rows.filter(pk__in=courses.values("indicator"))
    found = rows.select_related("organization").order_by("created_at")
    asked = Asked(days=(scope.start, scope.end))
    return [indicator_page(one, None, asked, language) for one in found]


def _indicator(page: IndicatorPage) -> list[Block]:
    """What it is, whether the gap closes, who is ahead, and the measures."""
    text = page.text
    item = Item(text.title, text.summary, "", page.indicator.get_absolute_url(), text.language)
    blocks: list[Block] = [Listing(_("What we look at"), (item,))]
    for gap in (*page.gaps, page.everybody):
        if gap is not None:
            blocks += _gap(gap)
    if page.compared is not None and not page.compared.ahead.chart.is_empty:
        ahead = page.compared.ahead
        blocks.append(picture_of(ahead.chart, ahead.finding))
        if page.compared.summary is not None:
            blocks.append(_summary(text.title, page.compared.summary))
    if len(blocks) == 1:
        blocks.append(Words(_("Nothing of these days was released.")))
    blocks += [Words(one) for one in page.vetoes]
    sources = [*page.sources, page.indicator.source]
    if any(sources):
        told = "; ".join(dict.fromkeys(one for one in sources if one))
        blocks.append(Words(_("Source: %(sources)s.") % {"sources": told}))
    return blocks


def _gap(gap: Gap) -> list[Block]:
    blocks: list[Block] = [picture_of(gap.chart, gap.finding)]
    if gap.verdict is not None:
        told = (gap.verdict.label, gap.verdict.text, gap.verdict.chance)
        blocks.append(Words(" ".join(one for one in told if one)))
    return blocks


def _summary(title: str, summary: Summary) -> Table:
    """The measures of the first and the last period, and how they changed."""
    name = _("Summary measures: %(title)s") % {"title": title}
    ends = _("95%% interval") % {}
    if not summary.earlier:
        rows = tuple((one.name, one.latest, one.ends) for one in summary.rows)
        return Table(name, (_("Measure"), summary.latest, ends), rows)
    headings = (_("Measure"), summary.earlier, summary.latest, _("Change"), ends)
    told = tuple((one.name, one.earlier, one.latest, one.change, one.ends) for one in summary.rows)
    return Table(name, headings, told)
