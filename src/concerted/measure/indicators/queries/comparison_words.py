"""The words of comparisons: a sentence for each key of ``analysis.comparison``, on a page for everybody."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SURE: dict[str, str | Promise] = {
    "clear": _("The true size is likely between %(lower)s and %(upper)s."),
    "unclear": _(
        "But it may also be no change at all: the true size is likely between %(lower)s and %(upper)s."
    ),
}
_MOVED: dict[str, str | Promise] = {
    "did.higher": _("After “%(event)s” began, %(first)s moved up by %(size)s against %(second)s."),
    "did.lower": _(
        "After “%(event)s” began, %(first)s moved down by %(size)s against %(second)s."
    ),
    "did.equal": _("After “%(event)s” began, %(first)s and %(second)s moved alike."),
    "its.higher": _(
        "After “%(event)s” began, %(first)s is now %(size)s above where its path from before led."
    ),
    "its.lower": _(
        "After “%(event)s” began, %(first)s is now %(size)s below where its path from before led."
    ),
    "its.equal": _("After “%(event)s” began, %(first)s is where its path from before led."),
}
TRENDS: dict[str, str | Promise] = {
    "trend.alike": _(
        "Before it began, both moved alike, as far as these figures can tell: the gap changed by %(size)s a year "
        "(likely between %(lower)s and %(upper)s)."
    ),
    "trend.apart": _(
        "Before it began, they already moved apart: the gap changed by %(size)s a year (likely between %(lower)s "
        "and %(upper)s). Be careful with what you read here."
    ),
}
ASSUMPTIONS: dict[str, str | Promise] = {
    "parallel": _("Without it, both groups would have moved alike."),
    "parallel_seen": _("Before it began they did, as far as these figures can tell."),
    "parallel_doubtful": _("Before it began they did not, so this is shaky."),
    "parallel_unseen": _("There are too few figures from before to see whether they did."),
    "path": _("Without it, the figures would have kept to their path from before."),
    "no_other": _("Nothing else changed at that time for one group only."),
    "no_other_time": _("Nothing else changed at that time."),
    "no_spill": _("It did not reach the group it is compared with."),
    "same_people": _("Who was counted, and how, stayed the same."),
    "no_season": _("The time of year makes no difference."),
    "few_periods": _("There are only a few figures, so this can still turn out otherwise."),
}
"""What must hold to read more into it. ``no_cause`` is said by the page itself."""
REFUSALS: dict[str, str | Promise] = {
    "no_before": _("There is no figure from before for each group yet."),
    "no_after": _("There is no figure from after for each group yet."),
    "few_before": _("It takes at least 4 figures from before."),
    "few_after": _("It takes at least 4 figures from after."),
    "few_cycles": _("It takes figures of at least two whole years."),
    "few_groups": _("It takes at least 3 groups on each side."),
    "no_errors": _("With so few figures, we need to know how many people stand behind each."),
    "no_variance": _("The figures do not vary, so nothing tells how sure this is."),
}


def sentences_of(key: str) -> list[str | Promise]:
    """What moved, and how sure that is, for a key such as ``did.higher.clear``."""
    moved, _dot, sure = key.rpartition(".")
    return [_MOVED[moved], _SURE[sure]]
