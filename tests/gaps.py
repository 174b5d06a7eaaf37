"""A week in which a short module before the place closes what somebody lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.scenarios import Given

# Whoever begins a module in the week after the plan week and takes two weeks can begin here at the earliest.
START = "2026-W51"


def gap_week(home: Path, *people: str, **settings: Any) -> Given:  # noqa: ANN401 - settings of many kinds
    """People without the skill that S1 needs, with A2 where B1 is asked for; S1 begins in START and takes everybody."""
    given = Given(home, candidates="eligible", follow_up_weeks=20, score_step=0.0001, **settings)
    for name in people or ("P1",):
        given.person(
            name, age=30, registered_status="JoB", registered_days=500, programme_days=500,
            months_unemployed=20, education_level=2, swedish_level="A2",
        )  # fmt: skip
    given.add("supervisors", supervisor_id="V1")
    return given.slot(
        "S1", programme_ids="T", places=9, weeks=8, start_week=START, skills="truck", supervisor_id="V1",
        union_consulted_on="2026-11-01",
    )  # fmt: skip


def truck(given: Given, module_id: str = "M1", **cells: Any) -> Given:  # noqa: ANN401 - cells of many kinds
    """A module of two weeks that gives the skill."""
    return given.add("modules", **{"module_id": module_id, "gives_skills": "truck", "weeks": 2, **cells})
