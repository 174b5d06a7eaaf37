"""What a synthetic week takes from the rule pack: figures as the law has them, and weeks that keep to them."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planner.schema.models import Figure, Rule, RulePack
from planner.schema.tables import TABLES
from planner.synthesis import SynthesisSettings, synthesise
from planner.synthesis.law import Law
from planner.synthesis.offers import JOB_WEEKS, TRAINING_WEEKS
from planner.synthesis.programmes import FORMS, OFFERED, are_all, forms_of
from tests.synthesis.checks import Draw


def test_ages_and_lengths_are_those_of_the_rules(law: Law) -> None:
    assert (law.employed_age, law.subsidised_age, law.adult_age) == (18, 20, 25)
    assert (law.full_time_hours, law.longest_training, law.usual_training) == (37, 26, 12)
    assert (law.guarantee_days, law.register_extract_weeks, law.lead_weeks("nystartsjobb")) == (200, 2, 3)
    assert [law.months_unemployed("nystartsjobb", age) for age in (20, 24, 25, 60)] == [6, 6, 12, 12]


def test_the_state_pays_the_share_of_the_rule_or_the_middle_multiple_of_the_fees(law: Law) -> None:
    assert law.state_share("introduktionsjobb") == 0.8
    assert law.state_share("nystartsjobb") == pytest.approx(2 * 0.3142 / 1.3142, abs=0.00005)
    assert law.state_share("bea_jobb") == law.state_share("arbetspraktik") == law.state_share("osa") == 0


@pytest.mark.parametrize(
    "rule, age",
    [
        *(("ordinarie_anstallning", 0), ("bea_jobb", 18), ("nystartsjobb", 20), ("arbetspraktik", 25)),
        *(("introduktionsjobb", float("inf")), ("arbetstraning", float("inf")), ("osa", float("inf"))),
    ],
)
def test_forms_are_open_outside_programmes_from_an_age(rule: str, age: float, law: Law) -> None:
    assert law.age_outside_programmes(rule) == age


def test_places_are_offered_where_and_as_long_as_the_law_allows(law: Law) -> None:
    for sector, places in OFFERED.items():
        for _, cell in places:
            longest = max(TRAINING_WEEKS if are_all(cell, "training") else JOB_WEEKS)
            for form in forms_of(cell):
                rule = law.rules[form.rule]
                assert not rule.sectors or sector in rule.sectors, (sector, form.programme_id)
                assert rule.longest_weeks is None or longest <= rule.longest_weeks.value, form.programme_id


def test_a_change_of_the_pack_reaches_the_week(law: Law, rules: RulePack, geography: Path, occupations: Path) -> None:
    def drawn(pack: RulePack) -> dict[str, pd.DataFrame]:
        settings = SynthesisSettings("1287", people=300)
        return synthesise(settings, geography=geography, occupations=occupations, rules=pack)

    rule = law.rules["introduktionsjobb"]
    share = figure(0.1, rule.cost.subsidy_share)
    dearer = with_rule(rules, "introduktionsjobb", rule.model_copy(
        update={"cost": rule.cost.model_copy(update={"subsidy_share": share})}
    ))  # fmt: skip
    before, after = drawn(rules), drawn(dearer)
    line = before["funding"]["funding_id"] == "kommun_subvention"
    budget = [int(tables["funding"].loc[line, "budget_sek"].iloc[0]) for tables in (before, after)]
    assert budget[1] > 1.2 * budget[0]
    extract = rules.common.register_extract_weeks
    slower = replace(rules, common=rules.common.model_copy(update={"register_extract_weeks": figure(5, extract)}))
    slots = drawn(slower)["slots"]
    assert set(slots.loc[slots["register_extract"] == "yes", "lead_weeks"]) == {"5"}


def figure(value: float, like: Figure | None) -> Figure:
    """A figure with another value."""
    assert like is not None
    return like.model_copy(update={"value": value})


def with_rule(pack: RulePack, name: str, rule: Rule) -> RulePack:
    """The pack in which a form has always stood as the rule says."""
    form = replace(pack.forms[name], first=rule, amended=())
    return replace(pack, forms={**pack.forms, name: form})


def test_purposes_are_those_of_the_rules(draw: Draw) -> None:
    programmes = draw(SynthesisSettings("1287", people=20))["programmes"]
    purposes = programmes.set_index("programme_id")["purpose"].to_dict()
    assert purposes == {name: "companion" if form.kind == "course" else "main" for name, form in FORMS.items()}


def test_every_column_drawn_is_one_of_the_schema(draw: Draw) -> None:
    tables = draw(SynthesisSettings("1287", people=20))
    for name, table in tables.items():
        assert set(table) <= set(TABLES[name].columns), name
