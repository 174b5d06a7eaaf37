"""A plan beside the strongest plan of usual practice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.planning import make_plan
from planner.reports.usual import LEFT_OUT_SHOWN, against_strongest, left_out, strongest
from planner.schema.plan import LookAheadPart
from tests.planning.usual_weeks import four_ways
from tests.scenarios import Given


def test_nothing_is_held_against_itself(tmp_path: Path) -> None:
    given = four_ways(tmp_path)
    part = strongest(given.plan().file)
    assert part is not None
    (line,) = against_strongest(given.plan())
    assert line.endswith(": 0.00.")
    assert against_strongest(make_plan(given.scenario(), method=part.name)) == []


def test_the_first_past_placements_left_out_are_named_and_the_others_counted(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S0").worth("P1", "S0", 0.5)
    number = LEFT_OUT_SHOWN + 3
    for nth in range(1, number + 1):
        given.slot(f"S{nth}").add("past_placements", jobseeker_id="P1", slot_id=f"S{nth}")
    (line,) = left_out(given.plan())
    assert line.count("P1 S") == LEFT_OUT_SHOWN
    assert f"{number} of {number}" in line
    assert "and 3 more" in line
    assert left_out(four_ways(tmp_path / "none").plan()) == []


def test_a_plan_that_gains_less_says_what_it_gave_for_later_goals_or_that_time_was_short(tmp_path: Path) -> None:
    plan = four_ways(tmp_path).plan()
    totals = plan.file.totals.model_copy(update={"uplift": 1.2})
    given = replace(plan, file=plan.file.model_copy(update={"totals": totals, "value": 1.2}))
    (line,) = against_strongest(given)
    assert line.endswith(": -0.10. Of 1.30, 0.10 was given for the later goals.")
    best = given.file.goals[0].model_copy(update={"best": 1.2})
    late = replace(given, file=given.file.model_copy(update={"goals": (best, *given.file.goals[1:])}))
    (line,) = against_strongest(late)
    assert ": -0.10. The search stopped too soon: by the first goal queue, each to their best place is better" in line
    assert line.endswith("Allow more: --time-limit.")


def test_a_plan_that_looks_ahead_and_is_worse_by_its_own_goal_blames_the_time_and_not_the_weeks_to_come(
    tmp_path: Path,
) -> None:
    plan = four_ways(tmp_path).plan()
    part = LookAheadPart.model_construct(gain=1.3, charged=0.0)
    kept = plan.file.model_copy(
        update={"look_ahead": part, "totals": plan.file.totals.model_copy(update={"uplift": 1.2})}
    )
    (line,) = against_strongest(replace(plan, file=kept))
    assert line.endswith("Places and money are kept for the weeks to come.")
    best = kept.goals[0].model_copy(update={"best": 1.2})
    (line,) = against_strongest(replace(plan, file=kept.model_copy(update={"goals": (best, *kept.goals[1:])})))
    assert "The search stopped too soon" in line
