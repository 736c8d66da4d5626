"""The 21 summary measures of health inequality of the World Health Organization's toolkit.

How the package is built, for who adds a measure:

* ``result.Estimate`` is what every public measure returns; ``result.Interval`` says how its
  interval was made.
* ``groups.Groups`` is the one carrier of checked input: arrays whose **last axis is the subgroup**,
  without missing values, and whose leading axes are anything: none for one setting, ``(S,)`` for
  settings that have the same number of subgroups, ``(D,)`` for draws of a simulation.
* A measure is a *core* ``Callable[[Groups], Reading]`` that reduces the last axis, so that the same
  few lines serve one setting, ten thousand and a simulation, and a public function
  ``name(rates, *, se=, population=, ordered=, favourable=, reference=, setting_average=, scale=,
  confidence=)`` (each takes those it needs) that checks, calls ``groups.estimated`` and returns an
  ``Estimate``. ``groups.Reading`` holds ``estimate`` and ``se`` of shape ``(...)`` (NaN where not
  defined) and masks of what is refused, each with its key in ``groups.REFUSALS``.
* ``measures.MEASURES`` maps the toolkit's codes to a ``Measure``; ``table`` computes all of them by
  gathering the settings that have equally many subgroups. No Python loop over settings.
"""

from __future__ import annotations
