"""The instance: one frozen object with all that the packages above need; they read nothing behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from planner.candidates import (
    GATE_NAMES,
    LISTED_GATES,
    Eligibility,
    TravelData,
    blocking_gates,
    laws,
    overridden_gates,
    travel_data,
)
from planner.candidates.running import begun_placements, most_at_a_time
from planner.errors import Fault
from planner.instance.module_costs import with_modules
from planner.instance.purposes import COMPETING_CLASS
from planner.instance.window import Window, minimum_met_by_starts, window
from planner.outcomes.held import Held
from planner.outcomes.ranges import Ranges, ranges
from planner.outcomes.wishes import wished
from planner.schema.arrays import Bools, Counts, Positions, Values, Whole, positions_of
from planner.schema.look_ahead import LookAhead
from planner.schema.lottery import Draw
from planner.schema.models import FuturesFigures, OutcomeModel, PointsModel, Rule
from planner.schema.scenario import Scenario
from planner.schema.set_aside import SetAside
from planner.schema.settings import Group, Settings, SolveSettings

Unit = Literal["people", "weeks", "points", "table"]


@dataclass(frozen=True)
class Instance:
    """A scenario made ready to optimise.

    `candidates` has one row per jobseeker, slot and form that all gates let through, in this order. Its columns are
    positions (person, offer, slot, programme, employer, supervisor, caseworker; -1 where there is none), purpose,
    start_week, last_week, weeks, hours, minutes, travel_check, cost, subsidy, support, outcome, baseline, uplift,
    acceptance, value, strength and more (see `worth`), charge where the week is planned with prices of weeks to come,
    and is_column: whether it may be chosen at all. `baseline_weeks` is by person, `places_left` by slot; `running` and
    `last_week` are placements; `held` are paths and held places.

    Positions count the rows of `people`, `slots`, `offers`, `programmes`, `employers`, `supervisors`, `caseworkers` and
    `budget_lines`. `groups` has by group who is a member, and `eligibility` the number of refusals by gate.
    """

    scenario: Scenario
    eligibility: Eligibility = field(repr=False)
    candidates: pd.DataFrame = field(repr=False)
    held: Held = field(repr=False)
    running: pd.DataFrame = field(repr=False)
    last_week: pd.DataFrame = field(repr=False)
    baseline: Values = field(repr=False)
    baseline_weeks: Values = field(repr=False)
    lottery: Values = field(repr=False)
    groups: Mapping[str, Bools] = field(repr=False)
    running_in_slot: Counts = field(repr=False)
    places_left: Counts = field(repr=False)

    # What scenario.toml says, and what reading it found.

    @property
    def name(self) -> str:
        """What people call the scenario."""
        return self.scenario.name

    @property
    def week(self) -> int:
        """The plan week."""
        return self.scenario.week

    @property
    def settings(self) -> Settings:
        """The policy's settings."""
        return self.scenario.settings

    @property
    def solve_settings(self) -> SolveSettings:
        """How long and how exactly to search."""
        return self.scenario.solve

    @property
    def lottery_seed(self) -> int:
        """The seed of the lottery among equals."""
        return self.scenario.lottery_seed

    @property
    def seed_of_lot(self) -> int:
        """The seed of the lot: that of the public draw where one is named."""
        return self.scenario.seed_of_lot

    @property
    def draw(self) -> Draw | None:
        """The public draw that the scenario names."""
        return self.scenario.draw

    @property
    def models(self) -> Mapping[str, str]:
        """The name and version of each model, by kind."""
        return self.scenario.models

    @property
    def constraints_off(self) -> tuple[str, ...]:
        """The hard constraints that are switched off for a study."""
        return self.scenario.constraints_off

    @property
    def declared_groups(self) -> Mapping[str, Group]:
        """What the policy or scenario says of each group, by its key."""
        return self.scenario.groups

    @property
    def protected(self) -> int:
        """The number of people with protected identity, who are in no table."""
        return self.scenario.protected

    @property
    def set_aside(self) -> SetAside:
        """What of the scenario was left out since it holds faults."""
        return self.scenario.set_aside

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The warnings from reading."""
        return self.scenario.warnings

    def place_in_files(self, table: str, position: int, column: str) -> tuple[str, int | None, str]:
        """File, row and column of a cell, as messages name them."""
        return self.scenario.origins.place(table, position, column)

    # What positions point at.

    @property
    def people(self) -> pd.DataFrame:
        """The jobseekers."""
        return self.scenario.tables["jobseekers"]

    @property
    def slots(self) -> pd.DataFrame:
        """The slots."""
        return self.scenario.tables["slots"]

    @cached_property
    def slot_ids(self) -> tuple[str, ...]:
        """By slot, its slot_id."""
        return tuple(self.slots["slot_id"].astype(str))

    @property
    def offers(self) -> pd.DataFrame:
        """Every slot under each of its forms; `planner.candidates.offers.offers` describes the columns."""
        return self.eligibility.offers

    @property
    def programmes(self) -> pd.DataFrame:
        """The forms in use here."""
        return self.scenario.tables["programmes"]

    @property
    def employers(self) -> pd.DataFrame:
        """The employers."""
        return self.scenario.tables["employers"]

    @property
    def supervisors(self) -> pd.DataFrame:
        """The supervisors."""
        return self.scenario.tables["supervisors"]

    @property
    def caseworkers(self) -> pd.DataFrame:
        """The caseworkers."""
        return self.scenario.tables["caseworkers"]

    @property
    def budget_lines(self) -> pd.DataFrame:
        """The lines that money is spent from."""
        return self.scenario.tables["funding"]

    @property
    def modules(self) -> pd.DataFrame:
        """The modules that may close a gap before a place."""
        return self.scenario.tables["modules"]

    # What people asked for, what was decided by hand, and what the department chose itself.

    @property
    def preferences(self) -> pd.DataFrame:
        """People's own ranks of slots and occupations; a rank of 0 is a veto."""
        return self.scenario.tables["preferences"]

    @property
    def past_placements(self) -> pd.DataFrame:
        """The pairs that the department itself chose for this week's slots."""
        return self.scenario.tables["past_placements"]

    @property
    def history(self) -> pd.DataFrame:
        """Earlier placements, and offers that were declined."""
        return self.scenario.tables["history"]

    @property
    def steps_taken(self) -> pd.DataFrame:
        """The steps of follow-up that somebody has taken."""
        return self.scenario.tables["followups"]

    def begun_placements(self) -> pd.DataFrame:
        """Accepted and started placements, also those that have ended, with the columns of `running`."""
        return begun_placements(self.scenario, self.offers)

    def pairs(self, decision: str) -> list[tuple[int, int]]:
        """Person and slot positions of one kind of decision; slot -1 where it names none."""
        table = self.scenario.tables["decisions"]
        if table.empty:
            return []
        table = table[table["decision"] == decision]
        person = positions_of(table["jobseeker_id"], self.people["jobseeker_id"])
        slot = positions_of(table["slot_id"], self.slots["slot_id"])
        return list(zip(person.tolist(), slot.tolist(), strict=True))

    @cached_property
    def least_in_slot(self) -> Counts:
        """By slot, the fewest proposals with which it runs: its minimum less the promises that begin no earlier."""
        least = self.slots["min_places"].to_numpy(dtype=np.int64)
        slot = self.running["slot"].to_numpy(dtype=np.int64)
        begin = self.running["from_week"].to_numpy() >= self.slots["start_week"].to_numpy()[slot]
        return np.maximum(least - np.bincount(slot[begin], minlength=len(least)), 0)

    def pins(self) -> pd.DataFrame:
        """The rows of decisions that pin a pair, with its positions as columns person and slot."""
        table = self.scenario.tables["decisions"]
        table = table[table["decision"] == "pin"]
        person = positions_of(table["jobseeker_id"], self.people["jobseeker_id"])
        return table.assign(person=person, slot=positions_of(table["slot_id"], self.slots["slot_id"]))

    # What may be chosen, and what counts.

    @property
    def columns(self) -> pd.DataFrame:
        """The candidates that may be chosen; their index is the position in `candidates`."""
        may_be_chosen = self.candidates["is_column"]
        return self.candidates if may_be_chosen.all() else self.candidates[may_be_chosen]

    @property
    def weights(self) -> Values:
        """By candidate, what goal outcome counts: its value, less what it takes from the weeks to come if priced."""
        value = self.candidates["value"].to_numpy(dtype=np.float64)
        return value - self.candidates["charge"].to_numpy() if self.looks_ahead else value

    @property
    def looks_ahead(self) -> bool:
        """Whether goal outcome charges candidates for what they take from the weeks to come."""
        return self.scenario.look_ahead is not None

    @property
    def look_ahead(self) -> LookAhead | None:
        """The prices of the weeks to come, and from what they were found."""
        return self.scenario.look_ahead

    def is_off(self, constraint: str) -> bool:
        """Whether a hard constraint is switched off for a study."""
        return constraint in self.constraints_off

    @property
    def is_listed(self) -> bool:
        """Whether the candidates are those that the user's own table of outcomes lists."""
        return self.settings.candidates == "listed"

    @property
    def counts_points(self) -> bool:
        """Whether the outcome model counts points set by people. Texts then must not call anything expected."""
        return isinstance(self.scenario.assumptions.outcome, PointsModel)

    @property
    def unit(self) -> Unit:
        """What `value` counts: people in work or study, weeks of regular work, points, or what the table holds."""
        if self.is_listed:
            return "table"
        if self.counts_points:
            return "points"
        return "weeks" if self.settings.measure == "regular_weeks" else "people"

    @property
    def basis_of_fit(self) -> str | None:
        """The kind of the figure that sets how much fit adds to the value; None if fit adds nothing."""
        model = self.scenario.assumptions.outcome
        return model.shape.fit.kind if isinstance(model, OutcomeModel) else None

    @property
    def futures(self) -> FuturesFigures:
        """The figures from which futures of a plan are drawn; no plan depends on them."""
        return self.scenario.assumptions.futures.figures

    # What has been before: goals and minimums that look back.

    @cached_property
    def window(self) -> Window | None:
        """The weeks that goal fair_share looks back at; None where it looks at this week alone."""
        weeks = self.settings.fair_share_weeks
        return window(self.scenario, self.running, weeks) if weeks else None

    @cached_property
    def met_by_starts(self) -> tuple[Bools, list[tuple[str, ...]]]:
        """Who meets a minimum by an earlier start (by person), and the groups of those who did and have left."""
        return minimum_met_by_starts(self.scenario, self.settings.group_minimum_weeks)

    @cached_property
    def is_paid_offer(self) -> Bools:
        """By offer, whether it is a paid job: its rule is an employment."""
        return np.array([law.employment for law in self.laws], dtype=bool)

    @cached_property
    def companion_programmes(self) -> frozenset[str]:
        """The programmes that stand beside a main place, whether or not a slot offers them now."""
        stated = zip(self.programmes["programme_id"], self.programmes["purpose"], strict=True)
        purposes = {name: self.rule_of(name).purpose if pd.isna(purpose) else purpose for name, purpose in stated}
        return frozenset(name for name, purpose in purposes.items() if purpose not in COMPETING_CLASS)

    # The law, the places and the money of offers.

    @cached_property
    def laws(self) -> tuple[Rule, ...]:
        """By offer, its rule as it stands on the Monday of its start week."""
        return tuple(laws(self.scenario, self.offers))

    def rule_of(self, programme_id: str) -> Rule:
        """The rule of a programme as it stands in the plan week."""
        rule = self.programmes["rule"][(self.programmes["programme_id"] == programme_id).to_numpy()].iloc[0]
        return self.scenario.assumptions.rules.rule(rule, self.week)

    def employer_of_slots(self) -> Positions:
        """By slot, its employer."""
        return positions_of(self.slots["employer_id"], self.employers["employer_id"])

    def supervisor_of_slots(self) -> Positions:
        """By slot, its supervisor; -1 where there is none."""
        return positions_of(self.slots["supervisor_id"], self.supervisors["supervisor_id"])

    def caseworker_of_people(self) -> Positions:
        """By person, their caseworker; -1 where there is none."""
        return positions_of(self.people["caseworker_id"], self.caseworkers["caseworker_id"])

    def occupation_of(self, slot: int) -> str | None:
        """The occupation of a slot: its name, else its code; None if no occupation is stated."""
        ssyk = self.slots["ssyk"].iloc[slot]
        return None if pd.isna(ssyk) else self.scenario.assumptions.occupations.labels.get(str(ssyk), str(ssyk))

    def charges(self, candidates: pd.DataFrame) -> pd.DataFrame:
        """What some rows of `candidates` cost on each budget line: one row per candidate and line of its offer.

        Columns: candidate, offer, funding (positions), line_cost (SEK, whole öre; NaN where unknown); and what that is
        made of: cost_week (SEK), share, first and last (weeks inside the line, none where last is before first). What
        a module before the place costs has a row of its own, the weeks of the module.
        """
        lines = self.eligibility.lines[["offer", "funding", "line_cost", "cost_week", "share", "first", "last"]]
        charges = candidates[["offer"]].reset_index(names="candidate").merge(lines, on="offer")
        return with_modules(charges, candidates, self.modules, self.budget_lines)

    def is_wished(self, candidates: pd.DataFrame) -> Bools:
        """For some rows of `candidates`, whether the slot, or an occupation that its code begins with, is wished."""
        return wished(self.scenario, candidates)

    def ranges(self, candidates: pd.DataFrame) -> Ranges:
        """For some rows of `candidates`, the cells of the outcome model that their figures rest on, with ranges."""
        return ranges(self.scenario, candidates)

    def travel_data(self) -> TravelData:
        """The table of travel that trips are taken from: its rows in use, how old they are, and the model beside it."""
        return travel_data(self.scenario)

    def most_running(self, placements: pd.DataFrame) -> Counts:
        """By slot, the most of these placements that run in one week, from its start to the end of its longest form."""
        return most_at_a_time(placements, self.slots, self.offers)

    # Why somebody may not go somewhere.

    def blocking_gates(self, people: Positions) -> Whole:
        """All gates that refuse, as bits in the order of GATE_NAMES: some people (rows) by offers (columns).

        In listed mode, only the gates that hold then are tried. A gate that a pin overrides does not refuse.
        """
        return np.asarray(blocking_gates(self.eligibility, self.slots, people) & self._asked_gates)

    def overridden_gates(self, people: Positions) -> Whole:
        """The gates that refuse and that a pin overrides, as `blocking_gates` has them."""
        return np.asarray(overridden_gates(self.eligibility, self.slots, people) & self._asked_gates)

    @property
    def _asked_gates(self) -> int:
        """The gates that are tried, as bits."""
        return sum(1 << GATE_NAMES.index(name) for name in (LISTED_GATES if self.is_listed else GATE_NAMES))
