"""A comparison on a screen, on a week of four people."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.reports.comparison_table import LABEL_WIDTH
from planner.texts import _, speaking
from tests.cli.small import write_small, write_what_if
from tests.compared import compared, screen_of
from tests.scenarios import Given


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small(tmp_path_factory.mktemp("weeks") / "week")


@pytest.fixture(scope="module")
def base(week: Path) -> Plan:
    return make_plan(read(week))


def test_nothing_is_doubtful_where_nothing_differs(base: Plan) -> None:
    with speaking("sv"):
        said = screen_of(compared(base, base))
    assert "0 får en plats" in said
    assert "Varning" not in said


def test_groups_go_by_their_names_and_changes_by_both_figures(week: Path, base: Plan) -> None:
    what_if = make_plan(read(write_what_if(week, week.parent / "what_if")))
    said = screen_of(compared(base, what_if))
    assert "The quarter furthest from work" in said
    assert "Without work for 12 months or more" in said
    assert "2 3 (+1)" in said


def test_points_against_people_carry_a_warning(week: Path, base: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "by_points"
    folder.mkdir()
    text = f'format = 1\nextends = "{week.as_posix()}"\n[models]\noutcome = "rules_only"\n'
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    what_if = make_plan(read(folder))
    assert what_if.file.unit == "points"
    said = screen_of(compared(base, what_if))
    assert "the plans count in different units (people, points)" in said


def test_where_usual_practice_cannot_be_nothing_is_held_against_it(base: Plan, tmp_path: Path) -> None:
    assert "More than the strongest comparison" in screen_of(compared(base, base))
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2", places=2, min_places=2).decide("pin", "P1", "S2")
    plan = given.worth("P1", "S2", 0.1).worth("P2", "S1", 0.9).worth("P2", "S2", 0.1).plan()
    assert "More than the strongest comparison" not in screen_of(compared(plan, plan))


def test_the_label_of_kronor_for_each_in_work_fits_its_column_in_swedish() -> None:
    with speaking("sv"):
        assert len(_("  less support, each in work or study")) <= LABEL_WIDTH


def test_names_that_hold_commas_and_colons_are_quoted_where_goals_are_told_of_them(week: Path, base: Plan) -> None:
    what_if = make_plan(read(write_what_if(week, week.parent / "named")))
    wide, *rest = base.file.goals
    goals = (wide.model_copy(update={"gap": 0.2}), *(goal.model_copy(update={"gap": None}) for goal in rest))
    late, other = (
        replace(plan, file=plan.file.model_copy(update={"goals": goals, "scenario": name}))
        for plan, name in ((base, "Näst: a, b"), (what_if, "Två: c, d"))
    )
    with speaking("sv"):
        said = screen_of(compared(late, other))
    assert "”Näst: a, b” och ”Två: c, d”: sökningen blev inte färdig för" in said
    assert "; tiden räckte inte till för" in said
    assert ". tiden" not in said
