"""Worlds: every draw belongs to an id, so that more weeks or other policies change nobody's fate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.studies.simulation.templates import templates
from planner.studies.simulation.world import drawn_world
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import EVERYTHING, played, rates


def test_more_weeks_change_nothing_of_the_weeks_before(tmp_path: Path) -> None:
    scenario = crowded(tmp_path, people=24, slots=10).scenario()
    made = templates(scenario)
    short, long = (drawn_world(made, rates(scenario, made, **EVERYTHING), weeks, 7) for weeks in (8, 20))
    people = dict(zip(long.people.names, zip(long.people.first, long.people.after, strict=True), strict=True))
    assert {name: people[name] for name in short.people.names} == dict(
        zip(short.people.names, zip(short.people.first, short.people.after, strict=True), strict=True)
    )
    openings = dict(zip(long.openings.names, zip(long.openings.first, long.openings.last, strict=True), strict=True))
    for name, first, last in zip(short.openings.names, short.openings.first, short.openings.last, strict=True):
        assert openings[name] == (first, last)


def test_worlds_of_two_seeds_differ(tmp_path: Path) -> None:
    scenario = crowded(tmp_path, people=24, slots=10).scenario()
    one, other = (played(scenario, 12, seed, **EVERYTHING) for seed in (1, 2))
    assert one.world.people.after.tolist() != other.world.people.after.tolist()
    assert one.world.openings.names != other.world.openings.names


def test_a_slot_can_be_planned_until_its_start_less_its_lead(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", start_week="2026-W53", lead_weeks=2).worth("P1", "S1", 0.5)
    world = played(given.scenario(), 10)
    assert (world.pairs.first - world.world.week).tolist() == [0]
    assert (world.pairs.last - world.world.week).tolist() == [3]


def test_people_come_by_the_week_they_are_available_from(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").person("P2", available_from="2026-W50").slot("S1", start_week="2026-W53")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).running("P1", "S1")
    world = played(given.scenario(), 10).world
    # P1 has a placement and is not in the pool.
    assert world.people.names == ("P2",)
    assert (world.people.first - world.week).tolist() == [2]


def test_as_many_come_and_leave_as_the_figures_say(tmp_path: Path) -> None:
    given = Given(tmp_path).people(*(f"P{n}" for n in range(400))).slot("S1", start_week="2026-W53")
    given.worth("P1", "S1", 0.5)
    world = played(given.scenario(), 20, leaves=0.05, arrivals=0.02).world
    assert len(world.people.names) - 400 == pytest.approx(19 * 8, rel=0.25)
    own = world.people.after[:400] - world.week
    assert float((own > 13).mean()) == pytest.approx(0.95**13, abs=0.08)


def test_an_answer_belongs_to_the_person_and_the_opening_whatever_else_there_is(tmp_path: Path) -> None:
    scenario = crowded(tmp_path, people=24, slots=10).scenario()
    short, long = (played(scenario, weeks, 3, **EVERYTHING) for weeks in (8, 16))

    def by_name(world: object) -> dict[tuple[str, str, int], bool]:
        pairs, drawn = world.pairs, world.world  # type: ignore[attr-defined]
        keys = zip(pairs.person.tolist(), pairs.opening.tolist(), pairs.column.tolist(), strict=True)
        begun = world.begun.tolist()  # type: ignore[attr-defined]
        return {
            (drawn.people.names[one], drawn.openings.names[other], column): yes
            for (one, other, column), yes in zip(keys, begun, strict=True)
        }

    few, many = by_name(short), by_name(long)
    shared = few.keys() & many.keys()
    assert len(shared) > 100
    assert all(few[key] == many[key] for key in shared)
    assert 0.3 < np.mean([few[key] for key in shared]) < 0.9


def test_a_placement_that_runs_ends_early_in_a_week_to_come_or_not_at_all(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=400, weeks=40).worth("P1", "S1", 0.5)
    for _n in range(400):
        given.running(None, "S1", from_week="2026-W19", to_week="2027-W05")
    scenario = given.scenario()
    made = templates(scenario)
    world = drawn_world(made, rates(scenario, made, returns=1.0, interrupted=0.5), 20, 1)
    back = np.array(["#" in name and name.count(">") == 1 for name in world.openings.names])
    first = world.openings.first[back] - world.week
    # Eleven of forty weeks are left, the plan week among them; half end early over the whole length.
    assert int(back.sum()) == 400
    assert int(first.min()) >= 1
    assert set(first.tolist()) == set(range(1, 12))
    left = 0.5 * 11 / 40
    assert float((first < 11).mean()) == pytest.approx(left / (1 - 0.5 * 29 / 40) * 10 / 11, abs=0.05)
