"""What came of a sweep as tables: a row for each cell, and a row for each cell and measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from planner.studies.measures import NO_SUMS, PARTS_NO_SUMS
from planner.studies.sweeping.sweep import Sweep
from planner.studies.sweeping.task import DIGITS

TOTALS = ("placed", "uplift", "cost_sek", "travel_minutes")
# The columns of both tables beside those of the parameters, which stand behind `cell`.
OF_CELLS = ("state", *TOTALS, "difference", "doubt", "is_doubtful", "bound", "usual_uplift", "judgement_share",
            "unfinished_goals", "is_reproducible", "reason")  # fmt: skip
OF_FIGURES = ("state", "part", "name", "measure", "value", "base", "difference", "reason")


def cells_table(sweep: Sweep) -> pd.DataFrame:
    """A row for each cell in the order of the parameters, the base first, with its sums.

    `difference` is the uplift less that of the base. `doubt` is what the gaps of the two plans leave open of it: a
    difference no larger `is_doubtful`. `bound` is what no plan of the cell can gain, `usual_uplift` what the strongest
    usual practice gains there. The search of a cell that is not `is_reproducible` was stopped by `max_seconds`, or lost
    its HiGHS worker: the next time it may get further.
    """
    names = [one.name for one in sweep.study.stated.parameter]
    rows = []
    for cell in sweep.cells:
        row = {
            "cell": cell.number,
            **{name: cell.setting.get(name) for name in names},
            "state": sweep.state(cell.number),
        }
        plan = sweep.figures(cell.number)
        if plan is not None:
            row |= _sums(plan) | _beside(plan, sweep.figures(0))
        rows.append(row | {"reason": sweep.reason(cell.number)})
    return _ordered(rows, names, OF_CELLS)


def totals(plan: Mapping[str, Any]) -> dict[str, float]:
    """The sums over everybody of a plan, by measure."""
    return {measure: value for part, _name, measure, value in plan["figures"] if part == "total"}


def _sums(plan: Mapping[str, Any]) -> dict[str, Any]:
    own = totals(plan)
    return {
        **{measure: own[measure] for measure in TOTALS},
        "bound": plan["bound"],
        "usual_uplift": None if plan["usual"] is None else plan["usual"]["uplift"],
        "judgement_share": plan["judgement_share"],
        "unfinished_goals": "|".join(plan["unfinished_goals"]),
        "is_reproducible": plan["reproducible"],
    }


def _beside(plan: Mapping[str, Any], base: Mapping[str, Any] | None) -> dict[str, Any]:
    """The difference to the base, and how far it can be trusted; nothing where the base has no plan."""
    if base is None:
        return {}
    difference = round(totals(plan)["uplift"] - totals(base)["uplift"], DIGITS)
    doubt = round(sum(max(one["bound"] - one["best"], 0.0) for one in (plan, base)), DIGITS)
    return {"difference": difference, "doubt": doubt, "is_doubtful": doubt > 0 and 0 < abs(difference) <= doubt}


def figures_table(sweep: Sweep) -> pd.DataFrame:
    """A row for each cell and measure, those of a comparison, with the base's; one row for a cell without a plan.

    A part that the base or the cell has not, such as a form under which it places nobody, counts 0 there; what is no
    sum, and what cannot be known, is blank.
    """
    names = [one.name for one in sweep.study.stated.parameter]
    return _ordered(list(_rows(sweep, names)), names, OF_FIGURES)


def _rows(sweep: Sweep, names: list[str]) -> Iterator[dict[str, Any]]:
    found = {number: _by_key(sweep.figures(number)) for number in sweep.numbers("done")}
    keys = list(dict.fromkeys(key for own in found.values() for key in own))
    base = found.get(0)
    for cell in sweep.cells:
        head = {"cell": cell.number, **{name: cell.setting.get(name) for name in names}}
        head |= {"state": sweep.state(cell.number), "reason": sweep.reason(cell.number)}
        if cell.number not in found:
            yield head
            continue
        for part, name, measure in keys:
            missing = None if measure in NO_SUMS or part in PARTS_NO_SUMS else 0.0
            value = found[cell.number].get((part, name, measure), missing)
            own = {"part": part, "name": name, "measure": measure, "value": value}
            if base is not None:
                of_base = base.get((part, name, measure), missing)
                own |= {"base": of_base}
                if value is not None and of_base is not None:
                    own |= {"difference": round(value - of_base, DIGITS)}
            yield head | own


def _by_key(plan: Mapping[str, Any] | None) -> dict[tuple[str, str, str], float | None]:
    return {} if plan is None else {(part, name, measure): value for part, name, measure, value in plan["figures"]}


def _ordered(rows: list[dict[str, Any]], names: list[str], further: tuple[str, ...]) -> pd.DataFrame:
    """The rows as a table; the values of parameters stay what they are, whole numbers among them."""
    columns = ("cell", *names, *further)
    as_stated = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    return pd.DataFrame(rows, columns=pd.Index(columns)).assign(**as_stated)
