"""Small weeks planned, answered and advanced: what the tests of the room start from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import InputFaults
from planner.folders import write_files
from planner.planning import Plan, refuse_unverified
from planner.schema.weeks import week_number
from planner.weeks import Asked, SettledWeek, advance, settle
from tests.scenarios import Given
from tests.weeks.many_weeks import PLAIN

HEAD = "jobseeker_id,slot_id,decision,answer_by,from_week,to_week,attendance,by,on,motive"


def three(home: Path) -> Given:
    """P1 is proposed at S1, P2 at S2; P3 has accepted S3, P4 has been offered S4, P5 runs at S5. A week costs 100."""
    given = Given(home).people("P1", "P2", "P3", "P4", "P5", waiting_weeks=10)
    given.add("programmes", programme_id="M", rule="bea_jobb", cost_person_week_sek=100, funding_id="F1")
    given.add("funding", funding_id="F1", budget_sek=10_000, committed_sek=800)
    for number in range(1, 6):
        given.slot(f"S{number}", programme_ids="M", places=2, start_week="2026-W49")
    given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.5)
    given.running("P3", "S3", "accepted", programme_id="M", from_week="2026-W49", to_week="2026-W52")
    given.running("P4", "S4", "offered", programme_id="M", from_week="2026-W49", to_week="2026-W52",
                  answer_by="2026-12-04")  # fmt: skip
    return given.running("P5", "S5", "started", programme_id="M", from_week="2026-W47", to_week="2026-W50")


@cache
def _plan_files(stated: str, *, write: Callable[[], Plan]) -> dict[str, bytes]:
    del stated
    plan = write()
    refuse_unverified(plan)
    return plan.files


class _Planning:
    """What plans a week, alike for all weeks: the cache tells weeks apart by what they state."""

    def __init__(self, given: Given) -> None:
        self.given = given

    def __call__(self) -> Plan:
        return self.given.plan()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Planning)

    def __hash__(self) -> int:
        return 0


def planned(given: Given) -> Path:
    """The folder of its verified plan; equal weeks are planned once."""
    given.write()
    folder = given.home / "plan"
    write_files(folder, _plan_files(repr(given), write=_Planning(given)))
    return folder


def advanced(given: Given, answers: str = "", to: str = "2026-W49", **asked: Any) -> SettledWeek:  # noqa: ANN401
    """The week made of a plan of `given` and answers (rows of a CSV with HEAD)."""
    plan = planned(given)
    file = given.home / "answers.csv"
    width = HEAD.count(",")
    rows = [line + "," * (width - line.count(",")) for line in answers.splitlines()]
    file.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    after = given.home / "after"
    after.mkdir()
    made = advance(Asked(plan, week_number(to), file, given.home / "scenario", **asked))
    return settle(made, after, PLAIN)


def faults(given: Given, answers: str, **asked: Any) -> list[str]:  # noqa: ANN401
    """What is said of answers that cannot be: code, row and column."""
    try:
        advanced(given, answers, **asked)
    except InputFaults as refused:
        assert not list((given.home / "after").iterdir())
        return [f"{fault.row} {fault.column}: {fault.what}" for fault in refused.faults]
    return []


def placement(settled: SettledWeek, person: str) -> dict[str, Any]:
    """The row of placements of one person; empty where there is none."""
    table = settled.scenario.tables["placements"]
    rows = table[table["jobseeker_id"] == person].to_dict("records")
    return {str(name): value for name, value in rows[0].items()} if rows else {}


def ended(settled: SettledWeek, person: str) -> dict[str, Any]:
    """The last row of history of one person; empty where there is none."""
    table = settled.scenario.tables["history"]
    rows = table[table["jobseeker_id"] == person].to_dict("records")
    return {str(name): None if pd.isna(value) else value for name, value in rows[-1].items()} if rows else {}


def committed(settled: SettledWeek) -> float:
    """What is committed on the line."""
    return float(settled.scenario.tables["funding"]["committed_sek"].iloc[0])


def waits(settled: SettledWeek) -> dict[str, int]:
    """The weeks that everybody has waited, by id."""
    people = settled.scenario.tables["jobseekers"]
    return dict(zip(people["jobseeker_id"], people["waiting_weeks"].astype(int), strict=True))
