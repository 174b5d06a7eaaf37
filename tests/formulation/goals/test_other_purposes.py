"""other_purposes: class weight + acceptance / 10."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.other_purposes import other_purposes
from tests.scenarios import Given, goal_text


def test_each_priority_class_weighs_one_more_than_the_next_and_a_blank_least(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).person("P1").person("P2", priority_class=1)
    given.person("P3", priority_class=7).slot("S1", programme_ids="T|C|A|H", places=9)
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5, "A").worth("P3", "S1", 0.5, "C").worth("P3", "S1", 0.5, "T")
    instance = given.instance()
    # Classes present: 1, 7, blank, so weights 3, 2, 1; acceptance is 1 for listed pairs.
    assert goal_text(instance, other_purposes(instance)) == (
        "most: 1.1 x[P1 S1 A] + 1.1 x[P1 S1 C] + 1.1 x[P1 S1 H] + 3.1 x[P2 S1 A] + 2.1 x[P3 S1 C]"
    )


def test_off_the_list_of_goals_no_other_purpose_is_a_column(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", programme_ids="C|A").worth("P1", "S1", 0.5)
    assert given.instance().columns.empty


def test_a_wish_says_where_and_not_who(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible", goals=["outcome", "other_purposes"])
    given.change("employers", "E1", sector="education")
    for name, wish in (("P1", "5330"), ("P2", "2512"), ("P3", "")):
        given.person(name, wished_ssyk=wish, swedish_level="A1", age=30)
    given.slot("S1", programme_ids="C", hours_per_week=15, ssyk="5330")
    given.slot("S2", programme_ids="C", hours_per_week=15, ssyk="9111")
    instance = given.instance()
    # 0.6 of P1's 0.9 elsewhere; the best place of each weighs the same.
    assert goal_text(instance, other_purposes(instance)) == (
        "most: 1.1 x[P1 S1 C] + 1.066666667 x[P1 S2 C] + 1.1 x[P2 S1 C] + 1.1 x[P2 S2 C] "
        "+ 1.1 x[P3 S1 C] + 1.1 x[P3 S2 C]"
    )
