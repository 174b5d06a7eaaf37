"""Targets over two weeks: what was reached stays, and nothing is counted twice."""

from __future__ import annotations

from pathlib import Path

from planner.planning import make_plan
from tests.scenarios import Given
from tests.weeks.small_weeks import advanced, three

WINDOW = {"from_week": "2026-W45", "to_week": "2027-W10", "target": 20}


def with_targets(home: Path) -> Given:
    """The small week with two targets, of placements and of people in work or study; P2 has had a place in W46."""
    given = three(home).add("targets", target_id="M", counts="placements", **WINDOW)
    given.add("targets", target_id="W", counts="work_or_study", **WINDOW)
    given.add("target_steps", target_id="M", week="2026-W50", due=3)
    return given.add("history", jobseeker_id="P2", slot_id="S2", programme_id="M", from_week="2026-W46",
                     to_week="2026-W46", end="ended")  # fmt: skip


def test_an_accepted_place_passes_from_proposed_to_promised_and_a_leaver_stays_counted(tmp_path: Path) -> None:
    given = with_targets(tmp_path)
    before = given.plan().file.targets
    assert before is not None
    # P5 runs since W47, P2 was in W46; P3 and P4 are promised; P1 and P2 are proposed.
    assert [(one.reached, one.promised, one.adds) for one in before] == [(2, 2, 2), (0, 0, 1)]
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "leavers.csv").write_text("jobseeker_id\nP2\n", encoding="utf-8")
    settled = advanced(given, "P1,S1,accepted\n", news=tmp_path / "news")
    rows = settled.scenario.tables["targets"].set_index("target_id")["reached_earlier"]
    # P2 has left with one start; what P1 accepted is worth 0.5.
    assert rows.to_dict() == {"M": 1, "W": 0.5}
    assert len(settled.scenario.tables["target_steps"]) == 1
    after = make_plan(settled.scenario).file.targets
    assert after is not None
    # Of the four that are left, P5 began; P1, P3 and P4 begin in this week.
    assert [(one.reached, one.promised, one.adds) for one in after] == [(2, 3, 0), (0.5, 0, 0)]
    changes = settled.next.changes
    assert changes[changes["table"] == "targets"][["row", "before", "after"]].values.tolist() == [
        ["M", "", "1"], ["W", "", "0.5"],
    ]  # fmt: skip
