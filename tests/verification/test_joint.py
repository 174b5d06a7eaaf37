"""The joint bound holds for every plan and all lists beside it, and its duals prove it to the verifier."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from planner.planning import Plan
from planner.verification import Bounds, certified_joint, verify
from tests.scenarios import Given, objections, written

Document = dict[str, Any]
WEEKS = 4


def drawn(home: Path, seed: int) -> Given:
    """Five people who want three slots, with limits of every kind that proposals may not exceed."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    given = Given(home).people("J1", "J2", "J3", "J4", "J5")
    given.change("employers", "E1", max_people=draw.choice((None, 2)), approaches_per_month=draw.choice((None, 3)))
    given.add("funding", funding_id="F1", budget_sek=draw.choice((8_000, 12_000, 40_000)))
    given.change("programmes", "T", funding_id="F1", cost_person_week_sek=1000)
    for number in (1, 2, 3):
        places, is_first = draw.choice((1, 2)), number == 1
        given.slot(
            f"S{number}", places=places, min_places=0 if is_first else draw.choice((0, places)),
            shortlist=3 if is_first else draw.choice((1, 2, 3)), hire_share=draw.choice((0.3, 0.5, 0.9)),
        )  # fmt: skip
        for person in range(1, 6):
            if is_first or draw.choice((True, True, False)):
                given.worth(f"J{person}", f"S{number}", draw.randint(60 if is_first else 5, 95) / 100)
    if seed % 3:
        given.decide("pin" if seed % 3 == 1 else "forbid", "J2", "S1")
    return given


def plans(given: Given) -> Iterator[dict[str, str]]:
    """Every plan of such a week: by person the slot."""
    people = [row["jobseeker_id"] for row in given.tables["jobseekers"]]
    slots, employer = {row["slot_id"]: row for row in given.tables["slots"]}, given.tables["employers"][0]
    listed = {(row["jobseeker_id"], row["slot_id"]) for row in given.tables["outcomes"]}
    decided = given.tables.get("decisions", [])
    most = [employer.get("max_people"), employer.get("approaches_per_month")]
    most += [row["budget_sek"] / (1000 * WEEKS) for row in given.tables.get("funding", [])]
    for choice in itertools.product((None, *slots), repeat=len(people)):
        plan = {person: slot for person, slot in zip(people, choice, strict=True) if slot is not None}
        there = Counter(plan.values())
        if (
            all(pair in listed for pair in plan.items())
            and all(slots[name].get("min_places", 0) <= count <= slots[name]["places"] for name, count in there.items())
            and all(limit is None or len(plan) <= limit for limit in most)
            and all((plan.get(row["jobseeker_id"]) == row["slot_id"]) is (row["decision"] == "pin") for row in decided)
        ):
            yield plan


def best_together(given: Given) -> float:
    """The most that a plan and lists beside it reach, of all plans; lists are only limited by their positions.

    Lists with fewer limits are worth as much or more, so the bound must hold for these too.
    """
    value = {(row["jobseeker_id"], row["slot_id"]): row["value"] for row in given.tables["outcomes"]}
    forbidden = {(row["jobseeker_id"], row["slot_id"]) for row in given.tables.get("decisions", [])}
    people = [row["jobseeker_id"] for row in given.tables["jobseekers"]]
    found = []
    for plan in plans(given):
        free = [person for person in people if person not in plan]
        there = Counter(plan.values())
        chances = [
            (row["slot_id"], row["hire_share"] * (1 - row["hire_share"]) ** (position - 1))
            for row in given.tables["slots"]
            for position in range(2, row.get("shortlist", 1) + 1)
            for _place in range(there[row["slot_id"]])
        ]
        worth = np.array(
            [[0.0 if (who, slot) in forbidden else value.get((who, slot), 0.0) * chance for slot, chance in chances]
             for who in free]
        ).reshape(len(free), len(chances))  # fmt: skip
        on_lists = worth[linear_sum_assignment(worth, maximize=True)].sum()
        found.append(sum(value[pair] for pair in plan.items()) + on_lists)
    return max(found, default=0.0)


def figures(plan: Plan) -> Document:
    """The content of shortlists.json."""
    return dict(json.loads(plan.files["shortlists.json"]))


def rivals(home: Path) -> Given:
    """J1 and J2 want S1, whose employer meets three; J2 could go to S2, where nothing much is gained."""
    given = Given(home).people("J1", "J2").slot("S1", shortlist=3, hire_share=0.5).slot("S2")
    return given.worth("J1", "S1", 0.5).worth("J2", "S1", 0.49).worth("J2", "S2", 0.02)


@pytest.mark.parametrize("seed", range(8))
def test_no_plan_with_any_lists_exceeds_the_joint_bound(tmp_path: Path, seed: int) -> None:
    given = drawn(tmp_path, seed)
    best = best_together(given)
    plan = given.plan()
    assert plan.lists is not None
    stated = figures(plan)
    assert stated["joint_value"] == pytest.approx(plan.file.value + plan.lists.worth)
    assert stated["joint_value"] - 1e-9 <= stated["joint_bound"]
    assert best <= stated["joint_bound"] + 1e-9
    # It is better than the sum of what is known without it.
    alone = Bounds(plan.file.certified_bound, plan.file.certified_bound)
    rows = given_rows(given)
    assert stated["joint_bound"] <= certified_joint(given.scenario(), rows, alone, stated["joint_rows"]) + 1e-9
    assert objections(plan, tmp_path / "plan") == []


def given_rows(given: Given) -> list[Document]:
    """The candidates of a week with one form at each slot, as the table of candidates has them."""
    return [{**row, "programme_id": "T"} for row in given.tables["outcomes"]]


def test_the_best_proposals_with_the_best_lists_beside_them_may_be_less_than_another_plan_with_its_lists(
    tmp_path: Path,
) -> None:
    given = rivals(tmp_path)
    plan = given.plan()
    assert plan.file.value == pytest.approx(0.52)
    stated, best = figures(plan), best_together(given)
    assert best == pytest.approx(0.5 + 0.49 * 0.25)
    assert stated["joint_value"] == pytest.approx(0.52)
    assert best <= stated["joint_bound"] + 1e-9


def test_the_joint_bound_is_as_low_as_duals_of_positions_make_it(tmp_path: Path) -> None:
    """One place; by the certificate the best of three has 0.9 less the price of the place, the others nothing."""
    given = Given(tmp_path).people("J1", "J2", "J3").slot("S1", shortlist=3, hire_share=0.5)
    for name, value in (("J1", 0.9), ("J2", 0.8), ("J3", 0.4)):
        given.worth(name, "S1", value)
    rows = [{"constraint": "list_places", "key": ["S1", "2"], "dual": 0.05},
            {"constraint": "list_places", "key": ["S1", "3"], "dual": 0.0}]  # fmt: skip
    # J1 could add 0.225 on position 2, of which 0.1 is in the bound already; J2 0.2, J3 0.1 or 0.05.
    by_hand = 0.9 + 0.05 + (0.225 - 0.05 - 0.1) + (0.2 - 0.05) + 0.05
    bounds = Bounds(0.9, 0.9, own={"J1": 0.1})
    assert certified_joint(given.scenario(), given_rows(given), bounds, rows) == pytest.approx(by_hand)
    # With the best duals J2 and J3 fill the two positions, and J1 adds nothing: or it is J1 and J2.
    least, most = 0.9 + 0.2 + 0.05, 0.9 + 0.225 + 0.1
    assert least - 1e-9 <= figures(given.plan())["joint_bound"] <= most + 1e-9


def test_who_is_pinned_forbidden_contested_or_was_interviewed_there_adds_nothing(tmp_path: Path) -> None:
    given = Given(tmp_path).people("J1", "J2", "J3", "J4", "J5").slot("S1", shortlist=2, hire_share=0.4).slot("S2")
    for name in ("J1", "J2", "J3", "J4", "J5"):
        given.worth(name, "S1", 0.5)
    given.worth("J1", "S2", 0.1).decide("pin", "J1", "S2").decide("forbid", "J2", "S1").decide("contested", "J3")
    given.decide("interviewed", "J4", "S1")
    found = certified_joint(given.scenario(), given_rows(given), Bounds(0.0, 0.0), [])
    assert found == pytest.approx(0.5 * 0.4 * 0.6)
    given.constraints_off = ["decisions"]
    found = certified_joint(given.at(tmp_path / "off").scenario(), given_rows(given), Bounds(0.0, 0.0), [])
    assert found == pytest.approx(4 * 0.5 * 0.4 * 0.6)


def test_where_several_places_of_a_person_are_allowed_the_list_adds_what_is_above_all_of_them(tmp_path: Path) -> None:
    given = rivals(tmp_path).slot("S3").worth("J2", "S3", 0.03)
    given.constraints_off = ["one_main", "person_hours"]
    plan = given.plan()
    stated = figures(plan)
    assert plan.file.value == pytest.approx(0.55)
    assert stated["joint_value"] == pytest.approx(0.55)
    # J2 counts for S2 and S3 together, or for the list of S1: 0.05 or 0.1225 behind J1.
    assert max(best_together(given), 0.5 + 0.49 * 0.25) <= stated["joint_bound"] + 1e-9


def test_without_limits_on_places_plans_and_lists_are_not_bounded_together(tmp_path: Path) -> None:
    given = rivals(tmp_path).change("slots", "S1", places=2)
    given.constraints_off = ["slot_places"]
    plan = given.plan()
    stated = figures(plan)
    assert (stated["joint_value"], stated["joint_bound"], stated["joint_rows"]) == (None, None, [])
    folder = written(plan, tmp_path / "plan")
    assert found(folder, lambda _document: None) == set()
    assert found(folder, lambda document: document.update(joint_value=0.52, joint_bound=9.0)) == {"shortlists"}
    assert found(folder, lambda document: document.pop("joint_bound")) == {"shortlists"}


def found(folder: Path, change: Callable[[Document], object]) -> set[str]:
    """The checks that object once shortlists.json is changed; it is as before afterwards."""
    path = folder / "shortlists.json"
    sound = path.read_text(encoding="utf-8")
    document = json.loads(sound)
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    checks = {objection.check for objection in verify(folder)}
    path.write_text(sound, encoding="utf-8")
    return checks


def with_dual(dual: object, *key: str, constraint: str = "list_places") -> Callable[[Document], None]:
    """Adds a dual."""
    return lambda document: document["joint_rows"].append({"constraint": constraint, "key": list(key), "dual": dual})


@pytest.fixture(name="folder", scope="module")
def folder_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a plan with lists."""
    home = tmp_path_factory.mktemp("joint")
    return written(rivals(home).person("J3").worth("J3", "S1", 0.3).plan(), home / "plan")


def test_a_sound_joint_bound_is_accepted(folder: Path) -> None:
    assert found(folder, lambda _document: None) == set()
    # Other duals prove another bound: what is stated must follow from those that stand there.
    assert found(folder, with_dual(0.5, "S1", "4")) == {"shortlists"}


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(joint_bound=document["joint_bound"] - 0.01),
        lambda document: document.update(joint_bound=document["joint_bound"] + 0.01),
        lambda document: document.update(joint_bound=None),
        lambda document: document.update(joint_value=document["joint_value"] + 0.01),
        lambda document: document.update(joint_rows=[{**row, "dual": -0.1} for row in document["joint_rows"]]),
        lambda document: document.update(joint_rows=[*document["joint_rows"], *document["joint_rows"]]),
        lambda document: document.update(joint_rows="none"),
        lambda document: document.pop("joint_rows"),
        with_dual(float("inf"), "S1", "3"),
        with_dual(float("nan"), "S1", "3"),
        with_dual(1e300, "S1", "3"),
        with_dual(0.0, "S9", "2"),
        with_dual(0.0, "S2", "2"),
        with_dual(0.0, "S1", "1"),
        with_dual(0.0, "S1", "limit", constraint="slot_places"),
    ],
    ids=["too low", "too high", "blank", "value", "negative", "twice", "no rows", "rows gone", "infinite",
         "no number", "too large", "unknown slot", "no list", "position of proposals", "another row"],
)  # fmt: skip
def test_a_forged_joint_bound_is_objected_to(folder: Path, change: Callable[[Document], object]) -> None:
    # A file with an infinite number is no JSON either.
    assert found(folder, change) - {"files"} == {"shortlists"}
