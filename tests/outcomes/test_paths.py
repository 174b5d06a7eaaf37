"""Paths: each step adds what it adds to the path, once, with its own effect and lock-in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.instance import Instance
from planner.schema.weeks import week_number
from tests.paths import DATE, LATER, NEXT, PLACE, longer_path, path_week
from tests.scenarios import Given

WORLDS = 400_000


def row(instance: Instance, slot: str, form: str, person: str = "P0") -> pd.Series:
    people, slots = instance.people["jobseeker_id"], instance.slots["slot_id"]
    table = instance.candidates
    own = (people.to_numpy()[table["person"]] == person) & (slots.to_numpy()[table["slot"]] == slot)
    found: pd.Series = table[own & (table["programme_id"] == form).to_numpy()].iloc[0]
    return found


def test_the_next_step_helps_a_share_of_those_whom_the_first_left_without_work(tmp_path: Path) -> None:
    instance = path_week(tmp_path).instance()
    alone, path, job = row(instance, "S1", "T"), row(instance, "S1", "TB"), row(instance, "J1", "J")
    more = 0.5 * job["uplift"] * (1 - alone["outcome"]) / (1 - alone["baseline"])
    assert path["uplift"] - alone["uplift"] == pytest.approx(more, abs=0.00005)
    assert path["path_value"] == pytest.approx(path["value"] - alone["value"])
    assert path["next_week"] == week_number(NEXT)
    assert alone["next_week"] == -1


def simulated(instance: Instance, steps: list[tuple[str, str]], shares: list[float], seed: int) -> float:
    """How many more of WORLDS people have work on the date than would have had it anyway, as a share.

    Everybody who goes on gets the held place. A step helps those who would be without, whoever they are.
    """
    draw = np.random.default_rng(seed)
    level = float(row(instance, "S1", "TB")["baseline"])
    anyway = draw.random(WORLDS) < level
    works, goes_on = anyway.copy(), np.ones(WORLDS, dtype=bool)
    for (slot, form), share in zip(steps, [1.0, *shares], strict=True):
        goes_on &= draw.random(WORLDS) < share
        alone = row(instance, slot, form)
        works |= goes_on & (draw.random(WORLDS) < alone["uplift"] / (1 - level))
    return float(works.mean() - anyway.mean())


def test_the_simulated_sum_equals_the_claim(tmp_path: Path) -> None:
    """Four standard errors of a difference of paired draws, which is at most 0.1 on average."""
    noise = 4 * np.sqrt(0.1 / WORLDS)
    instance = path_week(tmp_path / "two").instance()
    claim = row(instance, "S1", "TB")["uplift"]
    assert simulated(instance, [("S1", "T"), ("J1", "J")], [0.5], 1) == pytest.approx(claim, abs=noise)
    instance = longer_path(path_week(tmp_path / "three")).instance()
    claim = row(instance, "S1", "TB")["uplift"]
    steps = [("S1", "T"), ("J1", "J"), ("N1", "N")]
    assert simulated(instance, steps, [0.5, 0.5], 2) == pytest.approx(claim, abs=noise)
    assert claim > row(path_week(tmp_path / "again").instance(), "S1", "TB")["uplift"]


def test_a_step_that_still_runs_on_the_date_keeps_some_of_those_from_work_who_would_have_it(tmp_path: Path) -> None:
    given = path_week(tmp_path).change("slots", "J1", weeks=DATE).change("slots", "J2", weeks=DATE)
    instance = given.instance()
    alone, path, job = row(instance, "S1", "T"), row(instance, "S1", "TB"), row(instance, "J1", "J")
    assert job["uplift"] < 0
    less = 0.5 * job["uplift"] * alone["outcome"] / alone["baseline"]
    assert path["uplift"] - alone["uplift"] == pytest.approx(less, abs=0.00005)
    assert path["next_week"] == week_number(NEXT)


def test_a_step_that_begins_after_the_date_adds_nothing(tmp_path: Path) -> None:
    given = (
        path_week(tmp_path).change("slots", "J1", start_week="2029-W01").change("slots", "J2", start_week="2029-W01")
    )
    instance = given.instance()
    assert row(instance, "S1", "TB")["uplift"] == row(instance, "S1", "T")["uplift"]


def test_of_several_places_of_a_week_the_one_that_adds_least_counts(tmp_path: Path) -> None:
    """So whichever of them the person gets, the path is worth no less."""
    given = path_week(tmp_path / "same", people=1).change("slots", "J1", workplace_kind="ordinary")
    given.change("slots", "J2", workplace_kind="ordinary")
    before = row(given.instance(), "S1", "TB")["uplift"]
    instance = given.at(tmp_path / "other").change("slots", "J2", workplace_kind="constructed").instance()
    steps = [row(instance, slot, "J")["uplift"] for slot in ("J1", "J2")]
    assert steps[1] < steps[0]
    now = row(instance, "S1", "TB")["uplift"]
    assert now < before


@pytest.mark.parametrize("measure", ["follow_up", "regular_weeks"])
def test_of_places_that_add_as_much_the_longest_counts_whatever_it_is_called(measure: str, tmp_path: Path) -> None:
    given = path_week(tmp_path / "both", people=1, measure=measure).change("slots", "J1", weeks=26)
    both = row(given.change("slots", "J2", weeks=26).instance(), "S1", "TB")["regular_weeks"]
    first = row(given.at(tmp_path / "first").change("slots", "J2", weeks=13).instance(), "S1", "TB")["regular_weeks"]
    given.at(tmp_path / "second").change("slots", "J1", weeks=13).change("slots", "J2", weeks=26)
    second = row(given.instance(), "S1", "TB")["regular_weeks"]
    assert first == second == both


def test_the_first_week_in_which_the_person_is_ready_and_may_take_a_place_counts(tmp_path: Path) -> None:
    """S1 ends in 2027-W08, and a week must lie between: from W10 on somebody is ready."""
    early = path_week(tmp_path / "early").change("slots", "J1", start_week="2027-W09")
    early.change("slots", "J2", start_week="2027-W09").slot("J3", programme_ids="J", start_week="2027-W10", **PLACE)
    early.add("held_places", slot_id="J3", programme_id="TB", places=1)
    assert row(early.instance(), "S1", "TB")["next_week"] == week_number("2027-W10")
    shut = path_week(tmp_path / "shut").slot("J3", programme_ids="J", start_week=LATER, **PLACE)
    shut.add("held_places", slot_id="J3", programme_id="TB", places=1)
    shut.change("slots", "J1", min_swedish="C2").change("slots", "J2", min_swedish="C2")
    assert row(shut.instance(), "S1", "TB")["next_week"] == week_number(LATER)


def test_a_figure_of_the_users_own_is_taken_as_it_is(tmp_path: Path) -> None:
    given = path_week(tmp_path).add("outcomes", jobseeker_id="P0", slot_id="S1", programme_id="TB", value=0.6)
    own = row(given.instance(), "S1", "TB")
    assert own["outcome"] == 0.6
    assert own["path_value"] == 0


def test_weeks_of_work_count_the_lock_in_of_each_step_and_its_effect_afterwards(tmp_path: Path) -> None:
    """By hand, week by week: half go on to the job, in which no week counts, and gain its effect from then on."""
    instance = path_week(tmp_path).instance()
    alone, path, job = row(instance, "S1", "T"), row(instance, "S1", "TB"), row(instance, "J1", "J")
    level = alone["baseline"]
    first, second = ((one["uplift"]) / (1 - level) for one in (alone, job))
    begins, over = week_number(NEXT) - instance.week, week_number(NEXT) + 13 - instance.week
    more = 0.0
    for week in range(104):
        without = (1 - level) ** (week / DATE)
        helped = 1 - without + first * without
        if begins <= week < over:
            more -= 0.5 * helped
        elif week >= over:
            more += 0.5 * second * (1 - helped)
    assert path["regular_weeks"] - alone["regular_weeks"] == pytest.approx(more, abs=0.1)


def test_what_the_next_steps_rest_on_is_the_weakest_of_shares_and_effects(tmp_path: Path) -> None:
    def basis(given: Given) -> tuple[str, str]:
        instance = given.instance()
        return str(row(instance, "S1", "TB")["path_basis"]), str(row(instance, "J1", "J")["basis"])

    judged, effect = basis(path_week(tmp_path / "judged"))
    assert judged == "judgement"
    observed, effect = basis(path_week(tmp_path / "observed").change("programmes", "TB", share_kind="observed"))
    assert observed == effect
