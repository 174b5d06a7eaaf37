"""Groups of people and the lottery among equals."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

import numpy as np

from planner.inputs.patches import column_meets
from planner.instance.instance import Instance
from planner.schema.arrays import Bools, Values
from planner.schema.models import PointsModel
from planner.schema.scenario import Scenario
from planner.schema.settings import NO_GROUP
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label


def lottery_numbers(scenario: Scenario, keys: Iterable[str]) -> Values:
    """A number in [0, 1) for each key: another one each week, and the same on every computer.

    It is the SHA-256 of `<seed of the lot>|<plan week>|<key>`. Without the week, the same people would lose every tie.
    """
    draw = f"{scenario.seed_of_lot}|{week_label(scenario.week)}"
    return np.array([_number(f"{draw}|{key}") for key in keys], dtype=float)


def standing_numbers(scenario: Scenario, keys: Iterable[str]) -> Values:
    """A number in [0, 1) for each key that stays from week to week: SHA-256 of `<lottery_seed>|<key>`.

    It breaks ties in baseline at the edge of a quarter, so that nobody enters or leaves a group by the draw of a week.
    """
    return np.array([_number(f"{scenario.lottery_seed}|{key}") for key in keys], dtype=float)


def _number(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def members(scenario: Scenario, baseline: Values) -> dict[str, Bools]:
    """Members of each declared group, and of the quarters of lowest and highest baseline; by row of jobseekers.

    People whose entry_groups are stated are in the groups and quarters that these name, whatever the columns say today.
    Where the outcome model counts points nobody has a baseline, and the quarters are empty.
    """
    fixed = scenario.tables["jobseekers"]["entry_groups"].tolist()
    stated = np.array([bool(names) for names in fixed], dtype=bool)
    now = _members_today(scenario, baseline)
    if not stated.any():
        return now
    return {
        name: np.where(stated, np.array([name in names for names in fixed], dtype=bool), member)
        for name, member in now.items()
    }


def groups_now(instance: Instance) -> dict[str, tuple[str, ...]]:
    """By jobseeker_id the groups and quarters that they are in, as entry_groups holds them: NO_GROUP alone for none."""
    people = instance.people["jobseeker_id"].tolist()
    found: dict[str, list[str]] = {person: [] for person in people}
    for name, member in sorted(instance.groups.items()):
        for person in np.flatnonzero(member).tolist():
            found[people[person]].append(name)
    return {person: tuple(names) or (NO_GROUP,) for person, names in found.items()}


def _members_today(scenario: Scenario, baseline: Values) -> dict[str, Bools]:
    people = scenario.tables["jobseekers"]
    fields = TABLES["jobseekers"].row.model_fields
    groups = {}
    for name, group in sorted(scenario.groups.items()):
        if group.tag is not None:
            groups[name] = np.array([group.tag in tags for tags in people["groups"]], dtype=bool)
        elif group.column is not None:
            groups[name] = column_meets(people[group.column], fields[group.column], group.where)
    order = np.lexsort((standing_numbers(scenario, people["jobseeker_id"]), baseline))
    is_ranked = not isinstance(scenario.assumptions.outcome, PointsModel)
    quarter = math.ceil(len(people) / 4) if is_ranked else 0
    groups["hardest_quarter"] = np.isin(np.arange(len(people)), order[:quarter])
    groups["easiest_quarter"] = np.isin(np.arange(len(people)), order[len(people) - quarter :])
    return groups
