"""Who is in a group, and the lottery number that breaks ties."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.schema.columns import kind_of
from planner.schema.models import PointsModel
from planner.schema.scenario import Scenario
from planner.schema.settings import Group
from planner.schema.tables import Jobseeker
from planner.schema.weeks import week_label
from planner.verification.facts import Facts
from planner.verification.remembered import remembered
from planner.verification.worth import baseline

# Seeds lie below this.
MODULUS = 2**31
HARDEST_QUARTER, EASIEST_QUARTER = "hardest_quarter", "easiest_quarter"


def seed_of_lot(scenario: Scenario) -> int:
    """The seed of the draw's result, else lottery_seed: docs/method.md, *The lot*."""
    draw = scenario.draw
    if draw is None or draw.result is None:
        return scenario.lottery_seed
    parts = (str(draw.frozen), draw.draw, f"{draw.on:%Y-%m-%d}", _plain(draw.result))
    digest = hashlib.sha256("|".join(parts).encode("utf-8")).hexdigest()
    return int(digest[:8], 16) % MODULUS


def _plain(result: str) -> str:
    """The words and numbers of a result in small letters, numbers without leading zeros, sorted."""
    text = unicodedata.normalize("NFKC", result).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    return " ".join(sorted(str(int(word)) if word.isdecimal() else word for word in words))


def lottery_number(facts: Facts, key: str) -> float:
    """The first eight bytes of SHA-256 of `<seed of the lot>|<plan week>|<key>`, as a fraction of 2^64."""
    return _number(f"{seed_of_lot(facts.scenario)}|{week_label(facts.scenario.week)}|{key}")


def standing_number(facts: Facts, key: str) -> float:
    """The same of `<lottery_seed>|<key>`, so that it stays from week to week."""
    return _number(f"{facts.scenario.lottery_seed}|{key}")


def _number(text: str) -> float:
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


@remembered(32)
def members(facts: Facts, name: str) -> frozenset[str]:
    """The ids of the people in a group: those whose groups at entry name it, and of the others those of today."""
    fixed = {person_id: person.entry_groups for person_id, person in facts.people.items() if person.entry_groups}
    own = {person_id for person_id in _members_today(facts, name) if person_id not in fixed}
    return frozenset(own | {person_id for person_id, names in fixed.items() if name in names})


def _members_today(facts: Facts, name: str) -> frozenset[str]:
    """A tag, a column, or a quarter by baseline, empty where points count."""
    group = facts.scenario.groups.get(name)
    if group is not None:
        return frozenset(person_id for person_id, person in facts.people.items() if is_member(group, person))
    if name not in {HARDEST_QUARTER, EASIEST_QUARTER} or isinstance(facts.scenario.assumptions.outcome, PointsModel):
        return frozenset()
    order = sorted(facts.people.values(), key=lambda p: (baseline(facts, p), standing_number(facts, p.jobseeker_id)))
    quarter = math.ceil(len(order) / 4)
    own = order[:quarter] if name == HARDEST_QUARTER else order[len(order) - quarter :]
    return frozenset(person.jobseeker_id for person in own)


def is_member(group: Group, person: Jobseeker) -> bool:
    """Whether a person has the group's tag, or meets its condition on a column; a blank never does."""
    if group.tag is not None:
        return group.tag in person.groups
    cell = getattr(person, str(group.column))
    if cell is None:
        return False
    if isinstance(group.where, Mapping):
        low, high = group.where.get("min"), group.where.get("max")
        return (low is None or cell >= _read(group, low)) and (high is None or cell <= _read(group, high))
    any_of = [_read(group, item) for item in (group.where if isinstance(group.where, list) else [group.where])]
    if isinstance(cell, tuple):
        return any(set(words) & set(cell) for words in any_of)
    return cell in any_of


def _read(group: Group, item: object) -> Any:  # noqa: ANN401 - whatever a cell of the column holds
    """A value of scenario.toml read as a cell of the group's column."""
    if isinstance(item, bool):
        text = "yes" if item else "no"
    else:
        text = item.isoformat() if isinstance(item, date) else str(item)
    return kind_of(Jobseeker.model_fields[str(group.column)]).parse(text)
