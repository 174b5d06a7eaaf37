"""What may become of plans in the same random futures, as text: how far differences reach, and the take-up."""

from __future__ import annotations

from typing import Any

import pandas as pd

from planner.studies import LEVEL, MEASURES_OF_FUTURES, Estimate, Futures, Study
from planner.texts import _, decimal, ngettext, percent

# Figures in comparison.json are written to so many decimals.
_DIGITS = 6


def futures_notes(study: Study) -> list[str]:
    """What the rows about futures are; nothing where none were drawn."""
    if not study.draws:
        return []
    told = [
        _(
            "A future says who declines or never begins, which slots are taken back and what effects prove to be, the "
            "same for every plan. In {level} of them the difference lies between its two ends.",
            level=percent(LEVEL, 0),
        )
    ]
    if "weeks" in {plan.file.unit for plan in (study.base, *(one.what_if for one in study.comparisons))}:
        # Futures count people on the follow-up date, also where the plan counts weeks.
        weeks = str(study.base.file.settings["follow_up_weeks"])
        told.append(_("The futures count people after {weeks} weeks, not weeks of regular work.", weeks=weeks))
    return [f"  {line}" for line in told]


def better_lines(futures: Futures) -> list[str]:
    """In how many of the futures a what-if does better than its base, and worse."""
    shares = futures.better_and_worse(1) if futures.draws else None
    if shares is None:
        return []
    more, fewer = (percent(share, 0) for share in shares)
    if futures.counts_people:
        said = _(
            "With the what-if, more are in work or study in {more} of the futures, and fewer in {fewer}.",
            more=more, fewer=fewer,
        )  # fmt: skip
    else:
        said = _("The what-if gains more in {more} of the futures, and less in {fewer}.", more=more, fewer=fewer)
    return [f"  {said}"]


def take_up_lines(futures: Futures) -> list[str]:
    """The take-up of the what-if's new places, with its range, and what the difference is then expected to be."""
    told = futures.take_up(1)
    if told is None:
        return []
    proposed = ngettext(
        "{number} person is proposed for a new place.", "{number} people are proposed for new places.", told.proposed
    )
    judged = _("judgement") if told.figure.kind == "judgement" else _("not judgement")
    come = _(
        "With the take-up {share}, {kind}, so many of the places come about: {places}.",
        share=_around(told.share, 2), kind=judged, places=_around(told.places, 1),
    )  # fmt: skip
    then = _(
        "Expected difference then, with declines and those who never begin: {begun} begin, {gain} in gain.",
        begun=_around(told.differences["begun"], 1, plus=True),
        gain=_around(told.differences["begun_uplift"], 2, plus=True),
    )
    return ["", f"  {proposed} {come}", f"  {then}"]


def _around(estimate: Estimate, digits: int, *, plus: bool = False) -> str:
    value = decimal(estimate.value or 0.0, digits, plus=plus)
    return f"{value} ({_between(estimate, digits, plus=plus)})"


def _between(estimate: Estimate, digits: int, *, plus: bool = False) -> str:
    low, high = (decimal(end or 0.0, digits, plus=plus) for end in (estimate.low, estimate.high))
    return _("{low} to {high}", low=low, high=high)


def futures_summary(futures: Futures) -> dict[str, Any]:
    """What the futures say, for comparison.json: the take-up, and draws, seed and differences where any were drawn."""
    summary: dict[str, Any] = {}
    told = futures.take_up(1)
    if told is not None:
        summary["take_up"] = {
            "share": _ends(told.share),
            "kind": told.figure.kind,
            "proposed": told.proposed,
            "places": _ends(told.places),
            "difference": {measure: _ends(found) for measure, found in told.differences.items()},
        }
    if futures.draws:
        better, worse = futures.better_and_worse(1) or (None, None)
        summary["futures"] = {
            "draws": futures.draws,
            "seed": futures.seed,
            "level": LEVEL,
            "difference": {measure: _ends(futures.difference(1, measure)) for measure in MEASURES_OF_FUTURES},
            "better": better,
            "worse": worse,
        }
    return summary


def _ends(estimate: Estimate) -> dict[str, float | None]:
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: None if end is None or pd.isna(end) else round(end, _DIGITS) for name, end in ends.items()}
