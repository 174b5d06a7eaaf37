"""One screen about a plan, on a week of four people."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.reports import screen
from planner.schema.plan import GoalPart
from planner.texts import speaking
from tests.cli.small import TABLES, write_small
from tests.explanation.test_subsidy import two_forms
from tests.scenarios import Given

JOBSEEKERS = """jobseeker_id,home_zone,approved_rules,education_level,swedish_level,months_unemployed,groups
P1,north,arbetspraktik,2,B1,14,SFI_klar
P2,south,arbetspraktik,2,B1,14,
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan with one work placement, and a group whose name holds capitals."""
    slots = TABLES["slots.csv"].replace("praktik|jobb", "praktik").replace("S2,E2,jobb,south,1", "S2,E2,jobb,south,0")
    folder = write_small(tmp_path_factory.mktemp("weeks") / "week", jobseekers=JOBSEEKERS, slots=slots)
    path = folder / "scenario.toml"
    settings = '[groups.SFI_klar]\ntag = "SFI_klar"\nground = "none"\n\n[settings]\ngroups = ["SFI_klar"]\n'
    path.write_text(path.read_text(encoding="utf-8").replace("[settings]\n", settings), encoding="utf-8")
    return make_plan(read(folder))


def swedish(plan: Plan) -> str:
    """The screen in Swedish."""
    with speaking("sv"):
        return screen(plan, None)


def test_capitals_in_the_name_of_a_group_stay(plan: Plan) -> None:
    assert "  SFI_klar " in swedish(plan)


def test_what_is_to_be_done_is_said_in_words(plan: Plan) -> None:
    assert {mark for marks in plan.assignments["to_do"].dropna() for mark in marks.split("|")} >= {"authority"}
    assert "authority" not in swedish(plan)
    assert "AF beslutar" in swedish(plan)
    assert "authority decides" in screen(plan, None)


def test_a_plan_without_a_folder_names_no_files(plan: Plan) -> None:
    assert "assignments.csv" not in swedish(plan)


def test_both_quarters_are_shown_and_what_nobody_has_measured(plan: Plan) -> None:
    share = plan.file.totals.judgement_share
    assert share is not None
    said = screen(plan, None)
    assert "The quarter furthest from work" in said
    assert "The quarter nearest work" in said
    assert f"Of the gain {round(100 * share)}% is judgement: nobody has measured it." in said


def test_a_goal_that_ended_far_from_its_bound_is_named_with_both_figures(plan: Plan) -> None:
    def with_waiting(best: float, bound: float, gap: float) -> str:
        waiting = next(goal for goal in plan.file.goals if goal.name == "waiting")
        ended = waiting.model_copy(
            update={"best": best, "final": best, "bound": bound, "gap": gap, "status": "feasible"}
        )
        goals = (plan.file.goals[0], ended)
        return swedish(replace(plan, file=plan.file.model_copy(update={"goals": goals})))

    assert (
        "Det kan finnas bättre förslag: långt från sin gräns är lång väntan (nådde 105, gränsen är 316)."
        in with_waiting(105.0, 316.0, 2.01)
    )
    assert "lång väntan (nådde 15,83, gränsen är 16,33)" in with_waiting(15.83, 16.33, 0.03)
    assert "långt från sin gräns" not in with_waiting(315.0, 316.0, 0.003)


def test_the_proposals_that_are_shown_stand_in_the_order_of_what_they_give(tmp_path: Path) -> None:
    nearer_work = TABLES["jobseekers.csv"].replace("P1,north,44,2,B1,14,", "P1,north,44,2,B1,4,")
    plan = make_plan(read(write_small(tmp_path / "week", jobseekers=nearer_work)))
    said = screen(plan, None)
    worth = plan.assignments["value"].astype(float)
    order = plan.assignments.assign(worth=worth).sort_values("worth", ascending=False, kind="stable")
    people = order.loc[order["status"] == "proposed", "jobseeker_id"].tolist()
    assert len(people) > 1
    assert people != sorted(people)
    listed = said[said.index("proposals, those expected to give most") :]
    assert sorted(people, key=lambda person: listed.index(f"  {person}  ")) == people


def test_courses_beside_a_main_place_are_told_apart_from_those_placed(tmp_path: Path) -> None:
    slots = (
        TABLES["slots.csv"].replace("start_week\n", "start_week,weeks,hours_per_week\n").replace("-W49\n", "-W49,,20\n")
    )
    week = write_small(
        tmp_path / "week",
        slots=slots + "S4,E3,sfi,south,4,,,,,2026-W49,,15\n",
        programmes=TABLES["programmes.csv"] + "sfi,sfi\n",
        employers=TABLES["employers.csv"] + "E3,Exempelskolan,education,yes,no\n",
    )
    text = (week / "scenario.toml").read_text(encoding="utf-8").replace('"waiting"', '"other_purposes"')
    (week / "scenario.toml").write_text(text, encoding="utf-8")
    plan = make_plan(read(week))
    beside = int((plan.assignments["programme_id"] == "sfi").sum())
    assert beside
    assert f"{plan.file.totals.placed} main places, which count as placed, and {beside} beside" in screen(plan, None)


def test_the_screen_states_the_subsidy_left_unused_and_stars_forms_on_unverified_law(tmp_path: Path) -> None:
    plan = two_forms(tmp_path, bea=0.3, intro=0.2).plan()
    said, english = swedish(plan), screen(plan, None)
    assert "Outnyttjat stöd: 252 287 kr på 1 plats" in said
    assert "Subsidy left unused: 252,287 SEK at 1 slot" in english
    (form,) = (line for line in said.splitlines() if line.strip().startswith("bea "))
    assert "(BEA) *" in form  # its least age and longest time are our reading
    assert "* bygger på en uppgift som ingen har bekräftat" in said
    plain = two_forms(tmp_path / "plain", bea=0.2, intro=0.3).plan()
    assert "bekräftat" not in swedish(plain)
    assert "Outnyttjat stöd" not in swedish(plain)


def test_a_goal_far_from_its_bound_is_told_unless_later_goals_have_reached_it_since(plan: Plan) -> None:
    far = GoalPart(name="travel", best=-100, bound=-50, gap=0.5, may_cost=0, final=-100, status="feasible")
    said = {}
    for final in (-100.0, -50.0):
        goals = (*plan.file.goals[:-1], far.model_copy(update={"final": final}))
        said[final] = screen(replace(plan, file=plan.file.model_copy(update={"goals": goals})), None)
    assert "(reached 100, bound 50)" in said[-100.0]
    assert "Far from their bound" not in said[-50.0]


def test_a_sum_of_people_that_is_less_than_its_rows_says_that_somebody_counts_once(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", hours_per_week=120).slot("S1", shift="mo-am").slot("S2", shift="mo-pm")
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.9)
    once = "Together counts each person once, with the place that counts most: 1 fewer"
    assert once in screen(given.running("P1", "S1", "offered").plan(), None)
    apart = Given(tmp_path / "apart").people("P1", "P2").slot("S1").slot("S2")
    apart.worth("P1", "S1", 0.5).worth("P2", "S2", 0.9).running("P1", "S1", "offered")
    assert "counts each person once" not in screen(apart.plan(), None)
