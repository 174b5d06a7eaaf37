"""A plan is advanced only from what it was made of, and only to a later week."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.inputs import read
from planner.planning import make_plan
from planner.schema.weeks import week_number
from planner.weeks import Asked, advance
from planner.weeks.advance import renamed
from tests.scenarios import written
from tests.weeks.small_weeks import advanced, planned, three


@pytest.mark.parametrize(
    "name, after",
    [
        ("Landskrona, week 48", "Landskrona, week 49"),
        ("Vecka 48 i Eskilstuna", "Vecka 49 i Eskilstuna"),
        ("Trelleborg v. 48", "Trelleborg v. 49"),
        ("plan 2026-W48", "plan 2026-W49"),
        ("48 places", "48 places"),
    ],
)
def test_the_week_in_a_name_moves_on(name: str, after: str) -> None:
    assert renamed(name, week_number("2026-W48"), week_number("2026-W49")) == after


def test_a_week_of_two_digits_in_a_name_keeps_them() -> None:
    weeks = week_number("2027-W09"), week_number("2027-W10")
    assert renamed("Landskrona, vecka 09 (v.9)", *weeks) == "Landskrona, vecka 10 (v.10)"


def test_a_week_that_does_not_come_after_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=r"does not come after"):
        advance(Asked(planned(three(tmp_path)), week_number("2026-W48")))


def test_a_plan_of_another_scenario_and_an_edited_plan_are_refused(tmp_path: Path) -> None:
    plan = planned(three(tmp_path / "one"))
    other = three(tmp_path / "two").people(*(f"Q{number}" for number in range(40))).write()
    with pytest.raises(InputFaults, match=r"jobseekers") as refused:
        advance(Asked(plan, week_number("2026-W49"), scenario=other))
    first, *rest = refused.value.faults
    assert first.code == "another-scenario"
    assert {fault.code for fault in rest} == {"plan-objection"}
    assert len(rest) <= 5
    sheet = plan / "assignments.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",S1,", ",S2,"), encoding="utf-8")
    with pytest.raises(InputFaults, match=r"plan-objection"):
        advance(Asked(plan, week_number("2026-W49")))


def test_the_next_week_does_not_inherit_the_draw_that_was_held_for_the_inputs_of_this_one(tmp_path: Path) -> None:
    folder = three(tmp_path).write()
    with (folder / "scenario.toml").open("a", encoding="utf-8") as file:
        file.write('[lottery]\ndraw = "Eurojackpot"\non = 2026-11-20\n')
    plan = written(make_plan(read(folder)), tmp_path / "plan")
    for scenario in (None, folder):
        made = advance(Asked(plan, week_number("2026-W49"), scenario=scenario))
        assert "lottery" not in tomllib.loads(made.settings)
        row = made.changes.query("column == 'lottery'").iloc[0]
        assert (row["table"], row["before"]) == ("scenario.toml", "Eurojackpot")


def test_a_folder_without_a_plan_is_a_fault_of_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=r"There is no plan"):
        advance(Asked(tmp_path, week_number("2026-W49")))


def test_the_pace_of_a_line_is_carried_to_the_next_week(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path).change("funding", "F1", pace_share=0.5), "P1,S1,accepted\n")
    assert settled.scenario.tables["funding"]["pace_share"].tolist() == [0.5]
    assert read(tmp_path / "after").tables["funding"]["pace_share"].tolist() == [0.5]
