"""A program over names: everything that is wrong with it is listed at once, with the name that was meant."""

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
        "bounds chair",
        "bounds table",
        "bounds bed",
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
    with pytest.raises(planner.UsageFault, match=r"needs the columns lower and upper\.\nrows: a row stands twice"):
        planner.maximise(GOAL, rows, bounds)
