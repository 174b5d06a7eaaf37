"""Arguments of the Python door: what is unknown or out of range is named, with what was meant."""

from collections.abc import Callable

import pytest

import planner


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


@pytest.mark.parametrize("argument, meant", [({"language": "english"}, "sv"), ({"dialect": "swedsh"}, "swedish")])
def test_a_word_that_may_not_stand_there_is_refused_with_those_that_may(
    argument: dict[str, str], meant: str, scenario: planner.Scenario
) -> None:
    with pytest.raises(planner.UsageFault, match=meant):
        planner.plan(scenario, **argument)  # type: ignore[arg-type] # what a type checker refuses as well


def test_what_is_no_path_is_a_type_error_that_says_what_is_taken() -> None:
    with pytest.raises(TypeError, match="takes a str or a Path, not int"):
        planner.read(3)  # type: ignore[arg-type] # likewise
