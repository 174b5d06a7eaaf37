"""Who comes next if somebody declines: small weeks by hand. tests/properties tries every decline of random ones."""

from __future__ import annotations

from pathlib import Path

from planner.planning import Plan
from tests.scenarios import Given, objections, pairs

Row = tuple[str, int, str, str, float, str]


def rows(plan: Plan) -> list[Row]:
    """Slot, rank, person, where they are now, net gain, what is in the way."""
    table = plan.reserves.fillna({"now_slot_id": ""})
    names = ("slot_id", "rank", "jobseeker_id", "now_slot_id", "net_gain", "in_the_way")
    return [tuple(row) for row in table[list(names)].itertuples(index=False)]


def of(plan: Plan, slot: str) -> list[Row]:
    return [row for row in rows(plan) if row[0] == slot]


def test_people_come_by_net_gain_and_at_equal_gain_those_without_a_place_first(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3", "P4").slot("S1").slot("S2")
    given.worth("P1", "S1", 0.9).worth("P2", "S2", 0.4).worth("P2", "S1", 0.7)
    plan = given.worth("P3", "S1", 0.3).worth("P4", "S1", 0.1).plan()
    assert pairs(plan) == ["P1 S1 T", "P2 S2 T"]
    assert of(plan, "S1") == [
        ("S1", 1, "P3", "", 0.3, ""), ("S1", 2, "P2", "S2", 0.3, ""), ("S1", 3, "P4", "", 0.1, ""),
    ]  # fmt: skip
    said = dict(zip(plan.reserves["jobseeker_id"], plan.reserves["displaces"], strict=True))
    assert said == {"P3": "Nothing.", "P2": "Leaves a place at S2 free.", "P4": "Nothing."}
    assert objections(plan, tmp_path / "plan") == []


def test_those_who_are_decided_by_hand_or_placed_already_are_nobodys_reserve(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "forbidden", "contested", "placed", "vetoed", "free").slot("S1").slot("S2")
    for person in ("forbidden", "contested", "placed", "vetoed"):
        given.worth(person, "S1", 0.5)
    given.worth("P1", "S1", 0.9).worth("free", "S1", 0.1).running("placed", "S2").decide("forbid", "forbidden", "S1")
    given.decide("contested", "contested").add("preferences", jobseeker_id="vetoed", slot_id="S1", rank=0)
    assert [row[2] for row in of(given.plan(), "S1")] == ["free"]


def test_a_limit_that_one_decline_does_not_lift_is_named(tmp_path: Path) -> None:
    given = Given(tmp_path).add("supervisors", supervisor_id="V", capacity=2)
    given.people("P1", "P2").person("heavy", support_need=2).person("light").slot("S1", supervisor_id="V", places=2)
    plan = (
        given.worth("P1", "S1", 0.9).worth("P2", "S1", 0.9).worth("heavy", "S1", 0.5).worth("light", "S1", 0.1).plan()
    )
    assert of(plan, "S1") == [("S1", 1, "heavy", "", 0.5, "supervisor_support"), ("S1", 2, "light", "", 0.1, "")]
    assert plan.reserves["displaces"].tolist() == ["In the way: supervisor V has no capacity left.", "Nothing."]


def test_whoever_leaves_a_place_below_its_minimum_has_that_in_the_way(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2", places=2, min_places=2)
    given.worth("P1", "S1", 0.9).worth("P2", "S2", 0.4).worth("P3", "S2", 0.4).worth("P2", "S1", 0.8)
    plan = given.plan()
    assert of(plan, "S1") == [("S1", 1, "P2", "S2", 0.4, "minimum")]
    assert objections(plan, tmp_path / "plan") == []


def test_the_five_who_can_come_go_before_those_who_cannot(tmp_path: Path) -> None:
    given = Given(tmp_path).add("supervisors", supervisor_id="V", capacity=1).person("P1").worth("P1", "S1", 0.9)
    given.slot("S1", supervisor_id="V")
    for number in range(7):
        given.person(f"N{number}").worth(f"N{number}", "S1", 0.1 + number / 100)
        given.person(f"H{number}", support_need=3).worth(f"H{number}", "S1", 0.5)
    found = of(given.plan(), "S1")
    assert [row[2] for row in found] == ["N6", "N5", "N4", "N3", "N2"]
    assert [row[1] for row in found] == [1, 2, 3, 4, 5]


def test_a_free_place_that_limits_keep_empty_says_whom_they_keep_out(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").add("supervisors", supervisor_id="V", capacity=0.5)
    plan = given.slot("S1", supervisor_id="V").slot("S2", places=3, min_places=2).worth("P1", "S1", 0.5).plan()
    assert rows(plan) == [("S1", 1, "P1", "", 0.5, "supervisor_support")]
