"""What a study may vary stands in one table, has bounds, and reaches the search."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from planner.errors import InputFaults
from planner.schema.solver_parameters import SolverParameters, parameter_rows
from tests.scenarios import Given

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "solving.md"


def test_the_page_has_every_parameter_with_its_default_unit_and_source() -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [row for row in parameter_rows() if row not in page] == []
    assert len([line for line in page if line.startswith("| `") and line.endswith(("untested |", "cores |"))]) > 10


@pytest.mark.parametrize("name", list(SolverParameters.model_fields))
def test_each_parameter_has_bounds_and_no_share_of_nothing(name: str) -> None:
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(ValidationError):
            SolverParameters.model_validate({name: wrong})


def test_a_name_that_is_none_of_them_is_named_with_the_nearest_and_a_value_out_of_bounds_too(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5)
    given.solve = {"parameters": {"first_gaol_share": 0.5, "prices_share": 2}}
    with pytest.raises(InputFaults) as faults:
        given.plan()
    said = str(faults.value)
    assert 'Did you mean "first_goal_share"?' in said
    assert "solve.parameters.prices_share" in said


def test_what_is_set_reaches_the_search_and_is_stated_in_the_plan(tmp_path: Path) -> None:
    def week(home: Path) -> Given:
        return Given(home).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)

    given = week(tmp_path)
    given.solve = {"workers": 1, "parameters": {"num_gains": 0}}
    plan = given.plan()
    assert plan.solution.gains == {}
    assert plan.file.search["parameters"]["num_gains"] == 0
    assert plan.file.search["parameters"]["widening"] == 2.5
    assert week(tmp_path / "other").plan().solution.gains
