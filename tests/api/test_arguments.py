"""Arguments of the Python door: what is unknown, of another kind or out of range is named, with what was meant."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import planner
from planner.api.arguments import checked_overrides

TOO_LONG = "x" * 5_000


@pytest.mark.parametrize(
    "function, given, meant",
    [
        (planner.plan, {"scenario": "x", "time_limt": 5}, "time_limit"),
        (planner.usual_practice, {"scenario": "x", "sed": 1}, "seed"),
        (planner.read, {"scenario": "x", "model": "y"}, "models"),
        (planner.check, {"scenario": "x", "modls": "y"}, "models"),
        (planner.verify, {"plan": "x", "scenaro": "y"}, "scenario"),
        (planner.compare, {"scenarios": [], "langage": "en"}, "language"),
        (planner.maximise, {"objective": {}, "rows": {}, "bound": {}}, "bounds"),
        (planner.Result.write, {"out": "x", "keep_decision": True}, "keep_decisions"),
        (planner.Scenario.patched, {"tabel": "slots"}, "table"),
    ],
)
def test_an_unknown_argument_is_a_type_error_that_names_the_one_that_was_meant(
    function: Callable[..., object], given: dict[str, object], meant: str
) -> None:
    with pytest.raises(TypeError, match=f'Did you mean "{meant}"'):
        function(**given)


def test_values_out_of_range_are_all_named_as_the_arguments_are_called(scenario: planner.Scenario) -> None:
    with pytest.raises(planner.UsageFault) as refused:
        planner.plan(scenario, time_limit=-1, gap=2, workers=0)
    said = str(refused.value)
    assert [line.split(" =")[0] for line in said.splitlines()] == ["time_limit", "gap", "workers"]


@pytest.mark.parametrize(
    "argument, meant",
    [({"language": "english"}, "sv"), ({"dialect": "swedsh"}, "swedish"), ({"headings": "nams"}, "names")],
)
def test_a_word_that_may_not_stand_there_is_refused_with_those_that_may(
    argument: dict[str, str], meant: str, scenario: planner.Scenario
) -> None:
    with pytest.raises(planner.UsageFault, match=meant):
        planner.plan(scenario, **argument)  # type: ignore[arg-type] # what a type checker refuses as well


def test_what_is_no_path_is_a_type_error_that_says_what_is_taken() -> None:
    with pytest.raises(TypeError, match="takes a str or a Path, not int"):
        planner.read(3)  # type: ignore[arg-type] # likewise


def test_a_number_is_asked_for_where_there_is_none(scenario: planner.Scenario) -> None:
    wrong: dict[str, Any] = {"time_limit": "5", "gap": np.True_, "workers": True}
    calls: list[Callable[..., object]] = [
        lambda **given: planner.plan(scenario, **given),
        lambda **given: planner.usual_practice(scenario, **given),
        lambda **given: planner.compare([scenario, scenario], **given),
        lambda **given: planner.maximise({"a": 1}, {}, **given),
    ]
    for call in calls:
        with pytest.raises(TypeError, match=r"^time_limit takes a number, not str; gap .*; workers .* not bool$"):
            call(**wrong)


def test_numbers_of_every_kind_are_taken_as_they_are() -> None:
    given: dict[str, Any] = {"time_limit": np.int64(5), "gap": Decimal("0.5"), "seed": np.uint8(7), "workers": 2.0}
    assert checked_overrides(**given)["solve"] == {"time_limit_seconds": 5, "gap": 0.5, "seed": 7, "workers": 2}


@pytest.mark.parametrize("number", [10**400, -(10**400), float("inf"), float("nan"), 10**20])
def test_numbers_beyond_all_reason_are_refused_as_others_out_of_range(number: float) -> None:
    with pytest.raises(planner.UsageFault) as refused:
        checked_overrides(time_limit=number, gap=number, seed=number, workers=number)  # type: ignore[arg-type] # for two
    said = str(refused.value)
    assert len(said.splitlines()) == 4
    assert len(said) < 600


def test_a_folder_of_models_that_is_not_there_is_refused_wherever_one_is_named(
    scenario: planner.Scenario, result: planner.Result, tmp_path: Path
) -> None:
    plan, nowhere = result.write(tmp_path / "out"), tmp_path / "nope"
    calls: list[Callable[[Any], object]] = [
        lambda models: planner.read(plan / "inputs", models=models),
        lambda models: planner.check(plan / "inputs", models=models),
        lambda models: planner.verify(plan, models=models),
        lambda models: planner.plan(scenario, models=models),
        lambda models: planner.usual_practice(scenario, models=models),
        lambda models: planner.compare([scenario, scenario], models=models),
    ]
    for call in calls:
        for models in (nowhere, TOO_LONG, "a\0b"):
            with pytest.raises(planner.UsageFault, match="There is no folder"):
                call(models)


def test_a_path_that_no_system_takes_is_refused_as_one_that_is_not_there(
    scenario: planner.Scenario, result: planner.Result
) -> None:
    calls: list[Callable[[str], object]] = [
        planner.read, planner.check, planner.verify, planner.plan, result.write,
        lambda path: planner.compare([scenario, path]),
    ]  # fmt: skip
    for call in calls:
        for path in (TOO_LONG, f"{TOO_LONG}/more", "/".join(["x" * 200] * 100), "a\0b"):
            with pytest.raises(planner.UsageFault):
                call(path)
