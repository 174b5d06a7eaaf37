"""The verifier shares with planning what docs/method.md lists, and takes no law and no worth from anybody else."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from planner import schema
from planner.schema import models

ROOT = Path(__file__).resolve().parents[2]
# What the classes of schema can do beside holding values, and the verifier asks of them: which files a model came
# from, and the labels of occupations.
ASKED = {"Assumptions.stored", "OccupationsModel.labels"}


def trees() -> Iterator[ast.Module]:
    """Every module of the verifier, parsed."""
    files = sorted((ROOT / "planner" / "verification").rglob("*.py"))
    assert files
    return (ast.parse(path.read_text(encoding="utf-8")) for path in files)


def imported() -> set[str]:
    """The modules of planner that the verifier imports from outside itself."""
    modules: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            modules.add(str(node.module))
        elif isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
    own = {name for name in modules if name.split(".")[0] == "planner"}
    return {name for name in own if not name.startswith("planner.verification")}


def abilities() -> dict[str, set[str]]:
    """The public methods and properties of the classes of schema: by name, those of which classes."""
    found: dict[str, set[str]] = {}
    for module in pkgutil.walk_packages(schema.__path__, f"{schema.__name__}."):
        for kind in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(kind) and kind.__module__.startswith(schema.__name__):
                for name, value in vars(kind).items():
                    is_ability = inspect.isfunction(value) or isinstance(
                        value, (property, cached_property, classmethod, staticmethod)
                    )
                    if is_ability and not name.startswith("_"):
                        found.setdefault(name, set()).add(f"{kind.__name__}.{name}")
    return found


def test_what_the_verifier_shares_with_planning_is_what_the_docs_list() -> None:
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    table = page.split("| shared code |", 1)[1].split("\n\n")[0]
    listed = {name for row in table.splitlines() for name in re.findall(r"`(planner[\w.]*)`", row.split(" | ")[0])}
    assert imported() == listed


def test_each_file_of_a_plan_is_told_of_in_one_row() -> None:
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    table = page.split("| file | held against the tables |", 1)[1].split("\n\n")[0]
    files = [row.split(" | ")[0] for row in table.splitlines()]
    assert sorted(set(files)) == sorted(files)


def test_no_method_of_a_model_or_a_setting_decides_for_the_verifier() -> None:
    of_models = {
        name: owners
        for name, owners in abilities().items()
        if any(hasattr(models, owner.split(".")[0]) for owner in owners)
    }
    assert {"rule", "lower_fees_on", "sure_of", "education_class", "stored", "labels"} <= of_models.keys()
    asked = set()
    for tree in trees():
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            # `row.rule` names a rule, and `row.on` is a day; `pack.rule(...)` would be the rule as planning has it.
            if isinstance(node, ast.Attribute) and (node.attr not in {"rule", "on"} or id(node) in called):
                asked |= of_models.get(node.attr, set())
    assert asked == ASKED
