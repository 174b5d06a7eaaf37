"""What-ifs beside their base: the same people, places and answers in both worlds, and differences of the same world."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from planner.errors import UsageFault
from planner.folders import PAIRED_FILE, SweepFolder
from planner.inputs import simulation_model
from planner.schema.scenario import Scenario
from planner.studies.simulation import PairedRequest, PairedSimulated, SimulationRequest, simulate_paired
from planner.studies.simulation.paired import paired_differences_table, paired_runs_table
from planner.studies.simulation.run import Played
from planner.studies.simulation.templates import templates
from planner.studies.simulation.world import drawn_world
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import EVERYTHING, rates


def request(base: Scenario, *what_ifs: Scenario, **changed: Any) -> PairedRequest:  # noqa: ANN401 - fields of many kinds
    model = simulation_model([], None)
    fields: dict[str, Any] = {"policies": ("usual", "greedy"), "weeks": 6, "seeds": 3, **changed}
    return PairedRequest.of(SimulationRequest(base, model, **fields), [(one, model) for one in what_ifs])


def paired(asked: PairedRequest, out: Path) -> PairedSimulated:
    with SweepFolder(out, asked.identity(), len(asked.cells), PAIRED_FILE) as folder:
        return simulate_paired(asked, folder)


def with_slots(scenario: Scenario, slots: pd.DataFrame) -> Scenario:
    return replace(scenario, name="more", tables={**scenario.tables, "slots": slots})


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return crowded(tmp_path_factory.mktemp("week"), people=16, slots=8).scenario()


@pytest.fixture(scope="module")
def more(week: Scenario) -> Scenario:
    """The week with two more places in every slot."""
    slots = week.tables["slots"]
    return with_slots(week, slots.assign(places=slots["places"] + 2))


def fates(played: Played) -> dict[str, tuple[object, ...]]:
    """By person, opening, and pair of both, what befalls them whatever is planned."""
    people, openings, pairs = played.world.people, played.world.openings, played.pairs
    slots = played.templates.slots
    found: dict[str, tuple[object, ...]] = {
        name: (played.templates.people[people.template[n]], people.first[n], people.after[n])
        for n, name in enumerate(people.names)
    }
    found |= {
        name: (slots[openings.slot[n]], openings.first[n], openings.start[n], openings.last[n])
        for n, name in enumerate(openings.names)
    }
    return found | {
        f"{people.names[pairs.person[n]]} {openings.names[pairs.opening[n]]}": (played.accepted[n], played.begun[n])
        for n in range(len(pairs))
    }


def test_whoever_and_whatever_is_in_both_worlds_meets_the_same_fate(week: Scenario) -> None:
    slots = week.tables["slots"]
    new = slots.iloc[[0]].assign(slot_id="NEW", start_week=week.week + 9)
    what_if = with_slots(week, pd.concat([new, slots.iloc[::-1]], ignore_index=True))
    base = templates(week)
    own = templates(what_if, base=base)
    one, other = (
        fates(Played.of(made, rates(week, made, **EVERYTHING), world))
        for made in (base, own)
        for world in [drawn_world(made, rates(week, made, **EVERYTHING), 20, 3, None if made is base else base)]
    )
    shared = one.keys() & other.keys()
    assert one.keys() == shared
    assert {name: one[name] for name in shared} == {name: other[name] for name in shared}
    assert all("NEW" in name for name in other.keys() - shared)
    assert len(other) > len(shared)


def test_copies_of_whom_only_one_world_has_take_nobodys_place_in_the_other(tmp_path: Path) -> None:
    made = []
    for home, numbers in (("base", range(40)), ("other", range(4, 44))):
        given = Given(tmp_path / home).people(*(f"P{n}" for n in numbers)).slot("S1", start_week="2026-W53")
        made.append((scenario := given.worth("P5", "S1", 0.5).scenario(), templates(scenario)))
    (first, base), (second, own) = made
    worlds = [
        drawn_world(base, rates(first, base, arrivals=0.05, leaves=0.02), 60, 1),
        drawn_world(own, rates(second, own, arrivals=0.05, leaves=0.02), 60, 1, base),
    ]
    copied = [
        {name: (made.people[world.people.template[n]], int(world.people.first[n]), int(world.people.after[n]))
         for n, name in enumerate(world.people.names) if "|" in name}
        for world, made in zip(worlds, (base, own), strict=True)
    ]  # fmt: skip
    gone, new = {f"P{n}" for n in range(4)}, {f"P{n}" for n in range(40, 44)}
    assert {name: one for name, one in copied[0].items() if one[0] not in gone} == {
        name: one for name, one in copied[1].items() if one[0] not in new
    }
    further = [one for one in copied[1].values() if one[0] in new]
    # A tenth of the people are new, so that a tenth of those who come are: 59 weeks of two in all.
    assert len(further) == pytest.approx(59 * 2 * 0.1, abs=8)
    assert len(copied[1]) == pytest.approx(59 * 2, rel=0.2)


def test_a_difference_is_that_of_the_same_world_with_its_interval(
    week: Scenario, more: Scenario, tmp_path: Path
) -> None:
    same = replace(week, name="same")
    asked = request(week, more, same)
    asked.refuse_unsound()
    found = paired(asked, tmp_path / "out")
    runs = paired_runs_table(found)
    assert len(runs) == 3 * 2 * 3
    value = runs.pivot_table(index=["policy", "seed"], columns="number", values="value")
    rows = {(row["number"], row["policy"]): row for row in paired_differences_table(found).to_dict("records")}
    for policy in ("usual", "greedy"):
        apart = (value[1] - value[0])[policy]
        assert rows[1, policy]["value"] == pytest.approx(apart.mean())
        half = 4.302652729911275 * apart.std(ddof=1) / np.sqrt(3)  # Student's t with two degrees of freedom
        assert rows[1, policy]["value_high"] == pytest.approx(apart.mean() + half)
        # What changes nothing differs in no world, and has no interval.
        assert rows[2, policy]["value"] == 0.0
        assert pd.isna(rows[2, policy]["value_low"])
    assert rows[1, "greedy"]["placed"] > 0
    # Nobody asked for hindsight, which is what takes longest.
    assert {name for _seed, _number, name in asked.cells} == {"usual", "greedy"}


def test_the_base_comes_out_as_it_does_alone_and_what_is_finished_is_not_run_again(
    week: Scenario, more: Scenario, tmp_path: Path
) -> None:
    asked = request(week, more, policies=("greedy",))
    whole = paired_runs_table(paired(asked, tmp_path / "out")).drop(columns="seconds_per_week")
    (tmp_path / "out" / "cells" / "00003.json").unlink()
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out" / "cells").iterdir()}
    again = paired_runs_table(paired(asked, tmp_path / "out")).drop(columns="seconds_per_week")
    assert again.equals(whole)
    assert {name: (tmp_path / "out" / "cells" / name).stat().st_mtime_ns for name in before} == before
    alone = paired_runs_table(paired(request(week, policies=("greedy",)), tmp_path / "alone"))
    assert whole[whole["number"] == 0].equals(alone.drop(columns="seconds_per_week"))
    with pytest.raises(UsageFault, match="holds another study"):
        paired(request(week, replace(more, tables=week.tables), policies=("greedy",)), tmp_path / "out")


def test_a_what_if_of_another_week_or_unit_and_one_that_cannot_be_simulated_are_named(
    week: Scenario, more: Scenario
) -> None:
    measured = replace(more, settings=more.settings.model_copy(update={"measure": "regular_weeks"}))
    nobody = with_slots(week, week.tables["slots"].assign(status="closed"))
    for what_if, said in (
        (replace(more, week=week.week + 1), "more has another plan week than the base"),
        (nobody, "more: There is nothing to simulate"),
        (measured, "more counts its gain in another unit than the base"),
    ):
        with pytest.raises(UsageFault, match=said):
            request(week, what_if).refuse_unsound()
