"""What is to be simulated, and what is refused beforehand: a history that does not fit, weeks without places."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from planner.errors import Fault, InputFaults, UsageFault
from planner.inputs import scenario_files
from planner.schema.arrays import Positions
from planner.schema.models import SimulationModel
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_label
from planner.studies.simulation.policies import NOTHING_HELD, POLICIES, PolicyName
from planner.studies.simulation.prices import AHEAD, FUTURES, Imagined
from planner.studies.simulation.templates import Templates, templates, with_nothing_held
from planner.studies.simulation.world import Rates, money_of
from planner.studies.sweeping import digest, versions
from planner.texts import _, listed

# So many weeks are simulated at most: beyond ten years nothing of today's scenario is left.
MOST_WEEKS, MOST_SEEDS = 520, 1000
# So many people are imagined in all futures of a week together, if one future has not more.
MOST_IMAGINED = 10_000


@dataclass(frozen=True)
class SimulationRequest:
    """A scenario whose weeks are simulated: for so many weeks, in the worlds of seeds 1 and up, under some policies.

    Those who come are copies of people of `history` who came in a stated week, where there is one, else of the
    scenario's own. `model` has the figures that worlds are drawn from. Hindsight is always among the policies that are
    run, since all are held against it. What `change` has more, slots, places and money, comes after `change_after`
    weeks. A what-if is held against a `base`, and its worlds are drawn beside those of it.
    """

    scenario: Scenario = field(repr=False)
    model: SimulationModel = field(repr=False)
    policies: tuple[PolicyName, ...] = POLICIES
    weeks: int = 52
    seeds: int = 20
    history: Scenario | None = field(default=None, repr=False)
    change: Scenario | None = field(default=None, repr=False)
    change_after: int = 13
    base: SimulationRequest | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Leave out the policy without held places where none is held: it would be greedy again."""
        if self.scenario.tables["held_places"].empty:
            kept = tuple(name for name in self.policies if name != NOTHING_HELD)
            object.__setattr__(self, "policies", kept)

    @property
    def cells(self) -> list[tuple[int, PolicyName]]:
        """Every seed and policy that is run, in the order of their numbers."""
        run = [name for name in POLICIES if name in self.policies or name == "hindsight"]
        return [(seed, name) for seed in range(1, self.seeds + 1) for name in run]

    @cached_property
    def templates(self) -> Templates:
        """The templates, once for all worlds."""
        history = None if self.history is None else _dated(self.history)
        if self.change is None:
            return templates(self.scenario, history, base=None if self.base is None else self.base.templates)
        past = {name: self.scenario.tables[name] for name in _PAST}
        change = replace(self.change, tables={**self.change.tables, **past})
        return templates(self.scenario, history, (change, self.scenario.week + self.change_after))

    @cached_property
    def templates_with_nothing_held(self) -> Templates:
        """Those of the same people, slots and money where no place is held for a next step."""
        change = None if self.change is None else with_nothing_held(self.change)
        return replace(self, scenario=with_nothing_held(self.scenario), change=change).templates

    @property
    def came(self) -> tuple[int, int, int] | None:
        """How many people of the history came in stated weeks, the first of these weeks and the last; None without."""
        if self.history is None:
            return None
        weeks = _dated(self.history).tables["jobseekers"]["available_from"].to_numpy(dtype=np.int64)
        return len(weeks), int(weeks.min()), int(weeks.max())

    @property
    def rates(self) -> Rates:
        """The figures of its worlds; where there is a history, people come as often as they came there."""
        figures, answers = self.model.figures, self.scenario.assumptions.futures.figures
        if self.came is None:
            return Rates(figures, answers, figures.arrivals.value * self.templates.num_waiting)
        number, first, last = self.came
        return Rates(figures, answers, number / (last - first + 1))

    @property
    def money(self) -> dict[str, float]:
        """By budget line that pays for some place, the SEK of the simulated weeks, what a change adds included."""
        made = self.templates
        left, more = money_of(made, self.weeks)
        pays = (made.money.shares > 0).any(axis=0)
        return {made.lines[n]: float(left[n] + more[n]) for n in np.flatnonzero(pays).tolist()}

    @property
    def may_come(self) -> Positions | None:
        """Whose copies a policy expects: those of the history; without one None, those who have come so far."""
        return None if self.history is None else np.flatnonzero(self.templates.may_come)

    def imagined(self, seed: int) -> Imagined:
        """The futures that policy potentials imagines: fewer where many people wait, so that a week takes seconds."""
        people = self.templates.num_waiting + self.rates.per_week * AHEAD
        futures = max(min(FUTURES, int(MOST_IMAGINED // max(people, 1.0))), 1)
        return Imagined(seed, self.may_come, futures)

    def identity(self) -> dict[str, object]:
        """What sets its folder apart from that of another, as `SweepFolder` has it."""
        stated = {"policies": self.policies, "weeks": self.weeks, "seeds": self.seeds}
        history, change = (None if one is None else scenario_hash(one) for one in (self.history, self.change))
        return {
            "name": self.scenario.name,
            "study": digest([stated, history, change, None if change is None else self.change_after]),
            "base": digest([scenario_hash(self.scenario), self.model.figures.model_dump(mode="json")]),
            "program": digest(versions()),
            "versions": versions(),
        }

    def refuse_unsound(self) -> None:
        """Raise InputFaults for a history that does not fit, UsageFault where nothing can be planned until the end."""
        if self.history is not None:
            refuse_history(self.scenario, self.history)
        if self.change is not None:
            _refuse_change(self.scenario, self.change)
            if not 0 < self.change_after < self.weeks:
                msg = _("A change comes after 1 to {most} of {weeks} weeks, not after {number}.", most=self.weeks - 1,
                        weeks=self.weeks, number=self.change_after)  # fmt: skip
                raise UsageFault(msg)
        if not self.policies:
            raise UsageFault(_("No place is held in this scenario, so there is nothing to leave open."))
        made = self.templates
        if not made.columns["is_column"].any():
            raise UsageFault(_("There is nothing to simulate: no person may be placed in any slot with a gain."))
        figures = self.model.figures
        if figures.new_places.value > 0 or (figures.returns.value > 0 and len(made.running)):
            return
        last = int(made.open["start"].max()) if len(made.open) else made.week - 1
        if made.week + self.weeks - 1 > last:
            msg = _("No slot begins after {week}, and in the model of simulation no place comes anew or comes back: "
                    "--weeks {weeks} goes beyond. Name at most {most}.", week=week_label(last), weeks=self.weeks,
                    most=max(last - made.week + 1, 0))  # fmt: skip
            raise UsageFault(msg)


def policies_of(words: Sequence[str]) -> tuple[PolicyName, ...]:
    """The policies that are named, several with commas between them too, in the order of POLICIES; all where none is.

    Raises UsageFault for other words, an empty one too.
    """
    named = {word.strip() for several in words for word in several.split(",")}
    if unknown := sorted(named - set(POLICIES)):
        msg = _('"{name}" is no policy. There are {names}.', name=unknown[0], names=listed(list(POLICIES)))
        raise UsageFault(msg)
    return tuple(name for name in POLICIES if not named or name in named)


def scenario_hash(scenario: Scenario) -> str:
    """The hash of all files of a scenario as it is resolved."""
    return digest({name: hashlib.sha256(raw).hexdigest() for name, raw in scenario_files(scenario)})


def _dated(history: Scenario) -> Scenario:
    """A history with the people alone who came in a stated week: a blank has become its plan week."""
    people = history.tables["jobseekers"]
    return replace(history, tables={**history.tables, "jobseekers": people[people["available_from"] != history.week]})


# What a change may have more of in a row that is there before.
_MORE = {"slots": "places", "funding": "budget_sek"}
# Tables that say what has been, not what may come: they are the scenario's own, whatever the change has in them.
_PAST = frozenset({"placements", "history", "past_placements", "audit"})
# Tables to which a change adds no rows.
_SAME = frozenset({"jobseekers", "funding", "programme_funding", "decisions"})


def _refuse_change(scenario: Scenario, change: Scenario) -> None:
    """UsageFault for a change that is more than further rows, places and money: terms and people stay."""
    if change.week != scenario.week:
        raise UsageFault(_("The change has another plan week than the scenario."))
    if changed := _other_terms(scenario, change):
        msg = _("The change differs from the scenario in {what}, which would hold from the first week on. Simulate it "
                "as a scenario of its own.", what=listed(changed))  # fmt: skip
        raise UsageFault(msg)
    for name, table in scenario.tables.items():
        if name not in _PAST and not _is_more(table, change.tables[name], _MORE.get(name), may_add=name not in _SAME):
            msg = _("The change differs from the scenario in table {table} by more than further rows, places and "
                    "money. Simulate it as a scenario of its own.", table=name)  # fmt: skip
            raise UsageFault(msg)


def _other_terms(scenario: Scenario, change: Scenario) -> list[str]:
    """The settings, models and constraints by which a change differs, as scenario.toml names them."""
    own, theirs = (one.settings.model_dump() for one in (scenario, change))
    found = [f"[settings] {name}" for name, value in own.items() if theirs[name] != value]
    stored, other = scenario.assumptions.stored, change.assumptions.stored
    found += [f"[models] {kind}" for kind in sorted({*stored, *other}) if stored.get(kind) != other.get(kind)]
    return found + (["[constraints] off"] if set(scenario.constraints_off) != set(change.constraints_off) else [])


def _is_more(table: pd.DataFrame, other: pd.DataFrame, more: str | None, *, may_add: bool) -> bool:
    """Whether another table has the rows of this one first, with at least as much in column `more`."""
    if len(other) < len(table) or (len(other) > len(table) and not may_add):
        return False
    first, own = other.iloc[: len(table)].reset_index(drop=True), table.reset_index(drop=True)
    if more is None:
        return first.equals(own)
    return first.drop(columns=more).equals(own.drop(columns=more)) and bool((first[more] >= own[more]).all())


def refuse_history(scenario: Scenario, history: Scenario) -> None:
    """Raise InputFaults for a history in which nobody came in a stated week, or without a programme of the scenario."""
    faults = []
    if not len(_dated(history).tables["jobseekers"]):
        faults.append(
            Fault(
                "simulation", "jobseekers.csv", None, "available_from",
                what=_("no person of the history has a week other than its plan week, so that nobody can tell how "
                       "often somebody comes"),
                cure=_("Write the week from which each could start, in the folder of the history."),
            )
        )  # fmt: skip
    own, theirs = (set(one.tables["programmes"]["programme_id"]) for one in (scenario, history))
    if not own & theirs:
        faults.append(
            Fault(
                "simulation", "programmes.csv", None, "programme_id", ", ".join(sorted(map(str, theirs))),
                what=_("the history has other programmes than the scenario, and none in common"),
                cure=_("Name a history of the same programmes: {names}.", names=listed(sorted(map(str, own)))),
            )
        )  # fmt: skip
    if faults:
        raise InputFaults(faults)
