"""Rules only: points set by people, and no profile of persons behind them."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from planner.explanation import Reason, sentence
from planner.planning import Plan, make_plan
from planner.reports import screen
from planner.schema.tables import Jobseeker
from planner.texts import speaking
from tests.models.copies import write_copy
from tests.scenarios import Given, crowded, objections, pairs

# What of a person may change a plan made by rules only, and why.
GATES = {
    "home_zone", "available_from", "approved_rules", "age", "education_level", "swedish_level", "driving_licence",
    "skills", "hours_per_week", "busy", "limits", "max_travel_minutes", "travel_mode", "months_unemployed",
    "registered_status", "registered_days", "leaves_children", "programme_days", "permit_months",
    "months_since_establishment", "part_time_grounds", "municipality",
}  # fmt: skip
CAPACITY = {"caseworker_id", "support_need"}
POLICY = {"waiting_weeks", "times_outbid", "groups", "entry_groups", "wished_ssyk"}
NEED = {"priority_class"}
IDENTITY = {
    "jobseeker_id",
    "protected_identity",
    "entered_week",
    "duty_hours_per_week",
    "unit",
}  # no plan reads any of them
# Values of each column that a gate may look at and the weeks here do not.
OTHERS: dict[str, tuple[object, ...]] = {
    "education_level": (0, 2, 3, 6, None),
    "swedish_level": ("B1", "B2", "C1", "C2"),
    "months_unemployed": (13, 24, 90),
    "age": (26, 40, 63),
    "registered_days": (300, 2000),
    "wished_ssyk": ("", "53", "9411", "5330|9412"),
    "skills": ("", "welding"),
    "driving_licence": ("", "B"),
}


def by_points(given: Given) -> Given:
    """The same week under rules only."""
    given.models["outcome"] = "rules_only"
    given.tables.pop("outcomes", None)
    given.tables.pop("baselines", None)
    return given


def week(home: Path) -> Given:
    """A crowded week under rules only, in which no gate looks at what the tests change."""
    given = by_points(crowded(home))
    given.settings["goals"] = ["outcome", "other_purposes"]
    for person in given.tables["jobseekers"]:
        person.update(registered_status="JoB", age=30, months_unemployed=14, swedish_level="B1")
    return given


def test_every_column_of_a_person_is_a_gate_a_need_a_capacity_or_a_policy() -> None:
    known = GATES | CAPACITY | POLICY | NEED | IDENTITY
    assert set(Jobseeker.model_fields) == known
    assert set(OTHERS) <= known - NEED - CAPACITY


@pytest.mark.parametrize("seed", range(3))
def test_changing_whatever_no_gate_looks_at_changes_no_worth_and_no_plan(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    before, after = week(tmp_path / "before"), week(tmp_path / "after")
    for person in after.tables["jobseekers"]:
        person.update({column: draw.choice(values) for column, values in OTHERS.items()})
    after.tables["history"] = [{**row, "end": draw.choice(("declined", "ended"))} for row in after.tables["history"]]
    wishes = [row for row in after.tables["preferences"] if row["rank"] == 0]  # a veto is a gate
    after.tables["preferences"] = [*wishes, {"jobseeker_id": "P007", "slot_id": "S005", "rank": 1}]
    one, other = before.instance(), after.instance()
    assert len(one.candidates) > 20
    pd.testing.assert_frame_equal(one.candidates, other.candidates)
    assert pairs(before.plan()) == pairs(after.plan())


def test_worth_is_a_function_of_the_rule_and_the_priority_class_alone(tmp_path: Path) -> None:
    """Also where gates let different people pass: whoever may have the place has the same points there."""
    table = by_points(crowded(tmp_path)).instance()
    rows = table.candidates.assign(need=table.people["priority_class"].fillna(0).to_numpy()[table.candidates["person"]])
    distinct = rows.groupby(["rule", "need"])[["outcome", "baseline", "uplift", "fit", "acceptance"]].nunique()
    assert (distinct == 1).all(axis=None)
    assert set(rows["acceptance"]) == {1}
    assert set(rows["baseline"]) == set(rows["fit"]) == {0}


@pytest.mark.parametrize("need, points", [(1, 7), (2, 3), (None, 3)])
def test_the_points_are_those_of_the_class_else_of_everybody(need: int | None, points: float, tmp_path: Path) -> None:
    given = by_points(Given(tmp_path, candidates="eligible")).add("supervisors", supervisor_id="V1")
    given.person("P1", registered_status="JoB", priority_class=need)
    given.slot("S1", supervisor_id="V1", union_consulted_on="2026-11-01")
    assert given.instance().candidates["value"].tolist() == [points]


def test_a_form_without_points_is_worth_nothing_to_planner_and_verifier(tmp_path: Path) -> None:
    write_copy(
        tmp_path / "scenario",
        "outcome",
        "rules_only/1",
        lambda _file, text: "".join(line for line in text.splitlines(keepends=True) if "arbetstraning," not in line),
    )
    given = Given(tmp_path, candidates="eligible").add("supervisors", supervisor_id="V1")
    given.person("P1", registered_status="JoB").slot("S1", supervisor_id="V1", union_consulted_on="2026-11-01")
    given.models["outcome"] = "ours"
    plan = given.plan()
    assert plan.instance.candidates["value"].tolist() == [0.0]
    assert objections(plan, tmp_path / "plan") == []


def test_the_plan_counts_points_ranks_nobody_and_claims_no_effect(tmp_path: Path) -> None:
    plan = make_plan(by_points(crowded(tmp_path)).scenario())
    assert objections(plan, tmp_path / "plan") == []
    totals = plan.file.totals
    assert plan.file.unit == "points"
    assert totals.uplift_by_basis.points == pytest.approx(totals.uplift)
    assert totals.judgement_share is None
    people = {part.group: part.people for part in plan.file.groups}
    assert people["hardest_quarter"] == people["easiest_quarter"] == 0
    said = screen(plan, None)
    assert "points" in said
    for claim in ("in work", "judgement", "quarter of", "The quarter"):
        assert claim not in said
    assert "  Nobody's chances are estimated, so no quarter can be shown." in said
    with speaking("sv"):
        assert "  Chanserna är inte beräknade för någon, så inga fjärdedelar kan visas." in screen(plan, None)


def week_of_forms(home: Path) -> Given:
    """A job whose form of most points leaves a subsidy unused, and a course beside it, which is no main place."""
    given = by_points(Given(home, candidates="eligible", goals=["outcome", "other_purposes"]))
    given.change("employers", "E1", sector="private", collective_agreement="yes", tax_debts="no")
    given.add("employers", employer_id="E2", name="Två", sector="education").add("supervisors", supervisor_id="V1")
    for name, rule in (("job", "ordinarie_anstallning"), ("intro", "introduktionsjobb")):
        given.add("programmes", programme_id=name, rule=rule)
    given.person("P1", registered_status="JoB", approved_rules="introduktionsjobb", age=40, registered_days=900)
    ready = {"supervisor_id": "V1", "union_consulted_on": "2026-11-01", "gross_month_sek": 24_000, "hours_per_week": 40}
    given.slot("S1", programme_ids="job|intro", weeks=26, **ready)
    given.person("P2", swedish_level="A1", registered_status="JoB", age=30)
    return given.slot("S2", employer_id="E2", programme_ids="C", hours_per_week=15)


def spoken(plan: Plan) -> str:
    """All that the screen and the tables of a plan say."""
    tables = (plan.files[name].decode() for name in ("assignments.csv", "slots.csv"))
    return "\n".join([screen(plan, None), *tables])


@pytest.mark.parametrize(
    "language, more_points, claim",
    [("sv", "ger fler poäng", "väntas"), ("en", "gives more points", "expected")],
)
def test_where_points_count_no_text_speaks_of_what_is_expected(
    language: str, more_points: str, claim: str, tmp_path: Path
) -> None:
    with speaking(language):
        crowd = make_plan(by_points(crowded(tmp_path / "crowd")).scenario())
        forms = make_plan(week_of_forms(tmp_path / "forms").scenario())
        assert f"intro: job {more_points}" in spoken(forms)
        assert more_points in sentence(Reason("no_gain"), forms.instance)
        assert claim not in spoken(crowd) + spoken(forms)
        assert claim not in sentence(Reason("no_gain"), forms.instance)


def test_a_course_beside_a_place_shows_no_gain_among_the_proposals(tmp_path: Path) -> None:
    plan = make_plan(week_of_forms(tmp_path).scenario())
    assert set(plan.assignments["programme_id"]) == {"job", "C"}
    with speaking("sv"):
        lines = screen(plan, None).splitlines()
    at = next(number for number, line in enumerate(lines) if " Tillskott " in line and " Person " in f" {line}")
    head, first, second = lines[at : at + 3]
    gain = slice(head.index("Tillskott") - 1, head.index("Tillskott") + len("Tillskott"))
    assert [line[gain].strip() for line in (first, second)] == ["8,00", "–"]


def test_one_of_a_kind_is_told_in_the_singular(tmp_path: Path) -> None:
    given = week_of_forms(tmp_path)
    given.tables["jobseekers"].pop()
    given.settings["waiting_limit_weeks"] = 1
    plan = make_plan(given.running(None, "S2").scenario())
    english = screen(plan, None)
    with speaking("sv"):
        swedish = screen(plan, None)
    assert "1 person, 1 pågående eller utlovad placering, 1 ledig plats" in swedish
    assert "Väntat mer än 1 vecka " in swedish
    assert "1 förslag:" in swedish
    assert "1 person, 1 placement running or promised, 1 free place" in english
    assert "Waited more than 1 week " in english
    assert "1 row of your own table" in english
    assert "1 proposal:" in english
