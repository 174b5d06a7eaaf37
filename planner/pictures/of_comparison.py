"""The pictures of a comparison of two plans: what the what-if gains, whose places change, and under which forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.comparison_facts import ComparisonFacts
from planner.pictures.paper import FAINT, OTHER, OWN, can_draw, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.what_ifs import draw_pairs, joint_picture, lines_picture, money_picture, overview_picture
from planner.pictures.words import gain_notes, gain_unit, gained
from planner.reports import comparison_summary, usual_name
from planner.schema.plan import PICTURES_HOME
from planner.studies import Study, is_small, part_told, suppressed_together
from planner.texts import N_, _, decimal, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WHO = {"gains": N_("gain a place"), "loses": N_("lose their place"), "moves": N_("get another place")}


def comparison_pictures(facts: ComparisonFacts, number: int) -> dict[str, Picture]:
    """Every picture that the comparison allows; `number` sets those of one what-if apart from those of another."""
    made = (_gain(facts, number), joint_picture(facts, number), _who(facts, number), _parts(facts, number, "group"),
            _parts(facts, number, "programme"), lines_picture(facts, number), money_picture(facts, number))  # fmt: skip
    return {picture.name: picture for picture in made if picture is not None}


def comparison_drawings(study: Study) -> dict[int, dict[str, bytes]]:
    """Every picture of a comparison as SVG and PNG, by its path in the folder of the what-if, at -1 those of all.

    Nothing where the extra `report` is missing.
    """
    if not can_draw():
        return {}
    compared = _compared(study)
    overview = overview_picture(compared)
    drawn = {-1: {} if overview is None else _files({overview.name: overview})}
    return drawn | {at: _files(comparison_pictures(facts, at + 1)) for at, facts in enumerate(compared)}


def no_pictures_note(study: Study) -> str | None:
    """That what-ifs have no pictures, as too few people are placed or left; None where none lacks them."""
    names = [name for name, facts in zip(study.names, _compared(study), strict=True) if not facts.is_told]
    if not names:
        return None
    if len(names) == len(study.names):
        return _("No pictures: too few people.")
    return _("No pictures of {names}: too few people.", names=listed(names))


def _compared(study: Study) -> list[ComparisonFacts]:
    return [ComparisonFacts(comparison_summary(study, at), one.figures) for at, one in enumerate(study.comparisons)]


def _files(pictures: Mapping[str, Picture]) -> dict[str, bytes]:
    svg = {f"{PICTURES_HOME}/{name}.svg": picture.svg.encode() for name, picture in pictures.items()}
    return svg | {f"{PICTURES_HOME}/{name}.png": picture.png for name, picture in pictures.items()}


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
    # The title says what it supposes, and the notes how far the difference reaches where that fails.
    title = (
        _("If every place comes about and all say yes, the what-if gives {gained} than the base: {what_if} against "
          "{base}", **told)
        if difference >= 0
        else _("If every place comes about and all say yes, the base gives {gained} than the what-if: {base} against "
               "{what_if}", **told)
    )  # fmt: skip
    table = pd.DataFrame({_("Plan"): [name for name, _gain, _own in rows], unit: [gain for _name, gain, _own in rows]})
    shown = "; ".join(f"{name}: {decimal(gain, 2)}" for name, gain, _own in rows)
    return Picture(
        f"gain-{number}", title, _("Bars of the gain ({unit}): {shown}.", unit=unit, shown=shown), table,
        lambda axes: _draw_gain(axes, rows, unit), height=0.6 + 0.55 * len(rows), digits={unit: 2},
        notes=(*gain_notes(facts.summary), *_doubt(facts)),
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
            _("Who they are is not told here; the caseworkers have the list."),
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
        names = {name: facts.form_name(str(name)) for name in kept.index}
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
        lambda axes: draw_pairs(axes, labels, (base, what_if), _("people placed")), height=0.95 + 0.6 * len(labels),
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
