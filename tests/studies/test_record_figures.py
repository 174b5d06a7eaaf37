"""What the public record leaves out, held against somebody who adds and subtracts all that it tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.planning import Reopened, reopened
from planner.reports import record_page
from planner.studies import public_record
from planner.studies.record_figures import RecordFigures, limits_told, part_told, told_apart
from planner.studies.suppression import is_small
from tests.scenarios import Given, crowded, written

HASHES = ("inputs", "inputs_about_people", "hashes", "lottery", "versions", "models", "settings")


def many(home: Path, people: int = 40, places: int = 12, **slot: Any) -> Given:  # noqa: ANN401 - cells of many kinds
    """People who gain 0.1, 0.2 and so on from the places of S1; `slot` has further cells of it."""
    given = Given(home).slot("S1", places=places, **slot)
    for number in range(people):
        given.person(f"P{number:02}").worth(f"P{number:02}", "S1", (number % 5 + 1) / 10)
    return given


def opened(given: Given) -> Reopened:
    return reopened(given.plan())


def figures(given: Given) -> RecordFigures:
    return RecordFigures(opened(given))


def numbers(part: object) -> Iterator[float]:
    """Every number in an object."""
    if isinstance(part, dict):
        for one in part.values():
            yield from numbers(one)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from numbers(one)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield float(part)


def test_what_two_people_gain_cost_and_travel_stands_nowhere_in_the_record(tmp_path: Path) -> None:
    given = many(tmp_path, people=33, places=2, programme_ids="B")
    for row in given.tables["outcomes"]:
        row["value"] *= 0.93
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=1234.0)
    given.settings["goals"] = ["outcome", "queue", "travel", "cost"]
    folder = written(given.plan(), tmp_path / "plan")
    stated = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    totals = stated["totals"]
    assert totals["placed"] == 2
    secret = {totals["placed"], totals["uplift"], totals["cost_sek"], totals["travel_minutes"], stated["bound"]}
    secret |= {stated["certified_bound"], totals["expected_outcomes"], totals["expected_gain"]}
    secret |= {-totals["travel_minutes"], -totals["cost_sek"]}
    record = public_record(folder)
    told = set(numbers({name: part for name, part in record.items() if name not in HASHES}))
    assert {round(one, 6) for one in secret - {0.0}} & {round(one, 6) for one in told} == set()
    assert "left out" in record_page(record) or "utelämna" in record_page(record)


def test_forms_of_main_places_hide_one_another_and_not_behind_those_of_other_purposes(tmp_path: Path) -> None:
    given = many(tmp_path, places=12).slot("S2", places=3, programme_ids="H2").slot("S3", programme_ids="C", places=6)
    given.add("programmes", programme_id="H2", rule="arbetstraning")
    given.settings["goals"] = ["outcome", "other_purposes"]
    for number in range(40):
        given.worth(f"P{number:02}", "S2", 0.7).worth(f"P{number:02}", "S3", 0.0)
    found = figures(given)
    # The fifteen main places are told: less T's twelve they would be the three of H2.
    assert found.totals()["placed"] == 15
    assert found.by_form() == {"C": 6, "H2": None, "T": None}


def test_vacancies_are_told_only_with_their_forms(tmp_path: Path) -> None:
    given = many(tmp_path, places=12).slot("S2", places=3, programme_ids="V", workplace_kind="ordinary")
    given.add("programmes", programme_id="V", rule="ordinarie_anstallning")
    given.slot("S3", places=6, programme_ids="V2", workplace_kind="ordinary")
    given.add("programmes", programme_id="V2", rule="ordinarie_anstallning")
    for number in range(40):
        given.worth(f"P{number:02}", "S2", 0.7).worth(f"P{number:02}", "S3", 0.6)
    plan = opened(given)
    assert plan.file["totals"]["vacancies_placed"] == 9
    found = RecordFigures(plan)
    assert found.by_form() == {"T": 12, "V": None, "V2": None}
    assert found.totals()["vacancies_placed"] is None


def test_where_almost_all_are_placed_no_sum_says_how_many_are_not(tmp_path: Path) -> None:
    given = many(tmp_path, people=14, places=12)
    given.groups["all"] = {"tag": "a"}
    for row in given.tables["jobseekers"]:
        row["groups"] = "a"
    found = figures(given)
    assert found.totals()["placed"] is found.totals()["placed_or_promised"] is None
    assert found.by_form() == {"T": None}
    assert {one["placed"] for one in found.groups()} == {None}


def test_what_a_goal_reached_for_few_people_is_left_out(tmp_path: Path) -> None:
    given = many(tmp_path).running("P04", "S1", "draft").running("P09", "S1", "draft")
    given.settings.update(goals=["outcome", "stability", "preference", "queue"])
    for number in (4, 9, 14):
        given.add("preferences", jobseeker_id=f"P{number:02}", slot_id="S1", rank=1)
    goals = {one["name"]: one for one in figures(given).of_plan()["goals"]}
    for name in ("stability", "preference"):
        assert {goals[name][key] for key in ("best", "bound", "final")} == {None}
        assert goals[name]["status"] == "optimal"
    assert goals["outcome"]["final"] is not None


def test_a_sum_over_few_proposals_of_many_is_left_out(tmp_path: Path) -> None:
    given = many(tmp_path).slot("S2", places=3, programme_ids="B")
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=1000.0)
    for number in range(20):
        given.worth(f"P{number:02}", "S2", 0.9)
    plan = opened(given)
    assert plan.file["totals"]["cost_sek"] > 0
    found = RecordFigures(plan).totals()
    assert (found["placed"], found["cost_sek"]) == (15, None)
    assert found["travel_minutes"] == 300.0


@pytest.mark.parametrize("of_effect, left_out", [(3, {"effect", "judgement"}), (5, set())])
def test_the_gain_of_a_basis_of_few_goes_with_the_next_and_with_the_share_of_judgement(
    of_effect: int, left_out: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = figures(many(tmp_path))
    stated = {"own": 3.0, "observed": 0.0, "effect": 1.0, "judgement": 2.0, "points": 0.0}
    people = {"own": 12, "observed": 0, "effect": of_effect, "judgement": 6, "points": 0}
    totals = found.totals() | {"together": {"placed": 12}, "uplift_by_basis": stated, "judgement_share": 0.25}
    monkeypatch.setattr(found, "_totals", totals)
    monkeypatch.setattr(RecordFigures, "_people_by_basis", lambda *_: people)
    told = found.totals()
    assert told["uplift_by_basis"] == {**stated, **dict.fromkeys(left_out)}
    assert (told["judgement_share"] is None) == bool(left_out)


@pytest.mark.parametrize("count, whole, told", [(4, 50, None), (46, 50, None), (45, 50, 45), (0, 50, 0), (50, 50, 50)])
def test_a_part_is_told_where_neither_it_nor_the_rest_is_small(count: int, whole: int, told: int | None) -> None:
    assert part_told(count, whole) == told


def test_limits_about_single_people_are_counted_from_five_on() -> None:
    assert limits_told(["decisions"] * 4 + ["person_shifts"] * 5 + ["slot_places"]) == {
        "decisions": None, "person_shifts": 5, "slot_places": 1,
    }  # fmt: skip


def test_of_two_groups_that_leave_few_others_one_is_left_out() -> None:
    who = np.arange(40)
    groups = {"first": who < 12, "last": who >= 15, "inner": who < 9, "apart": (who > 5) & (who < 30)}
    everybody = np.ones(40, dtype=bool)
    # All less first and last are three people; without first, nobody can tell that inner is all of it but three.
    assert told_apart(groups, everybody, (everybody,)) == {"last", "apart", "inner"}
    assert told_apart({"first": who < 12}, everybody, (who < 3, who >= 3)) == frozenset()


def test_of_many_groups_that_leave_few_others_one_is_left_out_in_little_time() -> None:
    who, everybody = np.arange(300), np.ones(300, dtype=bool)
    streams = {f"s{number:02}": who // 10 == number for number in range(30)}
    # All thirty make up everybody, and each alone, two or three of them leave many: nothing follows from another.
    assert told_apart(streams, everybody, (everybody,)) == streams.keys()
    few = {**streams, "s29": who >= 296}
    assert told_apart(few, everybody, (everybody,)) == streams.keys() - {"s29"}
    # One person is in no stream: the thirty together would say so, and of the smallest with it nothing is told.
    shorter = {name: member & (who != 299) for name, member in streams.items()}
    assert len(told_apart(shorter, everybody, (everybody,))) == 29


@pytest.mark.parametrize("seed", [1, 2])
def test_no_two_or_three_told_figures_leave_few_people(seed: int, tmp_path: Path) -> None:
    plan = opened(crowded(tmp_path, people=40, slots=12, seed=seed))
    found = RecordFigures(plan)
    totals, forms = found.totals(), found.by_form()
    main = {
        plan.instance.candidates.loc[c, "programme_id"]: plan.instance.candidates.loc[c, "purpose"] for c in plan.chosen
    }
    of_main = [name for name in forms if main[name] == "main"]
    told = [count for name in of_main if (count := forms[name]) is not None]
    if totals["placed"] is not None:
        assert not is_small(totals["placed"] - sum(told))
    groups = {one["group"]: one for one in found.groups()}
    for key, whole in (("people", totals["jobseekers"]), ("placed", totals["placed"])):
        shown = {name: one[key] for name, one in groups.items() if one[key] is not None}
        for number in (1, 2, 3):
            for some in combinations(shown, number):
                members = sum(plan.instance.groups[name].astype(int) for name in some)
                if np.max(members) == 1:
                    assert not is_small(whole - sum(shown[name] for name in some))
