"""Limits that facts exceed already, and the number of warnings, on the screen of a plan."""

from pathlib import Path

from planner.reports import screen
from planner.reports.doubts import FACTS_SHOWN, beyond_lines
from planner.texts import speaking
from tests.inputs.test_doubts import week
from tests.instance.test_beyond import busy
from tests.scenarios import Given


def test_the_screen_of_a_plan_names_debts_and_counts_warnings(tmp_path: Path) -> None:
    given = busy(tmp_path).change("slots", "S1", places=1)
    given.add("funding", funding_id="F1", budget_sek=10_000, committed_sek=12_500)
    plan = given.plan()
    said = screen(plan, None)
    assert "slot S1: 2 running in 2026-W50, 1 more than it has" in said
    assert "line F1: 12,500 SEK committed, 2,500 SEK more than it has" in said
    # What is left, of which the plan spends nothing: no cost for each in work or study.
    told = [line.split()[:3] for line in said.splitlines() if line.strip().startswith("F1 ")]
    assert told == [["F1", "-2,500", "0"]]
    assert said.endswith("2 warnings about what went in: planner check says.")
    with speaking("sv"):
        assert "2 varningar om underlaget: se planner check." in screen(plan, None)
    assert "warning" not in screen(week(tmp_path / "sound").plan(), None)


def test_the_first_facts_are_named_and_the_others_counted(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S0").worth("P1", "S0", 0.5)
    for number in range(1, FACTS_SHOWN + 3):
        given.slot(f"S{number}", places=0).running(None, f"S{number}")
    lines = beyond_lines(given.plan())
    named = [line for line in lines if any(f"S{number}:" in line for number in range(1, 20))]
    assert len(named) == FACTS_SHOWN
    assert lines[-1].split()[:2] == ["and", "2"]
