"""One gate and one goal, one name: texts in both languages, docs and policy speak of the same ones."""

from __future__ import annotations

from pathlib import Path

from planner.candidates import GATE_NAMES
from planner.explanation import GATES
from planner.explanation import GOALS as TEXTS
from planner.explanation.texts import gate_text
from planner.formulation import GOALS, goals
from planner.schema.settings import GOALS as NAMED
from planner.texts import languages, speaking
from planner.verification import goal_values
from planner.verification.person_gates import PERSON_GATES
from planner.verification.slot_gates import SLOT_GATES
from tests.parity.test_constraints import ROOT, rows_of_section
from tests.scenarios import Given


def test_every_gate_has_texts_a_docs_line_and_a_second_writing_in_the_same_order() -> None:
    assert set(GATES) == set(GATE_NAMES)
    assert rows_of_section("Candidates", "gate |") == set(GATE_NAMES)
    assert tuple(gate.__name__ for gate in (*SLOT_GATES, *PERSON_GATES)) == GATE_NAMES
    for name in GATE_NAMES:
        texts = []
        for language in languages():
            with speaking(language):
                texts += [gate_text(f"{name}{unknown}") for unknown in ("", "_unknown")]
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_every_goal_has_texts_a_docs_line_tests_and_a_second_writing() -> None:
    files = {path.stem for path in Path(goals.__file__).parent.glob("*.py")} - {"__init__"}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests/formulation/goals").glob("test_*.py")}
    assert files == set(GOALS) == set(NAMED) == tests
    assert set(GOALS) <= set(TEXTS)
    assert rows_of_section("Goals, one after the other", "goal |") == set(GOALS)
    assert set(goal_values.GOALS) == set(GOALS) - {"outcome"}


# Goals that a municipality names where it wants them, or that a setting asks for; docs/method.md says what they cost.
BY_CHOICE = {"own_residents", "group_floor", "max_min", "leximin"}


def test_the_shipped_policy_orders_every_goal_but_those_by_choice_and_says_what_each_may_cost(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible")
    del given.settings["goals"]
    settings = given.scenario().settings
    assert set(settings.goals) == set(GOALS) - BY_CHOICE
    assert set(settings.may_cost) == set(settings.goals)
