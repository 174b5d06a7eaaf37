"""The work that a plan takes, without a clock, is what is stored, within tolerances that `benchmarks.work` states."""

import json

import pytest

from benchmarks.work import SEEDS, STORED, TOLERANCES, differences, measured

RENEW = "If the change is meant: .venv/bin/python -m benchmarks.work --write"


@pytest.mark.parametrize("name", SEEDS)
def test_a_plan_takes_the_work_that_is_stored(name: str) -> None:
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    found = differences(stored[name], measured(name))
    assert not found, "\n".join([*found, RENEW])


def test_a_figure_beyond_its_tolerance_is_named() -> None:
    stored = dict.fromkeys(TOLERANCES, 100.0)
    within = {figure: 100.0 * (1 + share) for figure, share in TOLERANCES.items()}
    assert differences(stored, within) == []
    beyond = stored | {"lp_iterations": 111.0, "candidates": 99.0}
    assert differences(stored, beyond) == [
        "candidates: 99, stored 100, tolerance 0.00%",
        "lp_iterations: 111, stored 100, tolerance 10.00%",
    ]
