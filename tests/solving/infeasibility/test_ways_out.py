"""Conflicts and ways out in random weeks: each claim is confirmed by planning the changed files again."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.errors import CannotHold, Change, Clash, Contradiction, Member, WayOut
from planner.formulation import MIP, Name, assemble, hard_rows
from planner.solving.infeasibility.clashes import clashes_in
from planner.solving.infeasibility.conflict import cannot_hold
from planner.solving.infeasibility.demands import check_demands
from planner.solving.infeasibility.levers import facts_of
from planner.solving.run import SearchRun
from tests.scenarios import Given

WEEKS = [*range(5), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5, 30))]
# The smallest amount of each kind: what is less by this must not do.
UNIT = {"capacity": 0.01, "budget_sek": 0.01}


def clashing(home: Path, seed: int) -> Given:
    """A week of many pins, a group minimum and tight limits of every kind; most such weeks have no plan."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    given = Given(home)
    given.solve["time_limit_seconds"] = 1
    given.add("funding", funding_id="F1", budget_sek=draw.choice((700.5, 1200, 3000)))
    given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F1", cost_person_week_sek=100.25)
    given.add("supervisors", supervisor_id="H1", capacity=draw.choice((0.75, 1, 2)))
    given.add("caseworkers", caseworker_id="K1", starts_per_week=draw.choice((1, 2, 3)))
    given.change("employers", "E1", max_people=draw.choice((2, 3, 9)))
    given.add("employers", employer_id="E2", name="Two", tax_debts="no")
    slots, people = [f"S{number}" for number in range(4)], [f"P{number}" for number in range(6)]
    for slot in slots:
        places = draw.randint(1, 3)
        given.slot(
            slot, employer_id=draw.choice(("E1", "E2")), programme_ids=draw.choice(("T", "T", "B", "T|C")),
            places=places, min_places=draw.randint(0, places), hours_per_week=draw.choice((10, 20)),
            supervisor_id=draw.choice((None, "H1")), start_week=draw.choice(("2026-W48", "2026-W49")),
        )  # fmt: skip
    for person in people:
        given.person(
            person, hours_per_week=30, support_need=draw.choice((0.3, 0.5, 1)), groups=draw.choice(("", "young")),
            caseworker_id=draw.choice((None, "K1")),
        )  # fmt: skip
        for slot in draw.sample(slots, 3):
            given.worth(person, slot, 0.5)
        pinned, barred = draw.sample(slots, 2)
        if draw.random() < 0.7:
            given.tables["outcomes"] = [
                row for row in given.tables["outcomes"] if (row["jobseeker_id"], row["slot_id"]) != (person, pinned)
            ]
            given.worth(person, pinned, 0.5).decide("pin", person, pinned)
        if draw.random() < 0.4:
            given.decide("forbid", person, barred)
    if draw.random() < 0.5:
        given.running(None, draw.choice(slots)).running(None, draw.choice(slots))
    given.groups["young"] = {"tag": "young"}
    given.settings["group_minimum"] = {"young": draw.randint(1, 4)}
    return given


def refused(given: Given) -> CannotHold | None:
    """Why there is no plan; None where there is one. Nothing is sought beyond that."""
    instance = given.instance()
    mip = assemble(instance, hard_rows(instance))
    demands = check_demands(mip, SearchRun.of(20.0))
    if demands.refused is None:
        return None
    return cannot_hold(instance, mip, clashes_in(demands.refused, facts_of(instance), SearchRun.of(20.0)))


def is_solvable(given: Given) -> bool:
    instance = given.instance()
    demands = check_demands(assemble(instance, hard_rows(instance)), SearchRun.of(20.0))
    assert (demands.x is None) == (demands.refused is not None)
    return demands.x is not None


def has_plan(mip: MIP, conflict: Contradiction, but: Member | None = None) -> bool:
    """Whether the members of a conflict, all or all but one, have a solution, by another solver.

    What people can do whom none of its pins names is given, and so is that a slot with a minimum takes people only
    where it runs.
    """
    pinned = {member.key[1] for member in conflict.members if member.key[0] == "pin"}
    members = {(member.constraint, member.key) for member in conflict.members if member is not but}

    def is_kept(name: Name) -> bool:
        is_given = name[0] in {"one_main", "person_shifts", "person_hours"} and name[1][0] not in pinned
        return is_given or name in members or (name[0] == "slot_places" and name[1][1] == "person")

    rows = np.array([row for row, name in enumerate(mip.names) if is_kept(name)])
    limits = LinearConstraint(mip.matrix[rows], mip.row_lower[rows], mip.row_upper[rows])
    ones = np.ones(mip.num_columns, dtype=np.int64)
    return bool(milp(ones, integrality=ones, bounds=Bounds(0, 1), constraints=limits).success)


def without(given: Given, change: Change, share: float = 0.0) -> None:
    """Make a change in the tables; with `share`, that much less than it says."""
    if change.kind in {"pin", "forbid"}:
        if not share:
            assert change.row is not None
            given.tables["decisions"][change.row - 2] = {}
        return
    assert change.before is not None
    assert change.after is not None
    after = change.after + (share if change.after < change.before else -share)
    if change.kind == "group_minimum":
        given.settings["group_minimum"]["young"] = round(after)
        return
    assert change.row is not None
    given.tables[change.file.removesuffix(".csv")][change.row - 2][change.column] = round(after, 2)


def changed(given: Given, home: Path, *ways: WayOut, less: Change | None = None) -> Given:
    """The week with these ways out made, one change of them by a unit less."""
    home.mkdir(parents=True, exist_ok=True)
    week = copy.deepcopy(given).at(home)
    for change in (change for way in ways for change in way.changes):
        without(week, change, UNIT.get(change.kind, 1.0) if change is less else 0.0)
    week.tables["decisions"] = [row for row in week.tables["decisions"] if row]
    return week


@pytest.mark.parametrize("seed", WEEKS)
def test_each_conflict_has_no_solution_and_has_one_without_any_member(tmp_path: Path, seed: int) -> None:
    given = clashing(tmp_path, seed)
    fault, instance = refused(given), given.instance()
    mip = assemble(instance, hard_rows(instance))
    for conflict in (conflict for clash in (fault.clashes if fault else ()) for conflict in clash.contradictions):
        assert not has_plan(mip, conflict), conflict.text
        assert all(member.is_decided for member in conflict.members)
        spared = [member.text for member in conflict.members if not has_plan(mip, conflict, but=member)]
        assert not spared, conflict.text


@pytest.mark.parametrize("seed", WEEKS)
def test_each_way_out_makes_the_week_solvable_and_a_smaller_amount_does_not(tmp_path: Path, seed: int) -> None:
    given = clashing(tmp_path, seed)
    fault = refused(given)
    clashes = () if fault is None else fault.clashes
    assert (fault is None) == (not clashes) == is_solvable(given)
    for number, clash in enumerate(clashes):
        assert clash.is_complete
        assert clash.ways_out
        rest = [other.ways_out[0] for other in clashes if other is not clash]
        for place, way in enumerate(clash.ways_out):
            home = tmp_path / f"{number}_{place}"
            assert way.is_least
            assert is_solvable(changed(given, home, *rest, way)), way.text
            for at, change in enumerate(way.changes):
                less = changed(given, home / str(at), *rest, way, less=change)
                assert not is_solvable(less), (way.text, change.text)


@pytest.mark.slow
def test_random_weeks_have_clashes_of_every_kind(tmp_path: Path) -> None:
    faults = [refused(clashing(tmp_path / str(seed), seed)) for seed in range(12)]
    clashes: list[Clash] = [clash for fault in faults if fault is not None for clash in fault.clashes]
    kinds = {change.kind for clash in clashes for way in clash.ways_out for change in way.changes}
    assert kinds >= {"pin", "group_minimum", "min_places", "places", "max_people", "starts_per_week",
                     "capacity", "budget_sek"}  # fmt: skip
    assert any(len(way.changes) > 1 for clash in clashes for way in clash.ways_out)
    assert any(len(clash.ways_out) > 2 for clash in clashes)
