"""Plans of small random weeks under all goals: what holds for every one of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, reject
from hypothesis import given as for_all
from hypothesis import strategies as st

from planner.errors import CannotHold
from planner.planning import Plan
from planner.schema.settings import GOALS
from planner.verification import CONSTRAINTS, verify
from tests.properties.plainly import Pair, Plainly
from tests.properties.reasons import Said, still_fitting
from tests.properties.weeks import all_goals, examples, weeks
from tests.scenarios import Given, objections, pairs, written


def planned(week: Given, factory: pytest.TempPathFactory) -> Plan:
    """The plan of a week; one whose pins or minimums cannot hold, which trying every plan shows too, is passed over.

    Hypothesis then draws another in its place, so that as many are looked at as a test asks for.
    """
    try:
        return week.at(factory.mktemp("week")).plan()
    except CannotHold:
        assert Plainly(week).best_value() is None, "a plan holds and was not found"
        reject()


@examples(15)
@for_all(all_goals)
def test_a_plan_is_accepted_leaves_out_nobody_who_fits_and_gives_true_reasons(
    tmp_path_factory: pytest.TempPathFactory, week: Given
) -> None:
    plan = planned(week, tmp_path_factory)
    plainly = Plainly(week)
    assert objections(plan, week.home / "plan") == []
    assert still_fitting(plainly, plainly.by_name(pairs(plan))) == []
    assert Said(plan, plainly).lies() == []


NO_COST = dict.fromkeys(GOALS, 0)
# Of up to six people no two plans of different size are worth the same, so ties are among plans of one size.
NEAR_ONE = (0.9, 0.95, 1.0)


def tampered(plan: Plan, pair: Pair, how: str) -> bytes:
    """assignments.csv with one row more or changed, for a pair that is not proposed."""
    lines = list(csv.DictReader(io.StringIO(plan.files["assignments.csv"].decode())))
    place = {"status": "proposed", "slot_id": pair.slot, "programme_id": pair.programme}
    own = [line for line in lines if line["jobseeker_id"] == pair.person]
    if how == "moved":
        own[0].update(place)
    else:
        lines.append({**own[0], **place})
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def names_in(folder: Path) -> list[str]:
    """The proposals of a written plan as names of pairs."""
    lines = csv.DictReader(io.StringIO((folder / "assignments.csv").read_text()))
    return [f"{r['jobseeker_id']} {r['slot_id']} {r['programme_id']}" for r in lines if r["status"] == "proposed"]


@examples(12)
@for_all(all_goals, st.data())
def test_a_placement_moved_or_added_is_caught_by_the_constraints_it_breaks(
    tmp_path_factory: pytest.TempPathFactory, week: Given, data: st.DataObject
) -> None:
    plan = planned(week, tmp_path_factory)
    plainly, folder = Plainly(week), written(plan, week.home / "plan")
    proposed = pairs(plan)
    others = [pair for pair in plainly.pairs if pair.name not in proposed]
    assume(others)
    changed = tampered(plan, data.draw(st.sampled_from(others)), data.draw(st.sampled_from(("moved", "added"))))
    (folder / "assignments.csv").write_bytes(changed)
    checks = {objection.check for objection in verify(folder)}
    now = plainly.by_name(names_in(folder))
    assert checks
    assert checks & {constraint.name for constraint in CONSTRAINTS} == {name for name, _ in plainly.broken(now)}


@examples(6)
@for_all(all_goals)
def test_a_placement_that_stands_twice_is_caught_as_such(tmp_path_factory: pytest.TempPathFactory, week: Given) -> None:
    plan = planned(week, tmp_path_factory)
    assume(pairs(plan))
    folder = written(plan, week.home / "plan")
    header, *lines = plan.files["assignments.csv"].decode().splitlines()
    twice = next(line for line in lines if ",proposed," in line)
    (folder / "assignments.csv").write_text("\n".join([header, *lines, twice]) + "\n")
    assert "assignments" in {objection.check for objection in verify(folder)}


@examples(8)
@for_all(weeks(goals=GOALS, values=NEAR_ONE), st.data())
def test_one_more_place_never_lowers_the_goals_in_their_order_where_none_may_cost_anything(
    tmp_path_factory: pytest.TempPathFactory, week: Given, data: st.DataObject
) -> None:
    week.settings["may_cost"] = NO_COST
    week.tables.pop("baselines")
    before = planned(week, tmp_path_factory)
    data.draw(st.sampled_from(week.tables["slots"]))["places"] += 1
    try:
        after = week.at(tmp_path_factory.mktemp("week")).plan()
    except CannotHold:
        pytest.fail("one more place made a plan impossible")
    compared = []
    targets = [
        [(group.target, group.alone and group.alone.most) for group in plan.file.groups] for plan in (before, after)
    ]
    for one, other in zip(before.file.goals, after.file.goals, strict=True):
        assert (one.status, other.status) == ("optimal", "optimal")
        # Targets and shares follow what the group could fill alone; where that moved, they are of different things.
        if one.name in {"fair_share", "group_floor", "max_min", "leximin"} and targets[0] != targets[1]:
            break
        compared.append(one.name)
        assert one.final is not None
        assert other.final is not None
        assert other.final >= one.final - 1e-6, f"{one.name} fell"
        if other.final > one.final + 1e-6:
            break
    assert compared[0] == GOALS[0]
