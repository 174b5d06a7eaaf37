"""Modules before a place: the one that closes every gap of a pair in time, found from the raw tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.modules import Module
from planner.schema.tables import Jobseeker, Slot
from planner.verification.money import exact
from planner.verification.remembered import remembered

if TYPE_CHECKING:
    from planner.verification.facts import Facts
    from planner.verification.offers import Offer


@dataclass(frozen=True, eq=False)
class Bridge:
    """A module that a person takes before a place: from which week, and which gates it closes."""

    module: Module
    first: int
    closes: frozenset[str]

    @property
    def cost(self) -> Decimal:
        """What it costs for the person, SEK."""
        return exact(self.module.cost_sek)

    @property
    def weeks(self) -> range:
        """The weeks that it takes."""
        return range(self.first, self.first + self.module.weeks)

    def added_to(self, on_line: dict[str, Decimal]) -> dict[str, Decimal]:
        """What a place and the module together cost on each line."""
        line = self.module.funding_id
        return on_line if line is None else on_line | {line: on_line.get(line, Decimal(0)) + self.cost}


def bridge(facts: Facts, person: Jobseeker, offer: Offer) -> Bridge | None:
    """The module of a pair: of those that close its gaps in time the one of least cost, fewest weeks, first id."""
    if not facts.modules or facts.settings.candidates == "listed":
        return None
    gaps = gaps_of(person, offer.slot) - _overridden(facts, person, offer.slot)
    if not gaps:
        return None
    fitting = [
        one for one in facts.modules if gaps <= closes(one, person, offer.slot) and in_time(facts, one, person, offer)
    ]
    if not fitting:
        return None
    best = min(fitting, key=lambda one: (one.cost_sek, one.weeks, one.module_id))
    return Bridge(best, begins(facts, best, person), frozenset(gaps))


def gaps_of(person: Jobseeker, slot: Slot) -> set[str]:
    """The gates of Swedish, licence and skills that refuse a pair without a module."""
    asked, level = slot.min_swedish, person.swedish_level
    refused = {
        "swedish": asked is not None and (level is None or _rank(asked) > _rank(level)),
        "driving_licence": not set(slot.driving_licence) <= set(person.driving_licence),
        "skills": not set(slot.skills) <= set(person.skills),
    }
    return {name for name, refuses in refused.items() if refuses}


def closes(module: Module, person: Jobseeker, slot: Slot) -> set[str]:
    """The gates that let the pair pass after the module; none where the person's Swedish does not suffice for it."""
    level, reached = person.swedish_level, module.gives_swedish
    if module.from_swedish is not None and (level is None or _rank(level) < _rank(module.from_swedish)):
        return set()
    after = max(-1 if level is None else _rank(level), -1 if reached is None else _rank(reached))
    passes = {
        # A blank level stays a blank: nobody knows whether the module suffices.
        "swedish": slot.min_swedish is None or (level is not None and after >= _rank(slot.min_swedish)),
        "driving_licence": set(slot.driving_licence) <= {*person.driving_licence, *module.gives_licence},
        "skills": set(slot.skills) <= {*person.skills, *module.gives_skills},
    }
    return {name for name, is_closed in passes.items() if is_closed}


def begins(facts: Facts, module: Module, person: Jobseeker) -> int:
    """The week in which the person begins a module: its own, the one after the plan week, or when available."""
    return max(facts.week + 1, *(int(week) for week in (module.start_week, person.available_from) if week is not None))


def in_time(facts: Facts, module: Module, person: Jobseeker, offer: Offer) -> bool:
    """Whether the person's module ends before the week in which the place starts."""
    return begins(facts, module, person) + module.weeks <= offer.first


def _overridden(facts: Facts, person: Jobseeker, slot: Slot) -> set[str]:
    """The gates that a signed pin of the pair overrides."""
    return set(facts.settings.may_override) if (person.jobseeker_id, slot.slot_id) in _signed(facts) else set()


@remembered(16)
def _signed(facts: Facts) -> frozenset[tuple[str, str]]:
    rows = (row for row in facts.decisions if row.decision == "pin" and row.by and row.motive)
    return frozenset((row.jobseeker_id, str(row.slot_id)) for row in rows)


def _rank(level: str) -> int:
    return SWEDISH_LEVELS.index(level)
