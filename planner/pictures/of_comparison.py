"""The pictures of a comparison of two plans: what the what-if gains, whose places change, and under which forms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from planner.errors import UsageFault
from planner.folders import COMPARISON_FILE
from planner.pictures.paper import FAINT, OTHER, OWN, Mark, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.words import gain_unit, gained
from planner.reports import named_group, usual_name
from planner.studies import is_small, part_told, suppressed_together
from planner.texts import N_, _, decimal, in_language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURES_FILE = "figures.csv"
_SIDE = {"scenario", "week", "placed", "jobseekers", "uplift", "cost_sek", "usual", "strongest_usual",
         "judgement_share", "overrides"}  # fmt: skip
_WHO = {"gains": N_("gain a place"), "loses": N_("lose their place"), "moves": N_("get another place")}


@dataclass(frozen=True)
class ComparisonFacts:
    """What the folder of one what-if holds: comparison.json and figures.csv."""

    summary: Mapping[str, Any]
    figures: pd.DataFrame = field(repr=False)

    def side(self, name: str) -> dict[str, Any]:
        """`base` or `what_if` as comparison.json has it, with its unit as a plan has it."""
        own = self.summary[name]
        return {**own, "unit": own.get("unit", "people"), "settings": {"follow_up_weeks": own.get("follow_up_weeks")}}

    @property
    def is_whole(self) -> bool:
        """Whether everything is there that pictures and pages need."""
        sides = (self.summary[side] for side in ("base", "what_if"))
        groups = self.summary.get("groups", {})
        is_named = isinstance(groups, dict) and all(isinstance(said, dict) for said in groups.values())
        return (
            is_named
            and {"people", "doubt", "doubtful"} <= set(self.summary)
            and all(set(side) >= _SIDE for side in sides)
        )

    @property
    def is_told(self) -> bool:
        """Whether so many people are placed, and left, in both plans that sums over them may be told."""
        sides = (self.summary[name] for name in ("base", "what_if"))
        return all(part_told(side["placed"], side["jobseekers"]) is not None for side in sides)

    @property
    def same_unit(self) -> bool:
        """Whether both plans count the same, so that their gains can be compared."""
        return bool(self.side("base")["unit"] == self.side("what_if")["unit"])

    @property
    def names(self) -> tuple[str, str]:
        """What people call the two scenarios."""
        return str(self.summary["base"]["scenario"]), str(self.summary["what_if"]["scenario"])

    def group_name(self, name: str) -> str:
        """What a group is called in the language that is spoken; its key where nothing else is known."""
        said = self.summary.get("groups", {}).get(name, {})
        called = in_language({"sv": said.get("name_sv") or "", "en": said.get("name_en") or ""})
        return called[:1].upper() + called[1:] or named_group({}, name)

    def placed(self, part: str) -> pd.DataFrame:
        """People placed by name of a part (group or programme): columns base and what_if."""
        own = self.figures[(self.figures["part"] == part) & (self.figures["measure"] == "placed")]
        return own.set_index("name")[["base", "what_if"]].astype(int)


def comparison_facts(folder: Path) -> ComparisonFacts:
    """Read the folder of one what-if; UsageFault where it is not as planner compare wrote it."""
    try:
        summary = json.loads((folder / COMPARISON_FILE).read_text(encoding="utf-8"))
        text = (folder / FIGURES_FILE).read_text(encoding="utf-8-sig")
        separator = ";" if ";" in text.split("\n", 1)[0] else ","
        figures = pd.read_csv(
            folder / FIGURES_FILE,
            sep=separator,
            decimal="," if separator == ";" else ".",
            encoding="utf-8-sig",
            dtype={"part": "str", "name": "str", "measure": "str"},
        )
        facts = ComparisonFacts(summary, figures)
        is_whole = facts.is_whole and facts.placed("group").columns.equals(facts.placed("programme").columns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UsageFault(_not_ours(folder)) from fault
    if not is_whole:
        raise UsageFault(_not_ours(folder))
    return facts


def _not_ours(folder: Path) -> str:
    return _("{folder}: comparison.json or figures.csv is not as planner compare wrote it. Compare again.",
             folder=folder)  # fmt: skip


def comparison_pictures(facts: ComparisonFacts, number: int) -> dict[str, Picture]:
    """Every picture that the comparison allows; `number` sets those of one what-if apart from those of another."""
    made = (_gain(facts, number), _who(facts, number), _parts(facts, number, "group"),
            _parts(facts, number, "programme"))  # fmt: skip
    return {picture.name: picture for picture in made if picture is not None}


def _gain(facts: ComparisonFacts, number: int) -> Picture | None:
    """The gain of both plans, each beside the best comparison of its own scenario."""
    if not facts.is_told or not facts.same_unit:
        return None
    unit = gain_unit(facts.side("base"))
    rows: list[tuple[str, float, bool]] = []
    for side, name in zip(("base", "what_if"), facts.names, strict=True):
        own = facts.side(side)
        best = next((one for one in own["usual"] if one["name"] == own["strongest_usual"]), None)
        if best is not None and part_told(best["placed"], own["jobseekers"]) is not None:
            called = _("{scenario}: {usual}", scenario=name, usual=usual_name(best["name"]))
            rows.append((called, float(best["uplift"]), False))
        rows.append((name, float(own["uplift"]), True))
    base, what_if = (float(facts.summary[side]["uplift"]) for side in ("base", "what_if"))
    difference = what_if - base
    told = {"gained": gained(facts.side("base"), abs(difference), 2), "base": decimal(base, 2),
            "what_if": decimal(what_if, 2)}  # fmt: skip
    title = (
        _("The what-if gives {gained} than the base: {what_if} against {base}", **told)
        if difference >= 0
        else _("The base gives {gained} than the what-if: {base} against {what_if}", **told)
    )
    table = pd.DataFrame({_("Plan"): [name for name, _gain, _own in rows], unit: [gain for _name, gain, _own in rows]})
    shown = "; ".join(f"{name}: {decimal(gain, 2)}" for name, gain, _own in rows)
    return Picture(
        f"gain-{number}", title, _("Bars of the gain ({unit}): {shown}.", unit=unit, shown=shown), table,
        lambda axes: _draw_gain(axes, rows, unit), height=0.6 + 0.55 * len(rows), digits={unit: 2}, notes=_doubt(facts),
    )  # fmt: skip


def _doubt(facts: ComparisonFacts) -> tuple[str, ...]:
    if not facts.summary["doubtful"]:
        return ()
    return (
        _(
            "The difference is smaller than what the two searches leave open ({doubt}). More time may change it.",
            doubt=decimal(float(facts.summary["doubt"]), 3),
        ),
    )


def _who(facts: ComparisonFacts, number: int) -> Picture | None:
    """How many gain a place, lose theirs, and get another; None where that is about too few."""
    people = {change: int(facts.summary["people"][change]) for change in _WHO}
    # With the numbers of those placed, those who gain tell those who lose.
    if not facts.is_told or any(is_small(people[change]) for change in ("gains", "loses")) or not any(people.values()):
        return None
    told = {_(said): None if is_small(people[change]) else people[change] for change, said in _WHO.items()}
    title = _("{gains} gain a place and {loses} lose theirs", gains=people["gains"], loses=people["loses"])
    table = pd.DataFrame({_("People who"): [*told], _("Number"): pd.array([*told.values()], dtype="Int64")})
    shown = "; ".join(f"{name}: {'–' if count is None else count}" for name, count in told.items())
    return Picture(
        f"who-{number}", title, _("Bars of people: {shown}.", shown=shown), table,
        lambda axes: _draw_who(axes, told), height=1.9, notes=(
            _("Who they are stands in changes.csv of the comparison, and not here."),
        ),
    )  # fmt: skip


def _parts(facts: ComparisonFacts, number: int, part: str) -> Picture | None:
    """People placed by group or by form in both plans; what may not be told is left out."""
    if not facts.is_told:
        return None
    placed = facts.placed(part)
    if part == "group":  # groups overlap, so no sum of them is told
        kept = placed[[not is_small(int(one)) and not is_small(int(two)) for one, two in placed.to_numpy()]]
        names = {name: facts.group_name(str(name)) for name in kept.index}
    else:
        out = suppressed_together([{str(name): int(count) for name, count in placed[side].items()} for side in placed])
        kept = placed[[str(name) not in out for name in placed.index]]
        names = {name: str(name) for name in kept.index}
    kept = kept[kept.sum(axis=1) > 0]
    if kept.empty:
        return None
    labels = [names[name] for name in kept.index]
    base, what_if = kept["base"].tolist(), kept["what_if"].tolist()
    at = int(np.argmax(np.abs(np.array(what_if) - np.array(base))))
    title = _("{name}: {what_if} with the what-if, {base} without", name=labels[at], what_if=what_if[at], base=base[at])
    heading = _("Group") if part == "group" else _("Legal form")
    table = pd.DataFrame({heading: labels, _("Base"): base, _("What-if"): what_if})
    shown = "; ".join(f"{name}: {one} / {two}" for name, one, two in zip(labels, base, what_if, strict=True))
    return Picture(
        f"{part}s-{number}", title, _("Bars of people placed, base / what-if: {shown}.", shown=shown), table,
        lambda axes: _draw_parts(axes, labels, (base, what_if)), height=0.95 + 0.6 * len(labels),
    )  # fmt: skip


def _draw_gain(axes: Axes, rows: Sequence[tuple[str, float, bool]], unit: str) -> None:
    at = np.arange(len(rows))
    axes.barh(at, [gain for _name, gain, _own in rows], color=[OWN if own else OTHER for _name, _gain, own in rows],
              edgecolor=FAINT, height=0.62, linewidth=0.8)  # fmt: skip
    lying_axis(axes, [name for name, _gain, _own in rows], unit)
    for here, (_name, gain, own) in zip(at, rows, strict=True):
        axes.annotate(decimal(gain, 2), (max(gain, 0.0), here), xytext=(5, 0), textcoords="offset points", va="center",
                      fontweight="bold" if own else "normal")  # fmt: skip
    axes.margins(x=0.1)


def _draw_who(axes: Axes, told: Mapping[str, int | None]) -> None:
    at = np.arange(len(told))
    axes.barh(at, [count or 0 for count in told.values()], color=OWN, edgecolor=FAINT, height=0.62, linewidth=0.8)
    lying_axis(axes, [*told], _("people"))
    for here, count in zip(at, told.values(), strict=True):
        said = "–" if count is None else str(count)
        axes.annotate(said, (count or 0, here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.1)


def _draw_parts(axes: Axes, labels: Sequence[str], sides: tuple[Sequence[int], Sequence[int]]) -> None:
    at = np.arange(len(labels), dtype=float)
    lying_axis(axes, labels, _("people placed"))
    for shift, counts, colour in zip((-0.17, 0.17), sides, (OTHER, OWN), strict=True):
        axes.barh(at + shift, counts, height=0.34, color=colour, edgecolor=FAINT, linewidth=0.8)
        for here, count in zip(at, counts, strict=True):
            axes.annotate(str(count), (count, here + shift), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.1)
    marks: list[Mark] = [(_("base"), OTHER, "bar"), (_("what-if"), OWN, "bar")]
    key_above(axes, marks)
