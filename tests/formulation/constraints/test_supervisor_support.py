"""supervisor_support: support need with a supervisor in a week."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.supervisor_support import supervisor_support
from tests.scenarios import Given, rows_text, text


def test_slots_without_a_supervisor_and_supervisors_without_a_number_have_no_limit(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").add("supervisors", supervisor_id="V1")
    instance = given.slot("S1").slot("S2", supervisor_id="V1").worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).instance()
    assert rows_text(instance, supervisor_support(instance)) == ""


def test_people_weigh_what_they_need_in_the_weeks_they_are_there(tmp_path: Path) -> None:
    given = (
        Given(tmp_path).person("P1", support_need=1.5).person("P2").add("supervisors", supervisor_id="V1", capacity=3)
    )
    given.slot("S1", supervisor_id="V1", start_week="2026-W53").slot("S2", supervisor_id="V1", start_week="2027-W03")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).worth("P2", "S2", 0.5)
    instance = given.instance()
    # S1 covers 2026-W53 to 2027-W03.
    assert rows_text(instance, supervisor_support(instance)) == text(
        "V1, 2026-W53: 1.5 x[P1 S1 T] + x[P2 S1 T] <= 3",
        "V1, 2027-W03: 1.5 x[P1 S1 T] + x[P2 S1 T] + x[P2 S2 T] <= 3",
    )


def test_running_need_is_the_placements_else_the_persons_else_one(tmp_path: Path) -> None:
    given = (
        Given(tmp_path).person("P1", support_need=2).person("P2").add("supervisors", supervisor_id="V1", capacity=10)
    )
    given.slot("S1", supervisor_id="V1", places=9).worth("P2", "S1", 0.5)
    given.running("P1", "S1").running(None, "S1", support_need=0.25).running(None, "S1")
    instance = given.instance()
    # 10 - 2 - 0.25 - 1
    assert rows_text(instance, supervisor_support(instance)) == "V1, 2026-W48: x[P2 S1 T] <= 6.75"
