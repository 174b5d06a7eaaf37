"""Pins and minimums that cannot hold: the true cause in words a planner acts on, whatever the time and the workers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.errors import CannotHold
from planner.formulation import assemble, hard_rows
from planner.solving.infeasibility.clashes import clashes_in
from planner.solving.infeasibility.conflict import cannot_hold
from planner.solving.infeasibility.demands import check_demands
from planner.solving.infeasibility.levers import facts_of
from planner.solving.run import SearchRun
from tests.scenarios import Given, crowded, pairs

Week = Callable[[Given], Given]


def everybody(given: Given, *slots: str, people: int = 2) -> Given:
    """P1, P2, ... listed for each of the slots."""
    for number in range(1, people + 1):
        given.person(f"P{number}", hours_per_week=80)
        for slot in slots:
            given.worth(f"P{number}", slot, 0.5)
    return given


def two_or_none(given: Given, people: int = 2, **cells: object) -> Given:
    """P1 is pinned to S1, which starts with two or not at all."""
    given.slot("S1", **{"places": 2, "min_places": 2, **cells})
    return everybody(given, "S1", people=people).decide("pin", "P1", "S1")


def pins(given: Given, *pairs: tuple[str, str]) -> Given:
    for person, slot in pairs:
        given.decide("pin", person, slot)
    return given


def costly(given: Given, budget: float) -> Given:
    given.add("funding", funding_id="F1", budget_sek=budget)
    return given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F1", cost_person_week_sek=100)


def one_main(given: Given) -> Given:
    """Three pins of which each may be the main place or the companion: two pins to main places are a fault."""
    for name in ("S1", "S2", "S3"):
        given.slot(name, programme_ids="T|C", hours_per_week=10)
    return pins(everybody(given, "S1", "S2", "S3"), ("P1", "S1"), ("P1", "S2"), ("P1", "S3"))


def hours(given: Given) -> Given:
    given.slot("S1", hours_per_week=40).slot("S2", hours_per_week=20).running("P1", "S2", from_week="2026-W47")
    given = pins(everybody(given, "S1"), ("P1", "S1"))
    given.settings["candidates"] = "listed"
    return given.change("jobseekers", "P1", hours_per_week=50)


def shifts(given: Given) -> Given:
    given.slot("S1", hours_per_week=4, shift="mo-am").slot("S2", hours_per_week=4, shift="mo-am", programme_ids="C")
    return pins(everybody(given, "S1", "S2"), ("P1", "S1"), ("P1", "S2"))


def places(given: Given) -> Given:
    given.slot("S1", places=3, reserved_by_hand=1).running(None, "S1", from_week="2026-W47")
    return pins(everybody(given, "S1"), ("P1", "S1"), ("P2", "S1"))


def employer(given: Given) -> Given:
    given.change("employers", "E1", max_people=1).slot("S1").slot("S2")
    return pins(everybody(given, "S1", "S2"), ("P1", "S1"), ("P2", "S2"))


def support(given: Given) -> Given:
    given.add("supervisors", supervisor_id="H1", capacity=1).slot("S1", places=2, supervisor_id="H1")
    given = pins(everybody(given, "S1"), ("P1", "S1"), ("P2", "S1"))
    return given.change("jobseekers", "P1", support_need=0.5).change("jobseekers", "P2", support_need=0.6)


def starts(given: Given) -> Given:
    given.add("caseworkers", caseworker_id="K1", starts_per_week=1).slot("S1").slot("S2")
    given = pins(everybody(given, "S1", "S2"), ("P1", "S1"), ("P2", "S2"))
    return given.change("jobseekers", "P1", caseworker_id="K1").change("jobseekers", "P2", caseworker_id="K1")


def money(given: Given) -> Given:
    return pins(everybody(costly(given, 799.5).slot("S1", programme_ids="B", places=2), "S1"),
                ("P1", "S1"), ("P2", "S1"))  # fmt: skip


def contested(given: Given) -> Given:
    return pins(everybody(given.slot("S1"), "S1"), ("P1", "S1")).decide("contested", "P1")


def few_in_group(given: Given) -> Given:
    given.settings["group_minimum"], given.groups["young"] = {"young": 2}, {"tag": "young"}
    return everybody(given.slot("S1"), "S1").change("jobseekers", "P1", groups="young")


def group_beside_a_pin(given: Given) -> Given:
    given.settings["group_minimum"], given.groups["young"] = {"young": 1}, {"tag": "young"}
    given = pins(everybody(given.slot("S1"), "S1"), ("P1", "S1"))
    return given.change("jobseekers", "P2", groups="young")


def minimum_and_supervisor(given: Given) -> Given:
    return two_or_none(given.add("supervisors", supervisor_id="H1", capacity=1), supervisor_id="H1")


def minimum_and_decimals(given: Given) -> Given:
    given = two_or_none(given.add("supervisors", supervisor_id="H1", capacity=1), supervisor_id="H1")
    return given.change("jobseekers", "P1", support_need=0.5).change("jobseekers", "P2", support_need=0.6)


def minimum_and_employer(given: Given) -> Given:
    return two_or_none(given.change("employers", "E1", max_people=1))


def minimum_and_places(given: Given) -> Given:
    return two_or_none(given, reserved_by_hand=1)


def minimum_and_starts(given: Given) -> Given:
    given = two_or_none(given.add("caseworkers", caseworker_id="K1", starts_per_week=1))
    return given.change("jobseekers", "P1", caseworker_id="K1").change("jobseekers", "P2", caseworker_id="K1")


def minimum_and_money(given: Given) -> Given:
    return two_or_none(costly(given, 799.5), programme_ids="B")


def minimum_and_forbids(given: Given) -> Given:
    return two_or_none(given, people=3).decide("forbid", "P2", "S1").decide("contested", "P3")


def minimum_of_one(given: Given) -> Given:
    return two_or_none(given, people=1)


def minimum_and_another_pin(given: Given) -> Given:
    given = two_or_none(given.slot("S2"))
    return given.worth("P2", "S2", 0.5).decide("pin", "P2", "S2")


STARTS = "S1 starts with 2 (min_places), and only 1 more can be placed there: "
CASES: list[tuple[Week, list[str]]] = [
    (one_main, ["The pin of P1 to S1 (decisions.csv row 2, decision)", "the pin of P1 to S2 (decisions.csv row 3",
                "P1 can have one place that is not a companion at a time [one_main"]),
    (hours, ["P1 has 30 hours left in 2026-W48 (jobseekers.csv row 2, hours_per_week 50, 20 taken), and at least 40 "]),
    (shifts, ["the pin of P1 to S2", "P1 can be in one place at a time mo-am in 2026-W48 [person_shifts"]),
    (places, ["S1 has 1 place left (slots.csv row 2, places 3, 1 running, 1 reserved_by_hand), and at least 2"]),
    (employer, ["employer E1 has room for 1 in 2026-W48 (employers.csv row 2, max_people), and at least 2"]),
    (support, ["supervisor H1 has room for 1 in 2026-W48 (supervisors.csv row 2, capacity), and at least 1.1 would"]),
    (starts, ["caseworker K1 can start 1 in 2026-W48 (caseworkers.csv row 2, starts_per_week), and at least 2"]),
    (money, ["F1 has 799.5 SEK left (funding.csv row 2, budget_sek), and at least 800 would be"]),
    (contested, ["The pin of P1 to S1", "P1 is held out as contested (decisions.csv row 3, decision)"]),
    (few_in_group, ["The minimum of group young (settings, group_minimum) cannot hold: group young needs 2 more",
                    "with a place, and only 1 of it can get one: nobody else can be placed"]),
    (group_beside_a_pin, ["the minimum of group young", "The pin of P1 to S1", "only 0 of it", "S1 has 1 place left"]),
    (minimum_and_supervisor, [STARTS + "supervisor H1 has room for 1 in 2026-W48", "at least 2 would be needed"]),
    (minimum_and_decimals, [STARTS + "supervisor H1 has room for 1 in 2026-W48", "at least 1.1 would be needed"]),
    (minimum_and_employer, [STARTS + "employer E1 has room for 1 in 2026-W48"]),
    (minimum_and_places, [STARTS + "S1 has 1 place left (slots.csv row 2, places 2, 1 reserved_by_hand)"]),
    (minimum_and_starts, [STARTS + "caseworker K1 can start 1 in 2026-W48"]),
    (minimum_and_money, [STARTS + "F1 has 799.5 SEK left"]),
    (minimum_and_forbids, [STARTS, "P2 is forbidden at S1 (decisions.csv row 3", "P3 is held out as contested"]),
    (minimum_of_one, [STARTS + "nobody else can be placed"]),
    (minimum_and_another_pin, ["the pin of P2 to S2", STARTS + "P2 can have one place that is not a companion"]),
]  # fmt: skip


def told(given: Given) -> str:
    """What the planner is told, which ends the command with 4."""
    with pytest.raises(CannotHold) as fault:
        given.plan()
    assert fault.value.exit_code == 4
    return str(fault.value)


@pytest.mark.parametrize("week, named", CASES, ids=[week.__name__ for week, _ in CASES])
def test_demands_that_cannot_hold_name_what_is_in_their_way_and_where_it_stands(
    tmp_path: Path, week: Week, named: list[str]
) -> None:
    message = told(week(Given(tmp_path)))
    assert [words for words in named if words not in message] == [], message


WAYS: list[tuple[Week, list[str]]] = [
    (places, ["Remove the pin of P1 to S1 (decisions.csv row 2, decision).",
              "Remove the pin of P2 to S1 (decisions.csv row 3, decision).",
              "1 more place at S1: 4 in place of 3 (slots.csv row 2, places)."]),
    (support, ["0.1 more capacity of supervisor H1: 1.1 in place of 1 (supervisors.csv row 2, capacity).",
               "Remove the pin of P1 to S1 (decisions.csv row 2, decision).",
               "Remove the pin of P2 to S1 (decisions.csv row 3, decision)."]),
    (minimum_and_forbids, ["Remove the pin of P1 to S1 (decisions.csv row 2, decision).",
                           "Remove the forbid of P2 at S1 (decisions.csv row 3, decision).",
                           "Let S1 start with 1 in place of 2 (slots.csv row 2, min_places)."]),
    (few_in_group, ["Lower the minimum of group young from 2 to 1 (settings, group_minimum)."]),
    (hours, ["Remove the pin of P1 to S1 (decisions.csv row 2, decision)."]),
]  # fmt: skip


@pytest.mark.parametrize("week, ways", WAYS, ids=[week.__name__ for week, _ in WAYS])
def test_ways_out_are_told_the_smallest_first_and_never_ask_for_what_a_person_cannot_do(
    tmp_path: Path, week: Week, ways: list[str]
) -> None:
    with pytest.raises(CannotHold) as fault:
        week(Given(tmp_path)).plan()
    (clash,) = fault.value.clashes
    assert [way.text for way in clash.ways_out] == ways
    assert all(f"  {place}. {text}" in str(fault.value) for place, text in enumerate(ways, 1))


def test_each_member_has_its_file_row_column_and_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotHold) as fault:
        minimum_and_supervisor(Given(tmp_path)).plan()
    ((conflict,),) = (clash.contradictions for clash in fault.value.clashes)
    assert [(member.kind, member.file, member.row, member.column, member.text) for member in conflict.members] == [
        ("demand", "decisions.csv", 2, "decision", "P1 is pinned to S1 (decisions.csv row 2, decision)."),
        ("limit", "slots.csv", 2, "min_places", "S1 starts with 2 or not at all (slots.csv row 2, min_places)."),
        ("limit", "supervisors.csv", 2, "capacity",
         "Supervisor H1 has room for 1 in 2026-W48 (supervisors.csv row 2, capacity)."),
    ]  # fmt: skip


def test_a_limit_that_running_placements_exceed_is_raised_by_their_excess_too(tmp_path: Path) -> None:
    given = pins(everybody(Given(tmp_path).slot("S1").slot("S2", places=3), "S1", people=1), ("P1", "S1"))
    given.change("employers", "E1", max_people=1)
    for _ in range(3):
        given.running(None, "S2", from_week="2026-W47")
    with pytest.raises(CannotHold) as fault:
        given.plan()
    changes = [way.changes[0] for clash in fault.value.clashes for way in clash.ways_out]
    assert [(change.column, change.after) for change in changes] == [("decision", None), ("max_people", 4.0)]
    given.change("employers", "E1", max_people=3)
    with pytest.raises(CannotHold):
        given.plan()
    assert pairs(given.change("employers", "E1", max_people=4).plan()) == ["P1 S1 T"]


def test_what_could_not_be_settled_in_time_is_undecided(tmp_path: Path) -> None:
    instance = places(Given(tmp_path)).instance()
    mip = assemble(instance, hard_rows(instance))
    refused = check_demands(mip, SearchRun.of(20.0)).refused
    assert refused is not None
    fault = cannot_hold(
        instance, mip, clashes_in(refused, facts_of(instance), replace(SearchRun.of(20.0), is_stopped=lambda: True))
    )
    (clash,) = fault.clashes
    members = [member for conflict in clash.contradictions for member in conflict.members]
    assert {member.key for member in members} >= {("pin", "P1", "S1"), ("pin", "P2", "S1"), ("S1", "limit")}
    assert not any(member.is_decided for member in members)
    assert (clash.ways_out, clash.is_complete) == ((), False)
    assert "Time ran out" in str(fault)
    assert "No way out was found in time" in str(fault)


@pytest.mark.parametrize("seconds, workers", [(0.01, 1), (0.01, 2), (1, 2)])
def test_the_cause_is_the_same_however_little_time_there_is_and_in_a_week_of_many(
    tmp_path: Path, seconds: float, workers: int
) -> None:
    given = crowded(tmp_path, people=60, slots=25).add("supervisors", supervisor_id="H1", capacity=1)
    given.settings["candidates"] = "listed"
    given.tables["decisions"] = []
    given.solve = {"workers": workers, "gap": 0, "time_limit_seconds": seconds}
    message = told(two_or_none(given, supervisor_id="H1"))
    assert "The pin of P1 to S1" in message
    assert STARTS + "supervisor H1 has room for 1" in message
    assert "time" not in message


def test_contradictions_that_share_nothing_are_told_together(tmp_path: Path) -> None:
    given = pins(everybody(Given(tmp_path).slot("S1").slot("S2"), "S1", "S2", people=4),
                 ("P1", "S1"), ("P2", "S1"), ("P3", "S2"), ("P4", "S2"))  # fmt: skip
    message = told(given)
    assert len([line for line in message.splitlines() if "cannot hold together" in line]) == 2
    assert message.splitlines()[-1] == "Take one way out of each of these lists."
    assert "S1 has 1 place left" in message
    assert "S2 has 1 place left" in message


@pytest.mark.parametrize(
    "week, constraint",
    [(one_main, "one_main"), (support, "supervisor_support"), (money, "funding_budget"), (starts, "caseworker_starts"),
     (minimum_and_employer, "employer_people"), (minimum_and_forbids, "decisions"), (places, "slot_places"),
     (hours, "person_hours"), (few_in_group, "group_minimum")],
)  # fmt: skip
def test_a_rule_that_is_switched_off_stands_in_nobodys_way(tmp_path: Path, week: Week, constraint: str) -> None:
    given = week(Given(tmp_path))
    given.constraints_off = [constraint]
    plan = given.plan()
    pinned = plan.instance.pairs("pin")
    people, slots = plan.instance.people["jobseeker_id"], plan.instance.slots["slot_id"]
    asked = {f"{people[person]} {slots[slot]}" for person, slot in pinned}
    proposed = {pair.rsplit(" ", 1)[0] for pair in pairs(plan)}
    assert proposed
    assert constraint == "decisions" or asked <= proposed


def test_pins_that_hold_together_to_the_last_decimal_are_proposed(tmp_path: Path) -> None:
    given = support(Given(tmp_path)).change("jobseekers", "P2", support_need=0.5)
    assert pairs(given.plan()) == ["P1 S1 T", "P2 S1 T"]
