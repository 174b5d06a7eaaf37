"""The pictures of a sweep: for each parameter what the plans gain and cost as it varies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from planner.pictures.finished import read_finished
from planner.pictures.paper import FAINT, OTHER, OWN, SERIES, curve_axes, lying_axis, wrapped
from planner.pictures.picture import Picture
from planner.pictures.words import gain_unit, gained
from planner.schema.plan import PICTURES_HOME
from planner.studies import part_told
from planner.studies.sweeping import said_value
from planner.texts import _, decimal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# More curves than this cannot be told apart in one drawing.
MOST_CURVES = len(SERIES)
# A value that reaches this share of the greatest difference gives nearly all that there is to gain.
NEARLY = 0.95
# Below this a difference in gain is none.
NOTHING = 0.005
_DASHES = (0, (4, 3))
_CELL = {"cell", "values", "state", "reason"}
_DONE = {"placed", "jobseekers", "uplift", "bound", "cost_sek", "is_doubtful", "unfinished_goals", "judgement_share"}


@dataclass(frozen=True)
class SweepFacts:
    """What summary.json of a sweep says."""

    summary: Mapping[str, Any]

    @property
    def is_whole(self) -> bool:
        """Whether everything is there that pictures and pages need."""
        cells = self.summary["cells"]
        return (
            {"name", "base", "week", "unit", "follow_up_weeks", "parameters"} <= set(self.summary)
            and all(set(cell) >= (_CELL | _DONE if cell["state"] == "done" else _CELL) for cell in cells)
            and all({"name", "label", "values", "is_numeric"} <= set(one) for one in self.summary["parameters"])
        )

    @property
    def file(self) -> dict[str, Any]:
        """The unit of the gain as a plan has it."""
        return {"unit": self.summary["unit"], "settings": {"follow_up_weeks": self.summary["follow_up_weeks"]}}

    @property
    def told(self) -> list[Mapping[str, Any]]:
        """The cells with a plan of which the sums may be told, the base among them."""
        done = [cell for cell in self.summary["cells"] if cell["state"] == "done"]
        return [cell for cell in done if part_told(int(cell["placed"]), int(cell["jobseekers"])) is not None]

    @property
    def is_about_few(self) -> bool:
        """Whether there is a plan of which the sums may not be told."""
        return len(self.told) < len([cell for cell in self.summary["cells"] if cell["state"] == "done"])

    @property
    def base(self) -> Mapping[str, Any] | None:
        """The base, where its sums may be told."""
        return next((cell for cell in self.told if cell["cell"] == 0), None)

    @property
    def varied(self) -> list[Mapping[str, Any]]:
        """Those of `told` that are not the base, in the order of the parameters."""
        return [cell for cell in self.told if cell["cell"]]


def sweep_facts(folder: Path) -> SweepFacts:
    """Read the folder of a sweep; UsageFault where it is not finished, or not as planner sweep wrote it."""
    return read_finished(
        folder, SweepFacts,
        _("{folder}: the sweep is not finished. Run the same planner sweep again.", folder=folder),
        _("{folder}: summary.json is not as planner sweep wrote it. Run the same planner sweep again.", folder=folder),
    )  # fmt: skip


def sweep_pictures(facts: SweepFacts) -> dict[str, Picture]:
    """Two pictures for each parameter, of gain and of cost; one about too few people is left out."""
    made = [picture for one in facts.summary["parameters"] for picture in _pictures(facts, one)]
    return {picture.name: picture for picture in made}


def sweep_picture_files(summary: Mapping[str, Any]) -> dict[str, bytes]:
    """The pictures as SVG and PNG, by their path in the folder; UsageFault without the extra `report`."""
    pictures = sweep_pictures(SweepFacts(summary)) if summary["base"] is not None else {}
    return {
        f"{PICTURES_HOME}/{name}.{form}": raw
        for name, picture in pictures.items()
        for form, raw in (("svg", picture.svg.encode()), ("png", picture.png))
    }


@dataclass(frozen=True)
class _Curve:
    """One curve: the cells that differ in one parameter alone, as points; `name` says what they have in common."""

    name: str
    along: Sequence[Any]
    gain: Sequence[float]
    bound: Sequence[float]
    cost: Sequence[float]


def _pictures(facts: SweepFacts, parameter: Mapping[str, Any]) -> Iterator[Picture]:
    curves = list(_curves(facts, parameter))
    if sum(len(curve.along) for curve in curves) < 2:  # noqa: PLR2004 - one point shows nothing
        return
    name, label, unit = parameter["name"], parameter["label"], gain_unit(facts.file)
    is_numeric, base = parameter["is_numeric"], facts.base
    of_base = (None, None) if base is None else (base["uplift"], base["cost_sek"] / 1000)
    notes = _doubts(facts)
    yield Picture(
        f"gain-by-{name}", _gain_title(facts, curves, label),
        _("The gain ({unit}) by {label}: {shown}.", unit=unit, label=label, shown=_shown(curves, "gain", 2)),
        _table(curves, label, {unit: "gain", _("at most"): "bound"}),
        lambda axes: _draw(axes, curves, label, unit, "gain", of_base[0], is_numeric),
        height=_height(curves, is_numeric), digits={unit: 2, _("at most"): 2}, notes=notes,
    )  # fmt: skip
    thousands = _("thousand SEK")
    yield Picture(
        f"cost-by-{name}", _cost_title(curves, label),
        _("The cost (thousand SEK) by {label}: {shown}.", label=label, shown=_shown(curves, "cost", 0)),
        _table(curves, label, {thousands: "cost"}),
        lambda axes: _draw(axes, curves, label, thousands, "cost", of_base[1], is_numeric),
        height=_height(curves, is_numeric), digits={thousands: 0},
    )  # fmt: skip


def _curves(facts: SweepFacts, parameter: Mapping[str, Any]) -> Iterator[_Curve]:
    """The points by what the other parameters are; in a list, where all vary together, one curve."""
    others = [one for one in facts.summary["parameters"] if one is not parameter]
    if facts.summary["design"] == "list":
        others = []
    together: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for cell in facts.varied:
        together.setdefault(tuple(cell["values"][one["name"]] for one in others), []).append(cell)
    for values, cells in together.items():
        rank = {value: at for at, value in enumerate(parameter["values"])}
        cells.sort(key=lambda cell: rank[cell["values"][parameter["name"]]])
        name = ", ".join(f"{one['label']} {said_value(value)}" for one, value in zip(others, values, strict=True))
        yield _Curve(
            name, [cell["values"][parameter["name"]] for cell in cells], [float(cell["uplift"]) for cell in cells],
            [float(cell["bound"]) for cell in cells], [cell["cost_sek"] / 1000 for cell in cells],
        )  # fmt: skip


def _gain_title(facts: SweepFacts, curves: Sequence[_Curve], label: str) -> str:
    """What the parameter does along a curve: nothing, or how much at most, and from which value on next to no more.

    What the others do lies between the curves, and is none of its doing.
    """
    along = [curve for curve in curves if len(curve.along) > 1]
    gains = [gain for curve in curves for gain in curve.gain]
    if not along:
        return _("{label}: the gain lies between {low} and {high}", label=_capital(label),
                 low=decimal(min(gains), 2), high=decimal(max(gains), 2))  # fmt: skip
    best = max(along, key=lambda curve: max(curve.gain) - min(curve.gain))
    least, most = min(best.gain), max(best.gain)
    if most - least < NOTHING:
        return _("{label}: the gain is the same whatever it is", label=_capital(label))
    if best.name:
        enough, gain = _nearly_all(best, least)
        return _(
            "{label}: {value} gives nearly all there is to gain, {gained} than {least} ({others})",
            label=_capital(label), value=said_value(enough), gained=gained(facts.file, gain - least, 2),
            least=said_value(best.along[best.gain.index(least)]), others=best.name,
        )  # fmt: skip
    start = best.gain[0] if facts.base is None else float(facts.base["uplift"])
    if most - start < NOTHING:
        return _("{label}: no value gives more than the base", label=_capital(label))
    enough, gain = _nearly_all(best, start)
    return _(
        "{label}: {value} gives nearly all there is to gain, {gained} than the base",
        label=_capital(label), value=said_value(enough), gained=gained(facts.file, gain - start, 2),
    )  # fmt: skip


def _nearly_all(curve: _Curve, start: float) -> tuple[Any, float]:
    """The first value along the curve that gives next to all there is to gain from `start` on, and its gain."""
    reached = start + NEARLY * (max(curve.gain) - start)
    return next((at, gain) for at, gain in zip(curve.along, curve.gain, strict=True) if gain >= reached)


def _cost_title(curves: Sequence[_Curve], label: str) -> str:
    costs = [cost for curve in curves for cost in curve.cost]
    return _("{label}: the cost lies between {low} and {high} thousand SEK", label=_capital(label),
             low=decimal(min(costs), 0), high=decimal(max(costs), 0))  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _doubts(facts: SweepFacts) -> tuple[str, ...]:
    notes = []
    if any(cell["is_doubtful"] for cell in facts.varied):
        notes.append(
            _(
                "Some differences to the base are no larger than what the searches leave open; more time may "
                "change them."
            )
        )
    if any(cell["unfinished_goals"] for cell in facts.told):
        notes.append(_("In some plans the search was not finished for every goal."))
    return tuple(notes)


def _shown(curves: Sequence[_Curve], measure: str, digits: int) -> str:
    return "; ".join(
        (f"{curve.name}: " if curve.name else "")
        + ", ".join(
            f"{said_value(at)}: {decimal(value, digits)}"
            for at, value in zip(curve.along, getattr(curve, measure), strict=True)
        )
        for curve in curves
    )


def _table(curves: Sequence[_Curve], label: str, measures: Mapping[str, str]) -> pd.DataFrame:
    """A row for each point, with what its curve has in common where there are several."""
    table = {_capital(label): [said_value(at) for curve in curves for at in curve.along]}
    if len(curves) > 1:
        table = {_("With"): [curve.name for curve in curves for _at in curve.along], **table}
    figures = {
        heading: [value for curve in curves for value in getattr(curve, measure)]
        for heading, measure in measures.items()
    }
    return pd.DataFrame({**table, **figures})


def _height(curves: Sequence[_Curve], is_numeric: bool) -> float:  # noqa: FBT001 - a fact of the parameter
    return 3.4 if is_numeric else 0.8 + 0.42 * sum(len(curve.along) for curve in curves)


def _draw(  # noqa: PLR0913, PLR0917 - what is drawn
    axes: Axes,
    curves: Sequence[_Curve],
    label: str,
    unit: str,
    measure: str,
    base: float | None,
    is_numeric: bool,  # noqa: FBT001
) -> None:
    if is_numeric:
        _draw_curves(axes, curves, label, unit, measure)
        if base is not None:  # told at the side, where no curve is
            axes.axhline(base, color=FAINT, linewidth=1.0, linestyle=_DASHES, zorder=1, label=_("base"))
            if not _has_key(curves):
                axes.annotate(_("base"), (1, base), xycoords=("axes fraction", "data"), xytext=(4, 0), va="center",
                              textcoords="offset points", color=FAINT)  # fmt: skip
        if _has_key(curves):
            _key_beside(axes, [curve.name for curve in sorted(curves, key=lambda one: -getattr(one, measure)[-1])])
    else:
        _draw_bars(axes, curves, unit, measure, base)


def _draw_curves(axes: Axes, curves: Sequence[_Curve], label: str, unit: str, measure: str) -> None:
    many = len(curves) > MOST_CURVES
    for number, curve in enumerate(curves):
        colour = OTHER if many else SERIES[number][0] if len(curves) > 1 else OWN
        values = getattr(curve, measure)
        axes.plot(
            curve.along, values, color=colour, linewidth=2.0, marker="o", markersize=4.5, zorder=3, label=curve.name
        )
        if measure == "gain":  # what a longer search could still find
            axes.vlines(curve.along, values, curve.bound, color=colour, linewidth=1.0, zorder=2)
        if len(curves) == 1:
            digits = 2 if measure == "gain" else 0
            for at, value in zip(curve.along, values, strict=True):
                axes.annotate(
                    decimal(value, digits), (at, value), xytext=(0, 7), textcoords="offset points", ha="center"
                )
    curve_axes(axes, label, unit, sorted({at for curve in curves for at in curve.along}))
    axes.margins(x=0.06, y=0.16)


def _has_key(curves: Sequence[_Curve]) -> bool:
    """Whether the curves are several, and each has a colour of its own."""
    return 1 < len(curves) <= MOST_CURVES


def _key_beside(axes: Axes, names: Sequence[str]) -> None:
    """What each curve is, from the one that ends highest down, beside the drawing: at their ends they may lie close."""
    drawn = {line.get_label(): line for line in axes.get_lines()}
    kept = [*names, *(name for name in drawn if name == _("base"))]
    axes.legend([drawn[name] for name in kept], [wrapped(name, 24) for name in kept], loc="upper left",
                bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9, handlelength=1.6)  # fmt: skip


def _draw_bars(axes: Axes, curves: Sequence[_Curve], unit: str, measure: str, base: float | None) -> None:
    rows = [
        (f"{said_value(at)} ({curve.name})" if len(curves) > 1 else said_value(at), value)
        for curve in curves
        for at, value in zip(curve.along, getattr(curve, measure), strict=True)
    ]
    lying_axis(axes, [name for name, _value in rows], unit)
    axes.barh(
        range(len(rows)), [value for _name, value in rows], color=OWN, edgecolor=FAINT, height=0.62, linewidth=0.8
    )
    for here, (_name, value) in enumerate(rows):
        axes.annotate(decimal(value, 2 if measure == "gain" else 0), (max(value, 0.0), here), xytext=(5, 0),
                      textcoords="offset points", va="center")  # fmt: skip
    if base is not None:
        axes.axvline(base, color=FAINT, linewidth=1.0, linestyle=_DASHES)
    axes.margins(x=0.1)
