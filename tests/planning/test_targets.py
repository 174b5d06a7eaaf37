"""Tags and targets of a plan: the path by hand, what counts towards which target, and what is counted once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.planning import with_workbook
from planner.reports import screen
from planner.schema.plan import TARGETS
from planner.verification import verify
from tests.scenarios import Given, written

WINDOW = {"from_week": "2026-W40", "to_week": "2026-W50"}  # the plan week is 2026-W48


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """Two people who gain at S1 (tag kök, two places) and S2 of another employer; B has started at S1 before."""
    week = Given(tmp_path).people("A", "B", "C").add("employers", employer_id="E2", name="Två", tax_debts="no")
    week.slot("S1", tags="kök", places=2).slot("S2", employer_id="E2")
    week.worth("A", "S1", 0.5).worth("C", "S2", 0.4)
    return week.add("history", jobseeker_id="B", slot_id="S1", programme_id="T", from_week="2026-W41",
                    to_week="2026-W44", end="ended")  # fmt: skip


def target(week: Given, target_id: str = "M", **cells: Any) -> Given:  # noqa: ANN401 - cells of many kinds
    """Add a target of 20 placements from 2026-W40 to 2026-W50."""
    return week.add("targets", **{"target_id": target_id, "counts": "placements", "target": 20, **WINDOW, **cells})


def figures(week: Given) -> dict[str, dict[str, Any]]:
    """By target_id, else name, the targets of the plan, which the verifier has accepted."""
    plan = week.plan()
    folder = written(plan, week.home / "plan")
    assert verify(folder) == []
    stated = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["targets"]
    return {one["target_id"] or one["name"]: one for one in stated}


def test_a_straight_path_and_what_is_missing_on_it(given: Given) -> None:
    one = figures(target(given))["M"]
    # 20 in ten weeks: 16 after eight. B began before, A and C are proposed, and two weeks are left for the other 17.
    assert (one["due"], one["reached"], one["promised"], one["adds"], one["gap"]) == (16.0, 1.0, 0.0, 2.0, 13.0)
    assert (one["per_week"], one["per_day"]) == (8.5, pytest.approx(1 / 56))
    assert one["per_day_needed"] == pytest.approx(8.5 / 7)


def test_a_path_of_steps_is_straight_between_them(given: Given) -> None:
    target(given).add("target_steps", target_id="M", week="2026-W46", due=5)
    assert figures(given)["M"]["due"] == 5 + (20 - 5) * 2 / 4


def test_what_stands_in_history_and_among_placements_counts_once(given: Given) -> None:
    given.running("B", "S1", from_week="2026-W41", to_week="2026-W52", programme_id="T")
    assert figures(target(given))["M"]["reached"] == 1


def test_what_was_counted_by_hand_is_not_counted_again(given: Given) -> None:
    given.running("C", "S2", from_week="2026-W47", to_week="2026-W49", programme_id="T")
    target(given, "before", reached=105, reached_on="2026-11-01")  # a Sunday: of W44, and B began before
    target(given, "same_week", reached=105, reached_on="2026-11-16")  # the Monday of W47, in which C began
    target(given, "left", reached_earlier=4)
    told = figures(given)
    assert [told[name]["reached"] for name in ("before", "same_week", "left")] == [106, 105, 6]


def test_filters_let_only_their_own_count(given: Given) -> None:
    given.groups["unga"] = {"tag": "ung"}
    given.change("jobseekers", "C", groups="ung").change("programmes", "T", tags="spår")
    target(given, "tag", tag="Kök")
    target(given, "form_tag", tag="spår")
    target(given, "employer", employer_id="E2")
    target(given, "form", programme_id="H")
    target(given, "group", group="unga")
    target(given, "paid", counts="paid")
    told = figures(given)
    names = ("tag", "form_tag", "employer", "form", "group", "paid")
    assert [(told[name]["reached"], told[name]["adds"]) for name in names] == [
        (1, 1), (1, 2), (0, 1), (0, 0), (0, 1), (0, 0),
    ]  # fmt: skip


def test_units_are_summed_by_name_and_a_start_in_two_of_them_counts_once(given: Given) -> None:
    target(given, "E1", name="Koncernen", employer_id="E1", target=30)
    target(given, "E2", name="Koncernen", employer_id="E2", target=10)
    target(given, "K", name="Koncernen", tag="kök", target=5)
    whole = figures(given)["Koncernen"]
    assert (whole["parts"], whole["target"], whole["due"], whole["reached"], whole["adds"]) == (3, 45, 36, 1, 2)


def test_offered_places_are_counted_open_or_filled(given: Given) -> None:
    target(given, counts="places")
    one = figures(given)["M"]
    # S1 has two places and S2 one, all open; B filled another one in its weeks.
    assert (one["reached"], one["adds"]) == (4, 0)


def test_tags_say_what_is_open_new_and_booked(given: Given) -> None:
    given.add("funding", funding_id="F", budget_sek=9000, committed_sek=1000, tags="kök|tillväxt")
    given.change("programmes", "T", funding_id="F", cost_person_week_sek=500)
    plan = given.plan()
    assert plan.file.tags is not None
    kitchen, growth = plan.file.tags
    assert (kitchen.tag, kitchen.open_places, kitchen.proposed, kitchen.expected_gain) == ("kök", 2, 1, 0.5)
    assert (kitchen.cost_sek, kitchen.line_left_sek, kitchen.line_cost_sek) == (2000, 8000, 4000)
    assert (growth.tag, growth.proposed, growth.line_left_sek) == ("tillväxt", 0, 8000)
    assert verify(written(plan, given.home / "plan")) == []


def test_the_screen_python_and_the_workbook_tell_them(given: Given) -> None:
    plan = target(given, name="Platser i år", target=400, from_week="2026-W46").plan()
    shown = screen(plan, None)
    assert re.search(r"Platser i år +starts +2026-W50 +400 +200 +0 +0 +2 +198 +199\.0", shown)
    assert "1 target is behind its path after this plan" in shown
    assert re.search(r"kök +2 +0 +0 +1 +0\.50 +0 +–", shown)
    assert verify(written(with_workbook(plan), given.home / "plan")) == []
    result = planner.plan(given.home / "scenario")
    assert result.targets[["name", "due", "adds"]].values.tolist() == [["Platser i år", 200, 2]]
    assert result.tags["tag"].tolist() == ["kök"]


def test_no_plan_without_targets_and_tags_has_a_word_of_them(given: Given) -> None:
    given.tables["slots"][0].pop("tags")
    plan = given.plan()
    assert not {"tags", "targets"} & plan.file.model_dump(mode="json").keys()
    assert TARGETS not in plan.files
