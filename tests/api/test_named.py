"""A program over names: everything that is wrong with it is listed at once, with the name that was meant."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

import planner

GOAL = {"chair": 3.0, "table": 5.0}


def test_everything_that_is_wrong_is_listed_at_once() -> None:
    rows = {
        "wood": {"coefficients": {"chiar": 1, "table": "much"}, "uper": 3},
        "work": {"coefficients": {"table": 1}, "lower": 2, "upper": 1},
        "room": {"coefficients": 3, "upper": float("nan")},
        "door": {"upper": 1},
    }
    bounds = {"chair": (0, 1.5), "table": (3, 2), "bed": 1}
    with pytest.raises(planner.UsageFault) as refused:
        planner.maximise(GOAL, rows, bounds)  # type: ignore[arg-type] # as wrong as can be
    said = str(refused.value).splitlines()
    assert [line for line in said if 'Did you mean "chair"' in line or 'Did you mean "upper"' in line] == [
        'row wood: there is no key "uper". Did you mean "upper"?',
        'row wood: there is no variable "chiar". Did you mean "chair"?',
    ]
    assert {line.split(":")[0] for line in said} == {
        "bounds of chair",
        "bounds of table",
        "bounds of bed",
        "row wood",
        "row work",
        "row room",
        "row door",
    }


def test_rows_of_a_frame_mean_what_rows_of_dicts_mean() -> None:
    frame = pd.DataFrame(
        {"chair": [2, None], "table": [4, 1], "lower": [None, 1], "upper": [11, None]}, index=["wood", "least"]
    )
    dicts: dict[str, planner.NamedRow] = {
        "wood": {"coefficients": {"chair": 2, "table": 4}, "upper": 11},
        "least": {"coefficients": pd.Series({"table": 1}), "lower": 1},
    }
    bounds = pd.DataFrame({"lower": [0, -2], "upper": [9, 9]}, index=["chair", "table"])
    one = planner.maximise(GOAL, frame, bounds, workers=1)
    other = planner.maximise(pd.Series(GOAL), dicts, {"chair": (0, 9), "table": (-2, 9)}, workers=1)
    assert one.values.to_dict() == other.values.to_dict() == {"chair": 3, "table": 1}
    assert one.rows.equals(other.rows)


def test_no_variables_are_nothing_to_maximise() -> None:
    with pytest.raises(planner.UsageFault, match="There are no variables"):
        planner.maximise({}, {})


def test_frames_that_name_something_twice_or_lack_a_column_are_refused() -> None:
    rows = pd.DataFrame({"chair": [1, 2], "upper": [1, 1]}, index=["wood", "wood"])
    bounds = pd.DataFrame({"lower": [0, 0]}, index=["chair", "table"])
    with pytest.raises(planner.UsageFault, match=r"columns lower and upper\.\nrow wood: the name stands twice"):
        planner.maximise(GOAL, rows, bounds)


@pytest.mark.parametrize(
    "given, said",
    [
        ({"objective": None}, "objective takes a dict or Series by variable, or .* by name, not NoneType"),
        ({"objective": [1, 2]}, "objective takes .*, not list"),
        ({"rows": None, "bounds": [(0, 1)]}, "rows takes .*, or a DataFrame, not NoneType; bounds takes .*, not list"),
        ({"rows": [{"coefficients": {"chair": 1}, "upper": 1}]}, "rows takes a dict of rows by name, .*, not list"),
    ],
)
def test_what_no_program_is_read_from_is_a_type_error_that_says_what_is(given: dict[str, Any], said: str) -> None:
    program: dict[str, Any] = {"objective": GOAL, "rows": {}, **given}
    with pytest.raises(TypeError, match=said):
        planner.maximise(**program)


@pytest.mark.parametrize("number", [10**400, -(10**400), 1e308, 1e16, 2e9 + 0.5, float("inf"), float("nan"), "5", None,
                                    pd.NA, np.array([1, 2]), 1j, Decimal("sNaN")])  # fmt: skip
def test_coefficients_that_cannot_be_counted_with_are_named(number: Any) -> None:  # noqa: ANN401 - of any kind
    bounds = {"chair": (0, 9), "table": (-9, 0)}
    with pytest.raises(planner.UsageFault) as refused:
        planner.maximise({"chair": number}, {"wood": {"coefficients": {"table": number}, "upper": 1}}, bounds)
    said = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in said] == ["objective objective", "row wood"]
    assert len(str(refused.value)) < 500
    with pytest.raises(planner.UsageFault, match=r"bounds of chair: .*not two whole numbers"):
        planner.maximise(GOAL, {}, {**bounds, "chair": (0, number)})


def test_a_limit_that_no_sum_can_reach_is_none_or_cannot_hold() -> None:
    both = {"chair": 1.0, "table": 1.0}
    for far in (10**400, 1e308, 1e15):
        row: planner.NamedRow = {"coefficients": both, "lower": -far, "upper": far}
        assert planner.maximise(GOAL, {"wood": row}, workers=1).value == sum(GOAL.values())
        with pytest.raises(planner.CannotHold, match="row wood: its sum is at most 2"):
            planner.maximise(GOAL, {"wood": {"coefficients": both, "lower": far}}, workers=1)


def test_names_that_are_the_same_as_text_stand_twice() -> None:
    one: planner.NamedRow = {"coefficients": {"chair": 1}, "upper": 1}
    two: dict[Any, float] = {1: 1.0, "1": 2.0}
    rows: dict[Any, planner.NamedRow] = {1: one, "1": {"coefficients": two, "upper": 1}}
    bounds: dict[Any, tuple[float, float]] = {"chair": (0, 1), 1: (0, 1), "1": (0, 2)}
    with pytest.raises(planner.UsageFault) as refused:
        planner.maximise(two, rows, bounds)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        "bounds 1", "objective objective", "row 1", "row 1",
    ]  # fmt: skip
    with pytest.raises(planner.UsageFault, match="the column chair stands twice"):
        planner.maximise(GOAL, pd.DataFrame([[1, 2, 3]], columns=["chair", "chair", "upper"]))
