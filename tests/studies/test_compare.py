"""What a comparison claims: who changes, by how much, and whether it may be chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.schema.plan import GoalPart
from planner.texts import speaking
from tests.compared import compared, screen_of

ROOT = Path(__file__).resolve().parents[2]
EXACT = {"solve": {"workers": 1, "gap": 0.0}}


@pytest.fixture(scope="module")
def base() -> Plan:
    return make_plan(read(ROOT / "scenarios" / "tiny", changes=EXACT))


@pytest.fixture(scope="module")
def one_more_place(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("what_if")
    tiny = (ROOT / "scenarios" / "tiny").resolve()
    (folder / "scenario.toml").write_text(
        f'format = 1\nextends = "{tiny.as_posix()}"\n'
        '[[patch]]\ntable = "slots"\nwhere = { slot_id = "S4" }\nshift = { places = 1 }\n',
        encoding="utf-8",
    )
    return make_plan(read(folder, changes=EXACT))


def test_a_comparison_names_exactly_those_whose_place_differs(base: Plan, one_more_place: Plan) -> None:
    found = compared(base, one_more_place)

    def places(plan: Plan) -> dict[str, str]:
        own = plan.assignments[plan.assignments["status"] == "proposed"]
        return dict(zip(own["jobseeker_id"], own["slot_id"], strict=True))

    before, after = places(base), places(one_more_place)
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert differing
    assert set(found.changes["jobseeker_id"]) == differing
    gained = set(found.changes.loc[found.changes["change"] == "gains", "jobseeker_id"])
    assert gained == set(after) - set(before)


def test_the_difference_in_uplift_is_that_of_the_two_plans_and_of_their_programmes(
    base: Plan, one_more_place: Plan
) -> None:
    found = compared(base, one_more_place)
    assert found.difference == pytest.approx(one_more_place.file.value - base.file.value)
    assert found.difference > 0
    figures = found.figures[found.figures["measure"] == "uplift"]
    total = figures.loc[figures["part"] == "total", "difference"].sum()
    assert total == pytest.approx(found.difference)
    assert figures.loc[figures["part"] == "programme", "difference"].sum() == pytest.approx(total)


def _changed(folder: Path, *patches: str, name: str = "") -> Plan:
    """Tiny planned with some patches, and another name where one is given."""
    tiny = (ROOT / "scenarios" / "tiny").resolve().as_posix()
    head = f'format = 1\nextends = "{tiny}"\n' + (f'[scenario]\nname = "{name}"\n' if name else "")
    (folder / "scenario.toml").write_text("\n".join([head, *patches]), encoding="utf-8")
    return make_plan(read(folder, changes=EXACT))


def test_a_scenario_against_itself_differs_by_nothing_whatever_its_gap(base: Plan, tmp_path: Path) -> None:
    loose = replace(base, file=base.file.model_copy(update={"bound": base.file.value + 1.0}))
    renamed = _changed(tmp_path, name="Another name")
    for same in (loose, renamed):
        found = compared(loose, same)
        assert found.changes_nothing
        assert (found.difference, found.is_doubtful, len(found.changes)) == (0, False, 0)
        assert "The same data" in screen_of(found)


def test_a_what_if_that_changes_no_proposal_says_so(base: Plan, tmp_path: Path) -> None:
    more = _changed(tmp_path, '[[patch]]\ntable = "slots"\nwhere = { slot_id = "S1" }\nshift = { places = 1 }')
    found = compared(base, more)
    assert not found.changes_nothing
    assert "makes no difference to anybody" in screen_of(found)


def test_what_later_goals_spent_makes_no_difference_uncertain(base: Plan, one_more_place: Plan) -> None:
    goal = base.file.goals[0].model_copy(update={"best": base.file.value + 1.0})
    spent = base.file.model_copy(update={"goals": (goal, *base.file.goals[1:]), "bound": base.file.value + 1.0})
    found = compared(replace(base, file=spent), one_more_place)
    assert found.doubt == pytest.approx(0.0)
    assert not found.is_doubtful


def test_a_goal_that_was_not_finished_is_said_before_anybody_is_named(base: Plan, one_more_place: Plan) -> None:
    skipped = GoalPart(name="travel", best=None, bound=None, gap=None, may_cost=0, final=None, status="skipped")
    late = replace(base, file=base.file.model_copy(update={"goals": (*base.file.goals, skipped)}))
    said = screen_of(compared(late, one_more_place))
    assert said.index("no time for: shorter trips") < said.index("Placed") < said.index("gain a place")
    assert "1 of 2 goals reached" in said
    wide = base.file.goals[0].model_copy(update={"gap": 0.2})
    early = replace(base, file=base.file.model_copy(update={"goals": (wide,)}))
    said = screen_of(compared(early, one_more_place))
    assert said.index("not finished: more people in work or study") < said.index("Placed")
    told = screen_of(compared(base, one_more_place))
    assert "not finished" not in told
    assert "Every goal was reached in every plan" in told


def test_people_of_one_scenario_alone_neither_gain_nor_lose(base: Plan, tmp_path: Path) -> None:
    own = base.assignments[base.assignments["status"] == "proposed"]
    wishing = set(base.instance.scenario.tables["preferences"]["jobseeker_id"])
    gone = next(person for person in own["jobseeker_id"] if person not in wishing)
    left = _changed(tmp_path, f'[[patch]]\ntable = "jobseekers"\nwhere = {{ jobseeker_id = "{gone}" }}\nremove = true')
    found = compared(base, left)
    of_person = found.changes.set_index("jobseeker_id")["change"]
    assert of_person[gone] == "only_in_base"
    people = found.figures[found.figures["part"] == "people"].set_index(["name", "measure"])
    assert people.loc[("in_one", "placed"), "base"] == 1
    assert people.loc[("in_one", "placed"), "what_if"] == 0
    assert "Those who are in one alone" in screen_of(found)
    back = compared(left, base).changes.set_index("jobseeker_id")["change"]
    assert back[gone] == "only_in_what_if"
    assert "people" not in set(compared(base, base).figures["part"])


def test_in_another_week_nobody_gains_or_loses(base: Plan, one_more_place: Plan) -> None:
    later = replace(one_more_place, file=one_more_place.file.model_copy(update={"week": "2026-W49"}))
    found = compared(base, later)
    assert set(found.changes["change"]) == {"other_week"}
    assert "Two different weeks (2026-W48, 2026-W49)" in screen_of(found)


def test_money_of_the_lines_adds_up_to_what_the_proposals_cost_there(base: Plan, one_more_place: Plan) -> None:
    figures = compared(base, one_more_place).figures
    lines = figures[(figures["part"] == "funding") & (figures["measure"] == "cost_sek")]
    table = base.instance.eligibility.lines.merge(base.instance.candidates.loc[base.solution.chosen], on="offer")
    assert lines["base"].sum() == pytest.approx(table["line_cost"].sum())
    assert set(lines.dropna(subset=["base", "what_if"])["name"]) == set(
        base.instance.scenario.tables["funding"]["funding_id"]
    )


def test_a_difference_smaller_than_the_gaps_is_called_doubtful_and_a_proved_one_is_not(
    base: Plan, one_more_place: Plan
) -> None:
    found = compared(base, one_more_place)
    assert not found.is_doubtful
    assert "Warning" not in screen_of(found)
    loose = replace(base, file=base.file.model_copy(update={"bound": base.file.value + 1.0}))
    doubtful = compared(loose, one_more_place)
    assert doubtful.is_doubtful
    assert "Warning: the difference" in screen_of(doubtful)
    with speaking("sv"):
        assert "Varning: skillnaden" in screen_of(doubtful)
