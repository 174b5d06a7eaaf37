"""The certified bound: arithmetic on small certificates, and never below what the best plan reaches."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from planner.errors import VerificationFailed
from planner.schema.cells import HALF_DAYS
from planner.schema.weeks import week_label
from planner.verification import certified_bounds, verify
from planner.verification.bound import Valued, bounds_of, is_column
from planner.verification.constraints import CONSTRAINTS
from planner.verification.facts import Candidate, Facts
from planner.verification.worth import worth
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek

Row = dict[str, Any]


def dual(constraint: str, key: list[str], number: float) -> Row:
    """One row of a certificate."""
    return {"constraint": constraint, "key": key, "dual": number}


def everything(facts: Facts) -> list[Valued]:
    """Every pair that the table of outcomes lists, with its value."""
    named = dict.fromkeys((person_id, slot_id) for person_id, slot_id, _ in facts.outcomes)
    pairs = (Candidate(facts.people[j], offer) for j, s in named for offer in facts.offers_of(facts.slots[s]))
    return [Valued(candidate, float(worth(facts, candidate).value)) for candidate in pairs]


def bound(facts: Facts, *rows: Row) -> float:
    """The bound by some duals, all of them sound."""
    bounds, objections = bounds_of(facts, everything(facts), {"rows": list(rows)})
    assert objections == []
    return bounds.certified


def with_a_minimum(listed: ListedWeek, places: int = 3) -> Facts:
    """Two people worth 0.25 and 0.5 at a slot that runs with two or more."""
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=places, min_places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    return listed.facts()


def test_without_duals_everybody_is_worth_their_best(listed: ListedWeek) -> None:
    assert bound(with_a_minimum(listed)) == pytest.approx(0.75)


def test_the_open_column_of_a_slot_with_a_minimum(listed: ListedWeek) -> None:
    facts = with_a_minimum(listed)
    # P2's row x <= u at 0.1: P2 has 0.4, and u has 0.1.
    assert bound(facts, dual("slot_places", ["S1", "person", "P2"], 0.1)) == pytest.approx(0.25 + 0.4 + 0.1)
    # sum of x <= 3 u at 0.2: 0.05 and 0.3, and u has 0.6.
    assert bound(facts, dual("slot_places", ["S1", "open"], 0.2)) == pytest.approx(0.05 + 0.3 + 0.6)
    # sum of x >= 2 u at -0.1: 0.35 and 0.6, and u would lose 0.2.
    assert bound(facts, dual("slot_places", ["S1", "minimum"], -0.1)) == pytest.approx(0.35 + 0.6)


def test_a_slot_with_fewer_places_than_its_minimum_stays_shut(listed: ListedWeek) -> None:
    with_a_minimum(listed, places=2)
    listed.add("placements", slot_id="S1", state="started", from_week="2026-W47")
    facts = listed.facts()
    shut = [dual("slot_places", ["S1", "open"], 0.5), dual("slot_places", ["S1", "person", "P1"], 0.1)]
    assert bound(facts, *shut) == pytest.approx(0)


def test_signs_follow_the_side_of_the_limit(listed: ListedWeek) -> None:
    facts = with_a_minimum(listed)
    for kind, wrong in (("minimum", 0.1), ("open", -0.1)):
        _, objections = bounds_of(facts, everything(facts), {"rows": [dual("slot_places", ["S1", kind], wrong)]})
        assert [objection.check for objection in objections] == ["certificate"]


def test_a_slot_with_a_minimum_has_no_row_limit(listed: ListedWeek) -> None:
    facts = with_a_minimum(listed)
    _, objections = bounds_of(facts, everything(facts), {"rows": [dual("slot_places", ["S1", "limit"], 0.1)]})
    assert [objection.message for objection in objections] == ["names a row that does not exist."]


def test_two_duals_of_one_row_are_no_certificate(listed: ListedWeek) -> None:
    facts = with_a_minimum(listed)
    twice = [dual("slot_places", ["S1", "open"], 0.1)] * 2
    _, objections = bounds_of(facts, everything(facts), {"rows": twice})
    assert [(one.where, one.message) for one in objections] == [("dual 2 of slot_places", "stands twice.")]


@pytest.mark.parametrize(
    "constraint, key",
    [
        ("one_main", ["P1", "activity"]),
        ("person_hours", ["P9", "2026-W48"]),
        ("person_hours", ["P1"]),
        ("person_shifts", ["P1", "2026-W48", "mo-night"]),
        ("person_shifts", ["P1", "week 48", "mo-am"]),
        ("group_minimum", ["young"]),
    ],
)
def test_a_dual_of_nobody_no_week_and_no_group_is_no_certificate(
    constraint: str, key: list[str], listed: ListedWeek
) -> None:
    facts = with_a_minimum(listed)
    _, objections = bounds_of(facts, everything(facts), {"rows": [dual(constraint, key, 0.1)]})
    assert [objection.message for objection in objections] == ["names a row that does not exist."]


def test_a_dual_of_a_rule_switched_off_is_no_certificate(listed: ListedWeek) -> None:
    listed.constraints_off = ["slot_places"]
    facts = with_a_minimum(listed)
    _, objections = bounds_of(facts, everything(facts), {"rows": [dual("slot_places", ["S1", "open"], 0.1)]})
    assert [objection.message for objection in objections] == ["belongs to a constraint that is switched off."]


def test_a_pin_is_a_lower_limit(listed: ListedWeek) -> None:
    listed.add("baselines", jobseeker_id="P1", value=0.4)
    listed.add("decisions", jobseeker_id="P1", slot_id="S1", decision="pin")
    facts = with_a_minimum(listed)
    # P1 is worth -0.15 and must go: with -0.15 on the pin nothing more than that is lost, and the pin pays it back.
    assert bound(facts, dual("decisions", ["pin", "P1", "S1"], -0.15)) == pytest.approx(0.5 - 0.15)


def test_without_one_main_a_person_may_have_all_their_candidates(listed: ListedWeek) -> None:
    listed.constraints_off = ["one_main"]
    listed.person("P1", hours_per_week=80)
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    assert bound(listed.facts()) == pytest.approx(0.75)


@pytest.mark.parametrize(
    "row, caught",
    [
        ({"constraint": "slot_places", "key": ["S1", "limit"], "dual": 0.03}, "certified_bound"),
        ({"constraint": "slot_places", "key": ["S1", "limit"], "dual": -0.03}, "certificate"),
        ({"constraint": "slot_places", "key": ["S9", "limit"], "dual": 0.0375}, "certificate"),
        ({"constraint": "slot_places", "key": ["S1", "open"], "dual": 0.0375}, "certificate"),
        ({"constraint": "slot_places", "key": [], "dual": 0.0375}, "certificate"),
        ({"constraint": "slot_places", "key": ["S1", "limit"], "dual": "0.0375"}, "certificate"),
        ({"constraint": "gravity", "key": ["S1", "limit"], "dual": 0.0375}, "certificate"),
        ({"constraint": "funding_budget", "key": ["F2"], "dual": 0}, "certificate"),
        ({"constraint": "employer_people", "key": ["E1", "2026-W52"], "dual": 0}, "certificate"),
        ({"constraint": "supervisor_support", "key": ["H1", "2027-W53"], "dual": 0}, "certificate"),
        ({"constraint": "decisions", "key": ["pin", "P1", "S1"], "dual": 0}, "certificate"),
        ("slot_places", "certificate"),
    ],
)
def test_a_changed_dual_is_caught(known: KnownWeek, row: object, caught: str) -> None:
    known.certificate["rows"] = [row]
    assert caught in checks(known.write())


def test_a_certificate_of_another_goal_is_caught(known: KnownWeek) -> None:
    known.certificate["goal"] = "cost"
    assert checks(known.write()) == {"certificate"}


def test_an_unsound_dual_is_objected_to_once(known: KnownWeek) -> None:
    known.certificate["rows"].append({"constraint": "gravity", "key": ["S1"], "dual": 0})
    assert [o.where for o in verify(known.write())] == ["dual 2"]


def test_other_duals_give_the_bound_that_arithmetic_gives(known: KnownWeek) -> None:
    known.certificate["rows"] = [
        {"constraint": "slot_places", "key": ["S1", "limit"], "dual": 0.02},
        {"constraint": "supervisor_support", "key": ["H1", "2026-W53"], "dual": 0.01},
        {"constraint": "funding_budget", "key": ["F1"], "dual": 1e-7},
    ]
    # Limits: 0.02 x 1, 0.01 x (5 - the offered one's 1), 200,000 x 1e-7.
    limits = 0.02 + 0.04 + 0.02
    # P1: 0.0525 - 0.02 - 0.01 - 0.012614368. P2: 0.0675 less the same.
    people = 0.009885632 + 0.024885632
    bound = certified_bounds(known.scenario(), known.candidates, known.certificate)
    assert bound.certified == pytest.approx(limits + people, abs=1e-12)


def test_a_certificate_that_names_no_row_is_refused(known: KnownWeek) -> None:
    known.certificate["rows"] = [{"constraint": "slot_places", "key": ["S9", "limit"], "dual": 1.0}]
    with pytest.raises(VerificationFailed, match="names a row that does not exist"):
        certified_bounds(known.scenario(), known.candidates, known.certificate)


@pytest.mark.parametrize("seed", range(40))
def test_no_duals_give_a_bound_below_the_best_plan(listed: ListedWeek, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - drawn again the same each time
    facts = _random_week(listed, draw)
    priced = everything(facts)
    best = _best_plan(facts, priced)
    assert best is not None
    for density in (0.0, 0.1, 0.5, 1.0):
        rows = [row for row in _duals(facts, draw) if draw.random() < density]
        assert bound(facts, *rows) >= best - 1e-9


def _random_week(listed: ListedWeek, draw: random.Random) -> Facts:
    """Four people and three slots with every limit there is, and something running already."""
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.tables["employers"][0]["max_people"] = draw.randint(1, 3)
    listed.tables["programmes"][0]["funding_id"] = "F1"
    listed.add("programmes", programme_id="C", rule="sfi")
    pace = draw.choice([{}, {"pace_share": 0.5}, {"pace_share": 0.9}])
    listed.add("funding", funding_id="F1", budget_sek=draw.choice([400, 800, 1200]), to_week="2026-W50", **pace)
    listed.add("supervisors", supervisor_id="H1", capacity=draw.choice([1, 2.5, 4]))
    listed.add("caseworkers", caseworker_id="H1", starts_per_week=draw.randint(1, 3))
    for number in range(4):
        months = draw.choice([6, 18])
        need = draw.choice([0.5, 1, 2])
        listed.person(f"P{number}", caseworker_id="H1", support_need=need, months_unemployed=months, hours_per_week=50)
    for number in range(3):
        programme = draw.choice(["B", "B", "C"])
        listed.slot(
            f"S{number}", programme_ids=programme, places=draw.randint(1, 3), supervisor_id=draw.choice(["H1", None]),
            min_places=draw.choice([0, 0, 1]), hours_per_week=draw.choice([15, 25, 40]),
            start_week=draw.choice(["2026-W48", "2026-W50"]), shift=draw.choice(["mo-am", "mo-am|tu-pm", None]),
        )  # fmt: skip
        for person in range(4):
            if draw.random() < 0.7:
                listed.worth(f"P{person}", f"S{number}", round(draw.random(), 2))
    listed.add("placements", jobseeker_id="P0", slot_id="S0", state="started", to_week="2026-W48")
    listed.add("outcomes", jobseeker_id="P0", slot_id="S2", programme_id=listed.tables["slots"][2]["programme_ids"],
               value=0.3)  # fmt: skip
    if draw.random() < 0.5:
        listed.add("decisions", jobseeker_id="P3", slot_id="S2", decision="forbid")
        listed.settings["group_minimum"] = {"long_term": 0}
    return listed.facts()


def _best_plan(facts: Facts, priced: list[Valued]) -> float | None:
    """The most any plan reaches that breaks no constraint, by trying them all."""
    columns = {id(p): p for p in priced if is_column(facts, p.candidate, p.value, set())}
    by_person = [
        [p for p in columns.values() if p.candidate.person.jobseeker_id == person_id] for person_id in facts.people
    ]
    best = None
    for picks in itertools.product(*(list(_subsets(theirs)) for theirs in by_person)):
        plan = [p for pick in picks for p in pick]
        proposals = [p.candidate for p in plan]
        if not any(constraint.objections(facts, proposals) for constraint in CONSTRAINTS):
            value = sum(p.value for p in plan)
            best = value if best is None else max(best, value)
    return best


def _subsets(theirs: list[Valued]) -> Iterator[tuple[Valued, ...]]:
    return itertools.chain.from_iterable(itertools.combinations(theirs, size) for size in range(3))


def _duals(facts: Facts, draw: random.Random) -> list[Row]:
    """A dual of the right sign for every row that these weeks have."""
    weeks = [week_label(facts.week + number) for number in range(6)]
    keys: dict[str, list[tuple[str, ...]]] = {
        "one_main": list(itertools.product(facts.people, ("main", "companion"))),
        "person_hours": list(itertools.product(facts.people, weeks)),
        "person_shifts": list(itertools.product(facts.people, weeks, HALF_DAYS[:6])),
        "slot_places": [(s, kind) for s in facts.slots for kind in ("limit", "minimum", "open")]
        + [(s, "person", j) for s in facts.slots for j in facts.people],
        "employer_people": list(itertools.product(facts.employers, weeks)),
        "employer_approaches": [(one,) for one in facts.employers],
        "supervisor_support": list(itertools.product(facts.supervisors, weeks)),
        "caseworker_starts": list(itertools.product(facts.caseworkers, weeks)),
        "funding_budget": [("F1",)],
        "funding_pace": [("F1",)],
        "group_minimum": [(name,) for name in facts.settings.group_minimum],
        "path_places": [],
        "module_seats": [],
        "decisions": [("forbid", "P3", "S2")],
    }
    rows = []
    for constraint in CONSTRAINTS:
        scale = 0.001 if constraint.name in {"funding_budget", "funding_pace"} else 0.3
        for key in keys[constraint.name]:
            limit = constraint.limit(facts, key)
            if limit is not None:
                sign = 1 if limit.side == "upper" else -1
                rows.append(dual(constraint.name, list(key), sign * scale * draw.random() ** 3))
    return rows
