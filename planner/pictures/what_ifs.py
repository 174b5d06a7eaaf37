"""The pictures of a comparison beyond one plan beside another: all what-ifs, money, and each change alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.comparison_facts import ComparisonFacts
from planner.pictures.paper import FAINT, OTHER, OWN, Mark, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.words import gain_unit
from planner.studies import suppressed_together
from planner.texts import _, decimal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_THOUSAND = 1000.0


def overview_picture(compared: Sequence[ComparisonFacts]) -> Picture | None:
    """The gain of every what-if beside the base; None for a single one, and where a gain may not be told."""
    several = len(compared) > 1
    if not several or not all(facts.is_told and facts.same_unit for facts in compared):
        return None
    unit = gain_unit(compared[0].side("base"))
    names = [compared[0].names[0], *(facts.names[1] for facts in compared)]
    gains = [float(compared[0].summary["base"]["uplift"])]
    gains += [float(facts.summary["what_if"]["uplift"]) for facts in compared]
    best = int(np.argmax(gains))
    title = _("Most is gained by {name}: {gain}", name=names[best], gain=decimal(gains[best], 2))
    table = pd.DataFrame({_("Plan"): names, unit: gains})
    shown = "; ".join(f"{name}: {decimal(gain, 2)}" for name, gain in zip(names, gains, strict=True))
    return Picture(
        "what-ifs", title, _("Bars of the gain ({unit}): {shown}.", unit=unit, shown=shown), table,
        lambda axes: _draw_bars(axes, names, gains, unit, own=range(1, len(names))), height=0.6 + 0.5 * len(names),
        digits={unit: 2}, notes=(_("The gain is counted as if every place comes about and all say yes."),),
    )  # fmt: skip


def joint_picture(facts: ComparisonFacts, number: int) -> Picture | None:
    """What each change adds alone, all together, and the joint remainder; None where there is none to tell."""
    joint = facts.summary.get("joint")
    if not joint or not facts.is_told or not facts.same_unit or joint["joint"]["uplift"] is None:
        return None
    unit = gain_unit(facts.side("base"))
    names = [_("{change}, alone", change=one["name"]) for one in joint["changes"]]
    names += [_("sum of these"), _("all together"), _("joint")]
    gains = [float(one["uplift"]) for one in (*joint["changes"], joint["alone"], joint["together"], joint["joint"])]
    told = {"joint": decimal(gains[-1], 2, plus=True), "alone": decimal(gains[-3], 2), "whole": decimal(gains[-2], 2)}
    title = _("Together the changes add {whole}; the sum of each alone is {alone}, so {joint} is joint", **told)
    table = pd.DataFrame({_("Change"): names, unit: gains})
    shown = "; ".join(f"{name}: {decimal(gain, 2, plus=True)}" for name, gain in zip(names, gains, strict=True))
    doubt = _("The joint part is no more than what the searches leave open ({doubt}).",
              doubt=decimal(float(joint["doubt"]), 3))  # fmt: skip
    return Picture(
        f"joint-{number}", title, _("Bars of the gain ({unit}): {shown}.", unit=unit, shown=shown), table,
        lambda axes: _draw_bars(axes, names, gains, unit, own=(len(names) - 2, len(names) - 1)),
        height=0.6 + 0.5 * len(names), digits={unit: 2}, notes=(doubt,) if joint["doubtful"] else (),
    )  # fmt: skip


def lines_picture(facts: ComparisonFacts, number: int) -> Picture | None:
    """What each budget line pays in both plans; lines of few people are left out."""
    own = facts.figures[facts.figures["part"] == "funding"]
    own = own.pivot_table(index="name", columns="measure", values=["base", "what_if"])
    if not facts.is_told or own.empty or ("base", "placed") not in own.columns:
        return None
    own = own[own["base"]["cost_sek"].notna()]
    counts = [{str(name): int(count) for name, count in own[side]["placed"].items()} for side in ("base", "what_if")]
    out = suppressed_together(counts)
    kept = own[[str(name) not in out for name in own.index]]
    cost = {side: kept[side]["cost_sek"] / _THOUSAND for side in ("base", "what_if")}
    if kept.empty or not (cost["base"].any() or cost["what_if"].any()):
        return None
    names, base, what_if = [str(name) for name in kept.index], cost["base"].tolist(), cost["what_if"].tolist()
    at = int(np.argmax(np.abs(np.array(what_if) - np.array(base))))
    title = _("{name} pays {what_if} thousand SEK with the what-if, {base} without", name=names[at],
              what_if=decimal(what_if[at], 0), base=decimal(base[at], 0))  # fmt: skip
    notes = [_("Counted is the whole length of each placement, before anybody has declined.")]
    notes += [_("Lines that pay for few people, and lines that would tell of them, are left out.")] if out else []
    table = pd.DataFrame({
        _("Budget line"): names, _("Base, thousand SEK"): base, _("What-if, thousand SEK"): what_if,
    })  # fmt: skip
    shown = "; ".join(f"{name}: {decimal(one, 0)} / {decimal(two, 0)}"
                      for name, one, two in zip(names, base, what_if, strict=True))  # fmt: skip
    return Picture(
        f"lines-{number}", title, _("Bars in thousand SEK, base / what-if: {shown}.", shown=shown), table,
        lambda axes: draw_pairs(axes, names, (base, what_if), _("thousand SEK")), height=0.95 + 0.6 * len(names),
        notes=tuple(notes),
    )  # fmt: skip


def money_picture(facts: ComparisonFacts, number: int) -> Picture | None:
    """Cost, income support saved and what is left, in both plans; None where it cannot be known or told."""
    told = {name: facts.total(name) for name in ("cost_sek", "benefit_saved_sek", "net_cost_sek")}
    low, high = facts.total("benefit_saved_low_sek"), facts.total("benefit_saved_high_sek")
    if not facts.is_told or any(value is None for pair in told.values() for value in (pair or (None,))):
        return None
    labels = [_("cost"), _("income support saved"), _("cost less support saved")]
    base, what_if = ([float(pair[at]) / _THOUSAND for pair in told.values() if pair] for at in (0, 1))
    title = _("Cost less income support saved: {what_if} thousand SEK with the what-if, {base} without",
              what_if=decimal(what_if[2], 0), base=decimal(base[2], 0))  # fmt: skip
    table = pd.DataFrame({
        _("Thousand SEK"): labels, _("Base"): base, _("What-if"): what_if,
    })  # fmt: skip
    shown = "; ".join(f"{name}: {decimal(one, 0)} / {decimal(two, 0)}"
                      for name, one, two in zip(labels, base, what_if, strict=True))  # fmt: skip
    ends = [decimal(pair[1] / _THOUSAND, 0) for pair in (low, high) if pair is not None]
    notes = (
        _("Support saved is mostly judged: with the what-if it lies between {low} and {high} thousand SEK. What it "
          "leaves out stands under the limits of the page.", low=ends[0], high=ends[1]),
    ) if len(ends) > 1 else ()  # fmt: skip
    return Picture(
        f"money-{number}", title, _("Bars in thousand SEK, base / what-if: {shown}.", shown=shown), table,
        lambda axes: draw_pairs(axes, labels, (base, what_if), _("thousand SEK")), height=0.95 + 0.6 * len(labels),
        notes=notes,
    )  # fmt: skip


def draw_pairs(axes: Axes, labels: Sequence[str], sides: tuple[Sequence[float], Sequence[float]], unit: str) -> None:
    """Two bars for each label, base and what-if, with their figures."""
    at = np.arange(len(labels), dtype=float)
    lying_axis(axes, labels, unit)
    for shift, values, colour in zip((-0.17, 0.17), sides, (OTHER, OWN), strict=True):
        axes.barh(at + shift, values, height=0.34, color=colour, edgecolor=FAINT, linewidth=0.8)
        for here, value in zip(at, values, strict=True):
            _figure_at(axes, float(value), here + shift, decimal(float(value), 0), "normal")
    axes.margins(x=0.12)
    marks: list[Mark] = [(_("base"), OTHER, "bar"), (_("what-if"), OWN, "bar")]
    key_above(axes, marks)


def _draw_bars(axes: Axes, labels: Sequence[str], values: Sequence[float], unit: str, *, own: Sequence[int]) -> None:
    at = np.arange(len(labels))
    axes.barh(at, values, color=[OWN if place in own else OTHER for place in range(len(labels))], edgecolor=FAINT,
              height=0.62, linewidth=0.8)  # fmt: skip
    lying_axis(axes, labels, unit)
    for here, value in zip(at, values, strict=True):
        _figure_at(axes, value, float(here), decimal(value, 2), "bold" if here in own else "normal")
    axes.margins(x=0.12)


def _figure_at(axes: Axes, value: float, height: float, said: str, weight: str) -> None:
    axes.annotate(said, (max(value, 0.0), height), xytext=(5, 0), textcoords="offset points", va="center",
                  fontweight=weight)  # fmt: skip
