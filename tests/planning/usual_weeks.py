"""Weeks small enough to go through usual practice by hand, and what each of its plans holds."""

from __future__ import annotations

from pathlib import Path

from planner.planning.usual import Usual, UsualPlan
from planner.schema.plan import UsualPart
from tests.scenarios import Given, objections


def placed_as(usual: Usual, plan: UsualPlan) -> set[str]:
    """The places of a plan of usual practice as `person slot programme`."""
    rows = usual.instance.candidates.loc[plan.chosen]
    people, slots = usual.instance.people["jobseeker_id"], usual.instance.slots["slot_id"]
    cells = zip(rows["person"], rows["slot"], rows["programme_id"], strict=True)
    return {f"{people.iloc[person]} {slots.iloc[slot]} {form}" for person, slot, form in cells}


def placed(usual: Usual, name: str) -> set[str]:
    """The pairs of a plan of usual practice as `person slot`."""
    return {one.rsplit(" ", 1)[0] for one in placed_as(usual, usual.named(name))}


def parts(given: Given) -> dict[str, UsualPart]:
    """What plan.json says of each, where the verifier agrees to all of it."""
    plan = given.plan()
    assert objections(plan, given.home / "plan") == []
    return {part.name: part for part in plan.file.usual}


def four_ways(home: Path) -> Given:
    """P1 has waited longest and wishes S2; P2 gains most at S1, and anything at S2 as well; P3 only fits S1."""
    given = Given(home).person("P1", waiting_weeks=30).person("P2", waiting_weeks=20).person("P3", waiting_weeks=10)
    given.slot("S1").slot("S2").slot("S3").add("preferences", jobseeker_id="P1", slot_id="S2", rank=1)
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.1)
    given.worth("P2", "S1", 0.9).worth("P2", "S2", 0.8).worth("P2", "S3", 0.2)
    return given.worth("P3", "S1", 0.3)


def with_past(home: Path) -> Given:
    """Four ways, with what the department itself chose: three that hold, five that no plan may hold."""
    given = four_ways(home).slot("S4", programme_ids="C").worth("P3", "S4", 0.4).slot("S5").slot("S6", status="closed")
    given.worth("P3", "S6", 0.5).decide("forbid", "P1", "S1").person("P4").worth("P4", "S3", 0.1)
    for pair in ("P1 S1", "P1 S2", "P2 S2", "P2 S3", "P2 S5", "P3 S1", "P3 S4", "P3 S6"):
        person, slot = pair.split()
        given.add("past_placements", jobseeker_id=person, slot_id=slot)
    return given
