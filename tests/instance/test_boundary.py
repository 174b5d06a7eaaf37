"""The instance is the boundary: no room above it looks behind it, into tables, assumptions or the grid of gates."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planner

HOME = Path(planner.__file__).resolve().parent
ABOVE = ("formulation", "solving", "explanation", "planning", "studies", "reports", "cli")
# Of whatever object they are asked: what a scenario holds, and how candidates were found.
BEHIND = {"tables", "assumptions", "grid", "pool", "by_person", "by_slot"}
# Of `eligibility`: its tables, which the instance has questions for.
OF_ELIGIBILITY = {"table", "offers", "lines"}
EXCEPTIONS = {
    "formulation/approaches.py": "whom an employer was asked to meet stands in rows that no instance keeps",
    "studies/audit.py": "table audit is in no instance, so that no plan can depend on it",
    "studies/public_record.py": "it speaks of the models' own cards, of a scenario that is not planned again",
    "solving/infeasibility/cells.py": "it speaks of rows of the user's own files, whatever table and key they are of",
    "studies/compare.py": "two scenarios are held against each other, of which one may have no plan yet",
    "studies/study.py": "what-ifs are read, and judged beside their base, before there is an instance",
    "studies/simulation/request.py": "a history and a change are judged beside their scenario, before an instance",
    "studies/simulation/templates.py": "people and slots of two scenarios become templates of one wide scenario",
    "planning/previous.py": "the previous plan becomes rows of a scenario, before there is an instance",
    "planning/pins.py": "pins are judged on a scenario that may have faults still, of which no instance is made",
}


def is_scenario_of_instance(node: ast.AST | None) -> bool:
    """Whether this is `instance.scenario`. As a whole it may be handed on, but not asked, nor kept under a name."""
    return isinstance(node, ast.Attribute) and ast.unparse(node).split(".")[-2:] == ["instance", "scenario"]


def looked_behind(source: str) -> Iterator[str]:
    """What a module reads behind the instance, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and is_scenario_of_instance(node.value):
            yield f"line {node.lineno}: {ast.unparse(node)}"
        if not isinstance(node, ast.Attribute):
            continue
        is_of_eligibility = ast.unparse(node.value).split(".")[-1] == "eligibility"
        is_behind = node.attr in BEHIND or is_scenario_of_instance(node.value)
        if is_behind or (is_of_eligibility and node.attr in OF_ELIGIBILITY):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def modules() -> list[str]:
    return sorted(path.relative_to(HOME).as_posix() for room in ABOVE for path in (HOME / room).rglob("*.py"))


@pytest.mark.parametrize("module", modules())
def test_no_room_above_the_instance_looks_behind_it(module: str) -> None:
    found = list(looked_behind((HOME / module).read_text(encoding="utf-8")))
    if module in EXCEPTIONS:
        assert found, f"{module} is no exception any more: take it off the list."
    else:
        assert not found, f"Ask Instance, or give it the question: {found}"


@pytest.mark.parametrize(
    "source",
    [
        'instance.scenario.tables["slots"]',
        "instance.scenario.week",
        "self.plan.instance.scenario.solve.seed",
        "scenario = instance.scenario",
        "scenario: Scenario = instance.scenario",
        "if scenario := instance.scenario: pass",
        "scenario.assumptions.rules",
        'instance.eligibility.grid.gates["rule_dates"]',
        "self.plan.instance.eligibility.offers",
        "eligibility.offers",
    ],
)
def test_a_look_behind_the_instance_is_noticed(source: str) -> None:
    assert len(list(looked_behind(source))) == 1


def test_the_scenario_may_be_handed_on_as_a_whole() -> None:
    assert not list(looked_behind("same_week(base.instance.scenario, what_if.instance.scenario)"))
