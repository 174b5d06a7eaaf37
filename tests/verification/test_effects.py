"""The effect of a placement: by segment, workplace and state on the follow-up date."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.models import OutcomeModel
from planner.verification.effects import segment
from planner.verification.facts import facts_of
from tests.models.copies import write_copy
from tests.scenarios import Given, objections
from tests.verification.worth_cases import FAR, LONG, SHORT, assert_worth

if TYPE_CHECKING:
    from tests.verification.conftest import Week


@pytest.mark.parametrize(
    "rule, person, more, expected",
    [
        # A vacancy of the usual 52 weeks, which the slot does not state: it has no end. What is judged is never strong.
        ("ordinarie_anstallning", FAR, {}, ("0.42", "0.18", "0.24", "0.75", "medium", "0", "judgement")),
        ("ordinarie_anstallning", FAR | {"wished_ssyk": "5330"}, {"slot": {"weeks": 26}},
         ("0.39", "0.18", "0.21", "0.9", "medium", "1", "judgement")),
        # A study with a comparison behind it: E15 gives 0.13, low end 0.04.
        ("nystartsjobb", SHORT, {}, ("0.31", "0.18", "0.13", "0.75", "medium", "0", "effect")),
        # It runs on the date and adds no more: at a company. At the municipality it is no work then.
        ("nystartsjobb", SHORT, {"slot": {"weeks": 104}},
         ("0.31", "0.18", "0.13", "0.75", "medium", "0", "effect")),
        ("nystartsjobb", SHORT | {"wished_ssyk": "5330"}, {"slot": {"weeks": 104}, "sector": "department"},
         ("0.11", "0.18", "-0.07", "0.9", "uncertain", "1", "judgement")),
        # Begins in the last week that the date lets pass, and after it.
        ("nystartsjobb", SHORT, {"slot": {"start_week": "2028-W21"}},
         ("0.31", "0.18", "0.13", "0.75", "medium", "0", "effect")),
        ("nystartsjobb", SHORT | {"wished_ssyk": "5330"}, {"slot": {"start_week": "2028-W22"}},
         ("0.18", "0.18", "0", "0.9", "uncertain", "1", "judgement")),
        # In the municipality's ordinary work, in constructed work, and where nobody says which.
        ("bea_jobb", LONG, {"slot": {"workplace_kind": "ordinary"}, "sector": "department"},
         ("0.43", "0.36", "0.07", "0.75", "medium", "0", "judgement")),
        ("bea_jobb", LONG, {"slot": {"workplace_kind": "constructed"}, "sector": "municipal_company"},
         ("0.33", "0.36", "-0.03", "0.75", "uncertain", "0", "judgement")),
        ("bea_jobb", LONG, {"sector": "department"},
         ("0.38", "0.36", "0.02", "0.75", "uncertain", "0", "judgement")),
        # No effect at all: work training within the first year.
        ("arbetstraning", LONG | {"months_unemployed": 11.9}, {},
         ("0.50", "0.50", "0", "0.75", "uncertain", "0", "judgement")),
        # Blanks: short, 12 to 23 months, low: 0.18, and 0.01 for a work placement there.
        ("arbetspraktik", {"education_level": None, "swedish_level": None, "months_unemployed": None}, {},
         ("0.19", "0.18", "0.01", "0.75", "uncertain", "0", "effect")),
    ],
)  # fmt: skip
def test_an_effect_is_that_of_the_segment_the_workplace_and_the_state_on_the_date(
    week: Week, rule: str, person: dict[str, Any], more: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert_worth(week, rule, person, more, expected)


def without(text: str, rule: str) -> str:
    """A table without the rows of a rule."""
    return re.sub(rf"^{rule},.*\n", "", text, flags=re.MULTILINE)


def test_everybody_is_in_the_same_segment(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible")
    stated = [*product((None, *range(7)), (None, 0, 11.9, 12, 23.9, 24, 60), (None, *SWEDISH_LEVELS))]
    for number, (education, months, swedish) in enumerate(stated):
        given.person(f"P{number}", education_level=education, months_unemployed=months, swedish_level=swedish)
    facts = facts_of(given.scenario())
    model = facts.scenario.assumptions.outcome
    assert isinstance(model, OutcomeModel)
    shape = model.shape
    for number, (education, months, swedish) in enumerate(stated):
        own = segment(facts, facts.people[f"P{number}"])
        classes = shape.education_class(education), shape.months_class(months), shape.swedish_class(swedish)
        assert (own.education, own.months, own.swedish) == classes


def test_a_form_that_the_model_does_not_know_adds_what_fits_alone_to_planner_and_verifier(tmp_path: Path) -> None:
    write_copy(tmp_path / "scenario", "outcome", "evidence/2", lambda _file, text: without(text, "arbetspraktik"))
    given = Given(tmp_path, candidates="eligible").add("programmes", programme_id="P", rule="arbetspraktik")
    given.models["outcome"] = "ours"
    given.change("employers", "E1", collective_agreement="yes").add("supervisors", supervisor_id="V1")
    given.person("P1", wished_ssyk="5330", months_unemployed=30, registered_status="JoB", age=30)
    given.slot("S1", programme_ids="P", ssyk="5330", supervisor_id="V1", union_consulted_on="2026-11-01")
    plan = given.plan()
    # Nothing is known of the form, and a wished occupation adds 0.03 of itself.
    assert plan.instance.candidates["uplift"].tolist() == [pytest.approx(0.03)]
    assert objections(plan, tmp_path / "plan") == []
