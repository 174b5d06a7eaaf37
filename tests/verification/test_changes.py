"""The verifier recomputes what changed since last week's proposals, and objects to what somebody has altered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.planning import earlier_of, make_plan, with_previous
from planner.verification import verify
from tests.scenarios import Given, written

Change = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan in which P1 moves, P2 is forbidden, P3 stays, P4 loses the place to P5, and P6 is gone."""

    def week(home: Path) -> Given:
        given = Given(home, goals=["outcome", "stability"]).people("P1", "P2", "P3", "P4")
        for number in range(1, 5):
            given.slot(f"S{number}").worth(f"P{number}", f"S{number}", number / 10)
        return given

    first = week(tmp_path / "a").person("P6").slot("S6").worth("P6", "S6", 0.2).plan()
    given = week(tmp_path / "b").person("P5").slot("S5").slot("S6").worth("P5", "S4", 0.9).worth("P1", "S5", 0.3)
    scenario, before = with_previous(given.decide("forbid", "P2", "S2").scenario(), earlier_of(first))
    return written(make_plan(scenario, before=before), tmp_path / "plan")


def altered(folder: Path, name: str, change: Change) -> list[str]:
    """What the verifier objects to once a file is another."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    return [str(one) for one in verify(folder) if "run.json" not in str(one)]


def cell(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


def without(start: str) -> Change:
    return lambda text: "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


def test_the_plan_as_it_was_made_is_accepted(folder: Path) -> None:
    assert [str(one) for one in verify(folder)] == []


@pytest.mark.parametrize(
    "change, said",
    [
        pytest.param(cell("moved,P1", "kept,P1"), "change is not moved", id="change"),
        pytest.param(cell(",0.1,0.3,0.2,", ",0.1,0.3,0.3,"), "difference is 0.3, recomputed 0.2", id="gain"),
        pytest.param(cell(",0.1,0.3,", ",0.2,0.3,"), "value_before is 0.2, recomputed 0.1", id="worth before"),
        pytest.param(cell(",,,,decisions,", ",,,,slot_places,"), "no_longer is something else", id="why"),
        pytest.param(without("withdrawn,P2"), "does not have each of last week's proposals once", id="withdrawn"),
        pytest.param(without("new,P5"), "does not have each proposal of the plan once", id="new"),
        pytest.param(cell("kept,P3", "kept,P4"), "slot_before was not proposed to the person", id="somebody else"),
        pytest.param(cell(",person_gone,", ",no_gain,"), "no_longer is something else", id="gone"),
    ],
)
def test_an_altered_row_is_objected_to(folder: Path, change: Change, said: str) -> None:
    found = altered(folder, "changes_since.csv", change)
    assert any(said in one for one in found), found


def test_a_move_told_as_new_and_withdrawn_is_objected_to(folder: Path) -> None:
    def split(text: str) -> str:
        lines = text.splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("moved,P1"))
        cells = lines[at].split(",")
        before, now = cells.copy(), cells.copy()
        before[0], now[0] = "withdrawn", "new"
        before[3] = before[7] = before[8] = before[9] = before[10] = before[12] = before[13] = ""
        now[4] = now[5] = now[6] = now[11] = now[13] = ""
        return "\n".join([*lines[:at], ",".join(now), ",".join(before), *lines[at + 1 :]]) + "\n"

    assert any("both new and withdrawn" in one for one in altered(folder, "changes_since.csv", split))


def test_the_table_of_employers_follows_from_the_rows(folder: Path) -> None:
    found = altered(folder, "changes_by_employer.csv", cell(",P5", ",P3"))
    assert any("changes_by_employer.csv row" in one for one in found), found


def test_figures_of_plan_json_follow_from_the_rows(folder: Path) -> None:
    found = altered(folder, "plan.json", cell('"no_longer_possible": 2', '"no_longer_possible": 1'))
    assert any("no_longer_possible is 1, recomputed 2" in one for one in found), found


def test_a_plan_with_drafts_has_its_changes(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan["changes"] = None
    plan["files"] = [name for name in plan["files"] if not name.startswith("changes")]
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    for name in ("changes_since.csv", "changes_by_employer.csv"):
        (folder / name).unlink()
    assert any("changes_since.csv: is missing" in str(one) for one in verify(folder)), verify(folder)
