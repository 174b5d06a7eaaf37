"""One rule, one name: program, verifier, text, docs and tests speak of the same ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner import verification
from planner.explanation import limit_text
from planner.explanation.texts import Language
from planner.formulation import RULES, rules

ROOT = Path(__file__).resolve().parents[2]
NAMES = {rule.__name__ for rule in RULES}


def rows_of_section(heading: str, columns: str) -> set[str]:
    """First cells of the table under a heading of docs/method.md; `columns` is the beginning of its header."""
    section = (ROOT / "docs" / "method.md").read_text(encoding="utf-8").split(f"\n## {heading}", 1)[1].split("\n## ")[0]
    table = section.split(f"| {columns}", 1)[1].split("\n\n")[0]
    return set(re.findall(r"^\| (\w+) \|", table, flags=re.MULTILINE))


def test_every_rule_lies_in_the_file_of_its_name() -> None:
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == NAMES
    assert len(RULES) == len(NAMES)


def test_the_verifier_has_the_same_rules() -> None:
    assert {rule.name for rule in verification.RULES} == NAMES


def test_every_rule_has_a_line_in_the_docs() -> None:
    assert rows_of_section("Hard rules", "rule |") == NAMES


def test_every_rule_has_golden_texts() -> None:
    tests = ROOT / "tests" / "formulation" / "rules"
    assert {path.stem.removeprefix("test_") for path in tests.glob("test_*.py")} == NAMES


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_rule_has_a_text_of_its_own(language: Language) -> None:
    texts = [limit_text((name, ("X1", "limit", "2026-W48")), language) for name in NAMES]
    assert all(texts)
    assert len(set(texts)) == len(NAMES)
    with pytest.raises(KeyError):
        limit_text(("no_rule", ("X1",)), language)
