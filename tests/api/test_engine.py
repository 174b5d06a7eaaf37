"""The general engine: against every way of choosing values, on programs small enough to try them all."""

from itertools import product
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

import planner

ENOUGH = 600.0
Drawn = tuple[dict[str, float], dict[str, float], dict[str, planner.NamedRow], dict[str, tuple[float, float]]]


def drawn(seed: int) -> Drawn:
    """Two goals, some rows (one of them with both limits, decimals in some) and bounds below and above 0."""
    random = np.random.default_rng(seed)
    names = [f"v{number}" for number in range(4)]
    low = random.integers(-2, 2, 4)
    high = low + random.integers(0, 4, 4)
    rows: dict[str, planner.NamedRow] = {}
    inside = random.integers(low, high + 1)
    for number in range(3):
        terms = random.integers(-4, 5, 4) / (10 if seed % 2 else 1)
        middle = float(terms @ inside)
        limits = ({"upper": middle + 0.1}, {"lower": middle - 0.1}, {"lower": middle - 0.1, "upper": middle + 0.3})
        rows[f"r{number}"] = cast(
            "planner.NamedRow", {"coefficients": dict(zip(names, terms.tolist(), strict=True)), **limits[number]}
        )
    goals = [dict(zip(names, random.integers(-5, 6, 4).astype(float).tolist(), strict=True)) for _ in range(2)]
    bounds = {name: (float(a), float(b)) for name, a, b in zip(names, low, high, strict=True)}
    return goals[0], goals[1], rows, bounds


def by_trying_all(program: Drawn) -> tuple[float, float]:
    """The greatest value of the first goal, and of the second among those that have it."""
    first, second, rows, bounds = program
    kept = []
    for values in product(*(range(int(a), int(b) + 1) for a, b in bounds.values())):
        x: NDArray[np.float64] = np.array(values, dtype=float)
        sums = [(row, float(np.array(list(dict(row["coefficients"]).values())) @ x)) for row in rows.values()]
        if all(row.get("lower", -np.inf) - 1e-9 <= s <= row.get("upper", np.inf) + 1e-9 for row, s in sums):
            kept.append((float(np.array(list(first.values())) @ x), float(np.array(list(second.values())) @ x)))
    return max(kept)


@pytest.mark.parametrize("seed", range(6))
def test_goals_are_reached_in_their_order_and_proved(seed: int) -> None:
    program = drawn(seed)
    first, second, rows, bounds = program
    found = planner.maximise({"first": first, "second": second}, rows, bounds, workers=1, time_limit=ENOUGH)
    best = by_trying_all(program)
    assert found.goals["best"].to_list() == pytest.approx(best)
    assert found.goals["bound"].to_list() == pytest.approx(best)
    assert found.status == "optimal"
    table = found.rows
    assert (table["sum"] <= table["upper"] + 1e-9).all()
    assert (table["sum"] >= table["lower"] - 1e-9).all()
    assert found.value == pytest.approx(sum(first[str(name)] * value for name, value in found.values.items()))


def test_variables_without_bounds_are_0_or_1_and_an_assignment_is_solved() -> None:
    worth = {"A1": 5.0, "A2": 4.0, "B1": 5.0, "B2": 1.0}
    rows: dict[str, planner.NamedRow] = {
        name: {"coefficients": {pair: 1.0 for pair in worth if name in pair}, "upper": 1.0} for name in "AB12"
    }
    found = planner.maximise(worth, rows, workers=1, time_limit=ENOUGH)
    assert (found.value, found.bound, found.gap) == (9.0, 9.0, 0.0)
    assert found.values.to_dict() == {"A1": 0, "A2": 1, "B1": 1, "B2": 0}
    assert str(found.values.dtype) == "Int64"


def test_rows_that_contradict_each_other_are_said_to() -> None:
    rows: dict[str, planner.NamedRow] = {
        "most": {"coefficients": {"a": 1.0, "b": 1.0}, "upper": 1.0},
        "least": {"coefficients": {"a": 1.0, "b": 1.0}, "lower": 2.0},
    }
    with pytest.raises(planner.CannotHold, match="contradict each other"):
        planner.maximise({"a": 1.0, "b": 1.0}, rows, workers=1, time_limit=ENOUGH)


def test_where_nothing_was_found_nor_ruled_out_a_longer_time_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = SimpleNamespace(x=None, bound=1.0, is_proved_empty=False)
    monkeypatch.setattr("planner.api.engine.maximise_mip", lambda *_, **__: nothing)
    with pytest.raises(planner.NoPlanInTime, match="A longer time_limit may tell"):
        planner.maximise({"a": 1.0}, {"row": {"coefficients": {"a": 1.0}, "upper": 1.0}})


def test_rows_that_the_bounds_alone_rule_out_are_named_with_what_their_sums_can_be() -> None:
    rows: dict[str, planner.NamedRow] = {
        "under": {"coefficients": {"a": 2.0}, "upper": -6.0},
        "over": {"coefficients": {"a": 1.0, "b": -1.0}, "lower": 3.0},
        "sound": {"coefficients": {"a": 1.0}, "lower": 1.0, "upper": 1.0},
    }
    with pytest.raises(planner.CannotHold) as refused:
        planner.maximise({"a": 5.0, "b": 0.0}, rows, {"a": (-1.0, 1.0), "b": (0.0, 1.0)})
    assert str(refused.value).splitlines() == [
        "row under: its sum is at least -2 within the bounds, its upper limit -6.",
        "row over: its sum is at most 1 within the bounds, its lower limit 3.",
    ]


def test_changing_what_is_handed_out_changes_no_maximum() -> None:
    found = planner.maximise({"a": 1.0}, {"row": {"coefficients": {"a": 1.0}, "upper": 5.0}}, workers=1)
    values = found.values
    values["a"] = 7
    for table in (found.rows, found.goals):
        table[table.columns[-1]] = None
    assert (found.values["a"], found.rows["upper"]["row"], found.status) == (1, 5.0, "optimal")
    assert "objective" in found._repr_html_()
