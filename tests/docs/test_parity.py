"""Each rule, goal and gate has one name, and every place that must know it does."""

import re

from planner.candidates import GATE_NAMES
from planner.explanation.texts import GATES, limit_text
from planner.explanation.texts import GOALS as GOAL_TEXTS
from planner.formulation.goals import GOALS
from planner.formulation.rules import RULES
from planner.verification.rules import RULES as VERIFIED
from tests.docs.pages import ROOT


def section(title: str) -> list[str]:
    """The first cells of the first table below a heading of docs/method.md; a cell may hold several names."""
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8").split(f"\n## {title}\n")[1]
    table = next(part for part in text.split("\n\n") if part.lstrip().startswith("|"))
    cells = [row.split("|")[1] for row in table.strip().splitlines()[2:]]
    return [name.strip() for cell in cells for name in cell.split(",")]


def test_every_rule_is_formulated_verified_told_documented_and_tested() -> None:
    names = {rule.__name__ for rule in RULES}
    assert {rule.name for rule in VERIFIED} == names
    assert set(section("Hard rules")) == names
    assert all(limit_text((name, ("S1", "P1", "T")), language) for name in names for language in ("sv", "en"))
    for folder in ("planner/formulation/rules", "planner/verification/rules"):
        assert names <= {path.stem for path in (ROOT / folder).glob("*.py")}
    assert names == {path.stem.removeprefix("test_") for path in (ROOT / "tests/formulation/rules").glob("test_*.py")}


def test_every_goal_is_formulated_told_documented_and_tested() -> None:
    assert set(GOALS) <= set(GOAL_TEXTS)
    assert section("Goals, one after the other") == list(GOALS)
    assert set(GOALS) == {
        path.stem.removeprefix("test_") for path in (ROOT / "tests/formulation/goals").glob("test_*.py")
    }


def test_every_gate_is_told_and_documented_in_its_order() -> None:
    told = [name for name in GATE_NAMES if not name.endswith("_unknown")]
    assert set(told) == set(GATES)
    assert section("Candidates") == told


def test_method_has_no_heading_twice() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs" / "method.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(headings) == len(set(headings))
