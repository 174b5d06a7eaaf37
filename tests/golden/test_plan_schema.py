"""docs/plan.schema.json is what `planner schema plan` prints. That plans are valid against it, plan_runs checks."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.cli.main import run
from planner.schema.plan import PlanFile
from tests.golden.conftest import Run
from tests.plan_runs import PLAN_SCHEMA


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(PLAN_SCHEMA.read_text(encoding="utf-8")))


def test_published_schema_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "plan"]) == 0
    printed = capsys.readouterr().out
    assert printed == PLAN_SCHEMA.read_text(encoding="utf-8"), "planner schema plan > docs/plan.schema.json"
    assert json.loads(printed) == PlanFile.model_json_schema()


@pytest.mark.parametrize("change", [{"value": "much"}, {"gap": -0.1}, {"week": "week 48"}, {"clock": 1}])
def test_schema_refuses_what_no_plan_may_hold(
    validator: Draft202012Validator, tiny: Run, change: dict[str, Any]
) -> None:
    assert not validator.is_valid({**tiny.plan, **change})


def test_schema_refuses_a_plan_without_its_bound(validator: Draft202012Validator, tiny: Run) -> None:
    assert not validator.is_valid({key: value for key, value in tiny.plan.items() if key != "bound"})
