"""The week that a scenario is planned for."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.inputs import read
from tests.inputs.folders import (
    GOOD,
    edited,
    faults_of,
    good,
)


@pytest.mark.parametrize("week", ["2026-W54", "2027-W53", "2026-48", "48", "", "1999-W01", "2099-W40", "0000-W01"])
def test_a_plan_week_that_cannot_be_is_a_fault(week: str, tmp_path: Path) -> None:
    folder = good(tmp_path, edited("scenario.toml", ("2026-W48", week)))
    assert [fault.column for fault in faults_of(folder)] == ["scenario.week"]


def test_week_53_of_2026_is_a_plan_week(tmp_path: Path) -> None:
    assert read(good(tmp_path, edited("scenario.toml", ("2026-W48", "2026-W53")))).week == read(GOOD).week + 5
