"""Small weeks that are asked: planned, opened, and planned again with something else from nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from planner.errors import PlannerError
from planner.planning import Plan, make_plan, reopened
from planner.questions import Asking
from planner.schema.scenario import Scenario
from tests.scenarios import Given, crowded

OUTCOME = ("outcome",)
# Plans are compared to so much: what questions take for nothing.
SAME = 1e-4


def week(seed: int, goals: tuple[str, ...] = OUTCOME, people: int = 14) -> Given:
    """A crowded week with these goals alone, in a folder of its own."""
    given = crowded(Path(mkdtemp(prefix="asked")), people, seed=seed)
    given.settings["goals"] = list(goals)
    return given


@cache
def planned(seed: int, goals: tuple[str, ...] = OUTCOME) -> Plan:
    """Its plan; equal weeks are planned once."""
    return week(seed, goals).plan()


@contextmanager
def asked(plan: Plan) -> Iterator[Asking]:
    """A plan that is asked."""
    with Asking(reopened(plan)) as asking:
        yield asking


def again(given: Given) -> float | None:
    """The outcome of the week planned anew; None where its demands clash."""
    try:
        return make_plan(given.at(given.home / "again").scenario()).file.value
    except PlannerError:
        return None


def copied(given: Given) -> Given:
    """The same week, to be changed."""
    return deepcopy(given)


def positions(scenario: Scenario, table: str) -> list[str]:
    """The ids of a table by position."""
    return [str(one) for one in scenario.tables[table].iloc[:, 0]]


def plain(document: object) -> object:
    """A document as JSON has it."""
    return json.loads(json.dumps(document))
