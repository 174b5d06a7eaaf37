"""One constraint, one name: program, verifier, text, docs and tests speak of the same ones."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner import verification
from planner.explanation import limit_text
from planner.formulation import CONSTRAINTS, constraints
from planner.instance import Instance
from planner.schema.rows import Rows
from planner.texts import languages, speaking

ROOT = Path(__file__).resolve().parents[2]
NAMES = {constraint.__name__ for constraint in CONSTRAINTS}
Constraint = Callable[[Instance], Rows]


def rows_of_section(heading: str, columns: str) -> set[str]:
    """First cells of the table under a heading of docs/method.md; `columns` is the beginning of its header."""
    section = (ROOT / "docs" / "method.md").read_text(encoding="utf-8").split(f"\n## {heading}", 1)[1].split("\n## ")[0]
    table = section.split(f"| {columns}", 1)[1].split("\n\n")[0]
    return set(re.findall(r"^\| (\w+) \|", table, flags=re.MULTILINE))


def test_every_rule_lies_in_the_file_of_its_name() -> None:
    files = {path.stem for path in Path(constraints.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == NAMES
    assert len(CONSTRAINTS) == len(NAMES)


def test_the_verifier_has_the_same_rules() -> None:
    assert {constraint.name for constraint in verification.CONSTRAINTS} == NAMES


def test_every_rule_of_the_verifier_lies_in_the_file_of_its_name() -> None:
    files = {path.stem for path in Path(verification.constraints.__file__).parent.glob("*.py")} - {"__init__", "row"}
    assert {constraint.name for constraint in verification.CONSTRAINTS} == files
    for name in files:
        assert importlib.import_module(f"planner.verification.constraints.{name}").CONSTRAINT.name == name


def test_every_rule_has_a_line_in_the_docs() -> None:
    assert rows_of_section("Hard constraints", "constraint |") == NAMES


def raised(rows: Rows) -> Rows:
    """The rows with every limit one higher."""
    return replace(rows, lower=rows.lower + 1, upper=rows.upper + 1)


@pytest.mark.parametrize("change", [lambda rows: Rows(rows.constraint), raised], ids=["no rows", "other limits"])
@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda constraint: constraint.__name__)
def test_golden_texts_of_a_rule_fail_once_the_rule_states_something_else(
    constraint: Constraint,
    change: Callable[[Rows], Rows],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    tests = importlib.import_module(f"tests.formulation.constraints.test_{constraint.__name__}")
    texts = [test for name, test in vars(tests).items() if name.startswith("test_")]
    monkeypatch.setattr(tests, constraint.__name__, lambda instance: change(constraint(instance)))

    def holds(test: Callable[[Path], None]) -> bool:
        try:
            test(tmp_path_factory.mktemp("golden"))
        except AssertionError:
            return False
        return True

    assert not all(holds(test) for test in texts)


@pytest.mark.parametrize("language", languages())
def test_every_rule_has_a_text_of_its_own(language: str) -> None:
    with speaking(language):
        texts = [limit_text((name, ("X1", "limit", "2026-W48"))) for name in NAMES]
        assert all(texts)
        assert len(set(texts)) == len(NAMES)
        with pytest.raises(KeyError):
            limit_text(("no_rule", ("X1",)))
