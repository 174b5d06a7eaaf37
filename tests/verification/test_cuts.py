"""Cuts of a certificate: made again from the scenario they hold at every plan, and what cannot be made is refused."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from planner.schema.weeks import week_label
from planner.verification import certified_bounds
from planner.verification.bound import bounds_of, is_column
from planner.verification.constraints import CONSTRAINTS
from planner.verification.cuts import WithCuts, charges_of
from planner.verification.facts import Candidate, Facts
from tests.scenarios import crowded
from tests.verification.test_bound import dual, everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verification.conftest import ListedWeek

PARTS = 2**24
THIRD = round(PARTS / 3) / PARTS
PEOPLE = [f"P{number}" for number in range(4)]


def two_slots(listed: ListedWeek) -> Facts:
    """Two slots of three or four people each at an employer that takes four; the budget pays four of them in full."""
    listed.tables["employers"][0].update(max_people=4)
    listed.add("funding", funding_id="F1", budget_sek=2_050)
    listed.tables["programmes"][0].update(funding_id="F1")
    for number, slot in enumerate(("S1", "S2")):
        listed.slot(slot, places=4, min_places=3, weeks=4 + number)
        for person in PEOPLE:
            listed.person(f"{person}{slot}")
            listed.worth(f"{person}{slot}", slot, 0.25)
    listed.slot("S3", weeks=6)
    listed.worth("P0S1", "S3", 0.1)
    return listed.facts()


def combined(facts: Facts) -> list[dict[str, Any]]:
    """The rows that the cuts below combine."""
    rows = [
        ("employer_people", ["E1", week_label(facts.week)], 1.0),
        ("slot_places", ["S1", "minimum"], 1.0),
        ("slot_places", ["S2", "minimum"], 1.0),
        ("slot_places", ["S1", "open"], 1.0),
        ("slot_places", ["S2", "person", "P1S2"], 1.0),
        ("funding_budget", ["F1"], 100.0),
        ("one_main", ["P0S1", "main"], 1.0),
    ]
    return [{"constraint": name, "key": key, "unit": unit, "dual": 0.0} for name, key, unit in rows]


def certificate(facts: Facts, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    """A certificate that rests on one cut: two slots of three do not run where four people may be."""
    cut = {"point": 0, "rows": [[0, THIRD], [1, THIRD], [2, THIRD]], "cuts": [], "dual": 1.0}
    rows = [
        dual("slot_places", [slot, "person", f"{person}{slot}"], 0.25) for slot in ("S1", "S2") for person in PEOPLE
    ]
    part = {"rows": rows, "combined": combined(facts), "points": [{"candidates": [], "slots": []}], "cuts": [cut]}
    return {"rows": [], "with_cuts": {**part, **changed}}


def test_a_cut_lowers_the_bound_to_what_one_of_two_slots_can_gain(listed: ListedWeek) -> None:
    facts = two_slots(listed)
    assert bounds_of(facts, everything(facts), {"rows": []})[0].certified == pytest.approx(2.0)
    found, objections = bounds_of(facts, everything(facts), certificate(facts))
    assert not objections
    assert found.certified == pytest.approx(1.1, abs=1e-5)


def plans(facts: Facts, columns: list[Candidate]) -> np.ndarray:
    """Every plan that keeps all hard constraints, as 0 and 1 by column."""
    found = [
        choice
        for choice in itertools.product((0, 1), repeat=len(columns))
        if not any(
            one.objections(facts, [c for c, taken in zip(columns, choice, strict=True) if taken]) for one in CONSTRAINTS
        )
    ]
    return np.array(found)


def running(every: np.ndarray, columns: list[Candidate]) -> dict[str, np.ndarray]:
    """By slot with a minimum whether it runs, 0 or 1 by plan."""
    return {
        slot: every[:, [c.offer.slot.slot_id == slot for c in columns]].any(axis=1).astype(int) for slot in ("S1", "S2")
    }


def _multiplier(draw: random.Random) -> float:
    """Mostly on the grid of the search; else what rounds badly: next to nothing, or next to a whole number."""
    near = draw.choice((0, 1, -1, 2)) + draw.choice((5.5e-17, -5.5e-17, 1e-16, -1e-16, 1e-12, -1e-12, 0.1))
    return draw.choice((draw.randrange(-PARTS, PARTS) / draw.choice((PARTS, PARTS / 4)),) * 4 + (near,))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_multipliers_every_plan_keeps_the_cut(listed: ListedWeek, seed: int) -> None:
    facts = two_slots(listed)
    columns = [one.candidate for one in everything(facts) if is_column(facts, one.candidate, one.value, set())]
    every, draw = plans(facts, columns), random.Random(seed)  # noqa: S311 - no secret
    runs = running(every, columns)
    names = [(c.person.jobseeker_id, c.offer.slot.slot_id, c.offer.programme.programme_id) for c in columns]
    num_made = 0
    for _try in range(60):
        point = {
            "candidates": [name for name in names if draw.random() < 0.4],
            "slots": [slot for slot in runs if draw.random() < 0.5],
        }
        cuts: list[dict[str, Any]] = []
        for place in range(3):
            rows = [[row, _multiplier(draw)] for row in range(7)]
            before = [[at, draw.choice((0.5, -0.5, 1.25))] for at in range(place)]
            cuts.append({"point": 0, "rows": draw.sample(rows, 4), "cuts": before, "dual": 0.0})
            cuts[-1]["dual"] = 1.0
            part = certificate(facts, points=[point], cuts=cuts)["with_cuts"]
            charges, objections = charges_of(facts, columns, WithCuts.model_validate(part))
            assert not objections
            if charges.num_made <= place:  # rounded from too near a whole number
                break
            num_made += 1
            total = every @ charges.candidates + sum(charges.slots[slot] * runs[slot] for slot in runs)
            assert total.max() <= charges.at_limits + 1e-9
            cuts[-1]["dual"] = 0.0
    assert num_made > 60


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_unit_every_plan_keeps_the_rounded_row(listed: ListedWeek, seed: int) -> None:
    facts = two_slots(listed)
    columns = [one.candidate for one in everything(facts) if is_column(facts, one.candidate, one.value, set())]
    every, draw = plans(facts, columns), random.Random(seed)  # noqa: S311 - no secret
    runs = running(every, columns)
    num_priced = 0
    for _try in range(40):
        for row in range(7):
            rows = combined(facts)
            rows[row]["unit"] *= draw.choice((1, 1.0000009, 0.9999991, 1 / 3, 3, 1e-7, 1e5, draw.random() * 5 + 1e-9))
            rows[row]["dual"] = 1.0
            charges, objections = charges_of(
                facts, columns, WithCuts.model_validate(certificate(facts, combined=rows, cuts=[])["with_cuts"])
            )
            assert not objections
            total = every @ charges.candidates + sum(charges.slots[slot] * runs[slot] for slot in runs)
            assert total.max() <= charges.at_limits + 1e-12 * abs(charges.at_limits)
            num_priced += bool(charges.candidates.any())
    assert num_priced > 100


def test_a_unit_a_little_off_does_not_take_a_place_away(listed: ListedWeek) -> None:
    listed.slot("S1", places=2)
    for person, gain in (("P1", 0.5), ("P2", 0.6), ("P3", 0.7)):
        listed.person(person)
        listed.worth(person, "S1", gain)
    facts = listed.facts()
    row = {"constraint": "slot_places", "key": ["S1", "limit"], "unit": 1.0000009, "dual": 0.6}
    part = {"rows": [], "combined": [row], "points": [], "cuts": []}
    found, objections = bounds_of(facts, everything(facts), {"rows": [], "with_cuts": part})
    assert not objections
    assert found.certified >= 1.3


def test_a_multiplier_next_to_nothing_of_a_row_of_tiny_units_proves_nothing(listed: ListedWeek) -> None:
    """What is left of -5.5e-17 rounds to 1, so that its slack would count for nothing, and it is 10^15 units long."""
    for slot in ("S1", "S2"):
        listed.slot(slot, places=1)
        listed.person(f"P{slot}")
        listed.worth(f"P{slot}", slot, 0.5)
    facts = listed.facts()
    for unit in (2.3e-16, 1e-12, 1e-9):
        rows = [
            {"constraint": "slot_places", "key": [slot, "limit"], "unit": unit, "dual": 0.0} for slot in ("S1", "S2")
        ]
        cuts = [{"point": 0, "rows": [[at, -5.5e-17]], "cuts": [], "dual": 1.0} for at in range(2)]
        part = {"rows": [], "combined": rows, "points": [{"candidates": [], "slots": []}], "cuts": cuts}
        found, _ = bounds_of(facts, everything(facts), {"rows": [], "with_cuts": part})
        assert found.certified >= 1.0


def test_a_cost_above_the_budget_leaves_the_cuts_of_all_others(listed: ListedWeek) -> None:
    """Three people cost 300 each where 700 are left, so two of them go; one who costs 1,300 goes in no plan."""
    listed.add("funding", funding_id="F1", budget_sek=700)
    listed.tables["programmes"][0].update(funding_id="F1")
    for slot, weeks, people in (("S1", 3, PEOPLE[:3]), ("S2", 13, PEOPLE[3:])):
        listed.slot(slot, places=4, weeks=weeks)
        for person in people:
            listed.person(person)
            listed.worth(person, slot, 0.5)
    facts = listed.facts()
    row = {"constraint": "funding_budget", "key": ["F1"], "unit": 300.0, "dual": 0.5}
    part = {"rows": [], "combined": [row], "points": [], "cuts": []}
    found, objections = bounds_of(facts, everything(facts), {"rows": [], "with_cuts": part})
    assert not objections
    assert found.certified == pytest.approx(1.0)


def test_huge_duals_prove_nothing(listed: ListedWeek) -> None:
    facts = two_slots(listed)
    for number in (1e13, 10**400, float("inf"), float("nan"), True, "0.1"):
        row = {**dual("funding_budget", ["F1"], 0.0), "dual": number}
        _, objections = bounds_of(facts, everything(facts), {"rows": [row]})
        assert objections, number
        forged = certificate(facts)
        forged["with_cuts"]["combined"][5]["dual"] = number
        assert bounds_of(facts, everything(facts), forged)[1], number


def _unit(part: dict[str, Any]) -> None:
    part["combined"][5]["unit"] = "100.0"


def _yes_for_a_unit(part: dict[str, Any]) -> None:
    part["combined"][0]["unit"] = True


def _many_times(part: dict[str, Any]) -> None:
    part["cuts"][0]["rows"][0][1] = 2.0**20


def _twice(part: dict[str, Any]) -> None:
    part["points"][0]["candidates"] = [["P0S1", "S1", "T"], ["P0S1", "S1", "T"]]


def _key_of_lists(part: dict[str, Any]) -> None:
    part["rows"][0]["key"] = [["S1"], {"S2": 1}]


def _unsigned(part: dict[str, Any]) -> None:
    part["cuts"][0]["dual"] = -1.0


def _of_itself(part: dict[str, Any]) -> None:
    part["cuts"][0]["cuts"] = [[0, 1.0]]


def _no_row(part: dict[str, Any]) -> None:
    part["combined"][0]["key"] = ["E9", "2026-W48"]


def _no_column(part: dict[str, Any]) -> None:
    part["points"][0]["candidates"] = [["P9", "S1", "B"]]


def _limit(part: dict[str, Any]) -> None:
    part["cuts"][0]["limit"] = 0.0


def _wrong_sign(part: dict[str, Any]) -> None:
    part["rows"][0]["dual"] = -0.25


@pytest.mark.parametrize(
    "forge",
    [
        _unit,
        _yes_for_a_unit,
        _unsigned,
        _many_times,
        _of_itself,
        _no_row,
        _no_column,
        _twice,
        _limit,
        _wrong_sign,
        _key_of_lists,
    ],
    ids=lambda f: f.__name__,
)
def test_a_forged_cut_is_objected_to(listed: ListedWeek, forge: Any) -> None:  # noqa: ANN401 - a function
    facts = two_slots(listed)
    forged = certificate(facts)
    forge(forged["with_cuts"])
    _, objections = bounds_of(facts, everything(facts), forged)
    assert {one.check for one in objections} == {"certificate"}


def test_a_plan_states_the_bound_that_its_cuts_certify(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=40, slots=16)
    given.settings["goals"] = ["outcome"]
    given.solve = {"time_limit_seconds": 10, "gap": 0, "workers": 1}
    for slot in given.tables["slots"]:
        slot["places"], slot["min_places"] = 3, 2
    plan = given.plan()
    stored = json.loads(plan.files["certificate.json"])
    assert stored["with_cuts"]["cuts"]
    assert stored["bound"] < stored["bound_by_rows"] - 0.01
    assert plan.file.certified_bound == pytest.approx(stored["bound"])
    assert plan.file.certified_bound >= plan.file.value - 1e-9
    frame = pd.read_csv(io.BytesIO(gzip.decompress(plan.files["candidates.csv.gz"])))
    rows: Any = frame.to_dict("records")
    again = certified_bounds(given.scenario(), rows, stored)
    assert again.certified == pytest.approx(stored["bound"])
    assert again.num_cuts == len(stored["with_cuts"]["cuts"])


def test_cuts_of_a_constraint_switched_off_are_refused(listed: ListedWeek) -> None:
    listed.constraints_off = ["employer_people"]
    facts = two_slots(listed)
    _, objections = bounds_of(facts, everything(facts), certificate(facts))
    assert objections
