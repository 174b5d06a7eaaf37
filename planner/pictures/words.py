"""How pictures call what a plan gains, in each of its units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.schema.models import WITHIN_WEEKS
from planner.texts import _, decimal, percent


def gain_unit(file: Mapping[str, Any]) -> str:
    """What a figure of gain counts, as the label of an axis or a heading."""
    if file["unit"] == "people":
        return _("more people in work or study after {weeks} weeks", weeks=file["settings"]["follow_up_weeks"])
    if file["unit"] == "weeks":
        return _("more weeks of regular work within {weeks} weeks", weeks=WITHIN_WEEKS)
    return _("more points") if file["unit"] == "points" else _("more by your own table")


def gained(file: Mapping[str, Any], gain: float, digits: int = 1) -> str:
    """A gain with its unit, as a sentence has it."""
    figure = decimal(gain, digits)
    if file["unit"] == "people":
        return _("{figure} more people in work or study", figure=figure)
    if file["unit"] == "weeks":
        return _("{figure} more weeks of regular work", figure=figure)
    return (
        _("{figure} points more", figure=figure)
        if file["unit"] == "points"
        else _("{figure} more by your table", figure=figure)
    )


def gain_notes(summary: Mapping[str, Any]) -> tuple[str, ...]:
    """How far the gain of a what-if reaches beside its base, by comparison.json: over its take-up and over futures."""
    told = []
    take_up, futures = summary.get("take_up"), summary.get("futures")
    if take_up is not None and _is_known(own := take_up["difference"]["begun_uplift"]):
        share = take_up["share"]
        told.append(
            _("If {share} of the new places come about ({low} to {high}, which is judged), and some decline or never "
              "begin, the gain differs by {gain} ({least} to {most}).", gain=_signed(own["value"]),
              least=_signed(own["low"]), most=_signed(own["high"]),
              **{name: percent(share[end], 0) for name, end in (("share", "value"), ("low", "low"), ("high", "high"))})
        )  # fmt: skip
    if futures is None:
        return tuple(told)
    drawn = {"level": percent(futures["level"], 0), "draws": decimal(futures["draws"], 0)}
    if _is_known(own := futures["difference"]["begun_uplift"]):
        told.append(
            _("In {level} of {draws} random futures the gain of those who begin differs by {low} to {high}.", **drawn,
              low=_signed(own["low"]), high=_signed(own["high"]))
        )  # fmt: skip
    if _is_known(own := futures["difference"]["in_work"]):
        told.append(
            _("In {level} of {draws} random futures the number in work or study differs by {low} to {high}.", **drawn,
              low=_signed(own["low"], 1), high=_signed(own["high"], 1))
        )  # fmt: skip
    return tuple(told)


def _is_known(estimate: Mapping[str, float | None]) -> bool:
    return None not in estimate.values()


def _signed(value: float, digits: int = 2) -> str:
    return decimal(value, digits, plus=True)


def left_out_note() -> str:
    """What a missing figure of a table means."""
    return _(
        "A dash stands for a figure about fewer than five people, or one that could say something of so few; "
        "it is left out."
    )
