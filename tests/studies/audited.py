"""A week of women and men, planned into a folder, with a table audit beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from tests.scenarios import Given, written


def week(home: Path, women: int = 12, men: int = 12, places: tuple[int, int] = (6, 5)) -> Given:
    """Women gain 0.4 from S1 and men 0.2 from S2; women have waited four weeks and men ten."""
    given = Given(home)
    for sex, number, slot, gain, wait in (("W", women, "S1", 0.4, 4), ("M", men, "S2", 0.2, 10)):
        for name in (f"{sex}{at:02}" for at in range(1, number + 1)):
            given.person(name, waiting_weeks=wait).worth(name, slot, gain)
            given.add("audit", jobseeker_id=name, sex="woman" if sex == "W" else "man")
    return given.slot("S1", places=places[0]).slot("S2", places=places[1])


def planned(given: Given) -> tuple[Path, Path]:
    """The folders of the plan and of the scenario."""
    folder = given.write()
    return written(given.plan(), given.home / "plan"), folder


def answer(plan: Path, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Fill in the row of each person's proposal as a meeting does."""
    path = plan / "assignments.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for row in rows:
        if row["status"] == "proposed":
            row.update(answers.get(row["jobseeker_id"], {}))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def proposed(plan: Path) -> list[str]:
    """Everybody with a proposal."""
    rows = csv.DictReader(io.StringIO((plan / "assignments.csv").read_text(encoding="utf-8")))
    return [row["jobseeker_id"] for row in rows if row["status"] == "proposed"]
