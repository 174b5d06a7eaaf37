"""Who may go where, under which legal form: every jobseeker against every offer, every refusal counted.

The grid of people and offers may have a hundred million cells, so no array is made for all of it at once. Gates that
depend on no person come first; in a usual week they close most slots. The remaining offers (rows) are processed in
blocks of people (columns). A gate's result for one slot is copied, as a whole row, to all slots with the same values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates.gates import GATES, Pool, evaluate, spread, travel_codes
from planner.candidates.legal_access import who_by_offer, within
from planner.candidates.modules import GAP_GATES, NO_MODULE, begins, close_gaps
from planner.candidates.municipalities import homes, seats
from planner.candidates.offers import covered_weeks, fees_of, laws, offer_gates, offers, weeks_without_money
from planner.candidates.running import held_pairs
from planner.candidates.travel import is_short, limits, trips
from planner.schema.arrays import Bools, Codes, Counts, Positions, Whole, positions_of
from planner.schema.scenario import Scenario

OFFER_GATES = (
    "slot_status", "start_week", "rule_dates", "sector", "supervisor", "union", "union_late", "collective_agreement",
    "tax_debts", "trading_ban", "bankrupt", "redundancies", "chain", "length", "slot_hours",
    "lead_time", "funding_weeks", "cost",
)  # fmt: skip
GATE_NAMES = (*OFFER_GATES, "rule_who", *(gate.name for gate in GATES), "travel")
LISTED_GATES = ("slot_status", "veto", "declined", "already_there", "municipality")

# A refusal is counted under 2 x gate + 1, or 2 x gate + 2 where a blank refuses: later gates have greater codes.
REASONS = tuple(f"{name}{unknown}" for name in GATE_NAMES for unknown in ("", "_unknown"))
_PASSED = np.uint8(255)
_BLOCK_CELLS = 4_000_000


@dataclass(frozen=True)
class Grid:
    """Offers as the gates see them, all as positions.

    `gates`: codes by offer of the gates that depend on no person. `who`: codes of rule_who by person and distinct rule.
    `rule`: the distinct rule of each offer. `short`: offers with the shorter limit of travel. `end`: by slot, the
    column of its trips.
    """

    slot: Positions
    gates: Mapping[str, Codes]
    who: Codes
    rule: Positions
    short: Bools
    end: Positions


@dataclass(frozen=True)
class Eligibility:
    """Candidates, offers, and how often each gate was the first to refuse.

    `table`: person, offer (positions), minutes (NaN unknown), travel_check, ordered by person then offer; where there
    are modules also module (position, -1 none) and module_from (the week in which the person begins it, -1 none).
    `lines`: offers on budget lines with the cost that falls on each. `by_person` and `by_slot`: refused pairs of person
    and slot, columns REASONS in order.
    """

    table: pd.DataFrame
    offers: pd.DataFrame
    lines: pd.DataFrame
    by_person: Counts
    by_slot: Counts
    pool: Pool
    grid: Grid

    def refusals(self) -> dict[str, int]:
        """How many pairs of person and slot each gate was the first to refuse, the most frequent first."""
        counts = dict(zip(REASONS, self.by_person.sum(axis=0).tolist(), strict=True))
        return {name: count for name, count in sorted(counts.items(), key=lambda item: -item[1]) if count}

    def refusals_at(self, slot: int) -> dict[str, int]:
        """How many people each gate was the first to refuse at a slot, the most first."""
        counts = zip(REASONS, self.by_slot[slot].tolist(), strict=True)
        return {name: count for name, count in sorted(counts, key=lambda item: (-item[1], item[0])) if count}

    def refused_by(self, gate: str) -> Positions:
        """Offers that a gate of OFFER_GATES refuses whoever comes, a blank among the reasons."""
        return np.flatnonzero(self.grid.gates[gate] > 0)

    def weeks_without_money(self, offer: int) -> Positions:
        """Weeks of an offer in none of the lines of its programme; empty where the programme has no line at all."""
        own = self.lines[self.lines["offer"] == offer]
        return weeks_without_money(own) if len(own) else np.array([], dtype=np.int64)

    def programme_of(self, offer: int) -> str:
        """The id of the programme that an offer is made under."""
        return str(self.offers["programme_id"].iloc[offer])

    def without_candidate(self) -> Positions:
        """People (positions) who are refused at every slot."""
        return np.setdiff1d(np.arange(len(self.pool.people)), self.table["person"].to_numpy())


def find(scenario: Scenario) -> Eligibility:
    """All candidates of a scenario, by gates or from its table of outcomes."""
    preferences, decisions = scenario.tables["preferences"], scenario.tables["decisions"]
    table = offers(scenario)
    lines = covered_weeks(scenario, table)
    vetoes = preferences[preferences["rank"] == 0]
    pool = Pool(
        scenario.tables["jobseekers"],
        trips(scenario),
        scenario.settings,
        vetoes,
        _declined(scenario),
        held_pairs(scenario, table),
        decisions.loc[decisions["decision"] == "pin", ["jobseeker_id", "slot_id"]],
        homes(scenario),
        dict(zip(scenario.tables["slots"]["slot_id"], seats(scenario), strict=True)),
        scenario.tables["modules"],
        scenario.week,
    )
    grid = _grid(scenario, pool, table, lines)
    search = _listed if scenario.settings.candidates == "listed" else _eligible
    candidates, by_person, by_slot = search(scenario, pool, table, grid)
    if len(pool.modules):
        candidates = _with_modules(candidates, pool)
    return Eligibility(_with_trips(candidates, pool, grid), table, lines, by_person, by_slot, pool, grid)


def _declined(scenario: Scenario) -> pd.DataFrame:
    """Person and slot of every pair that the person declined."""
    history = scenario.tables["history"]
    is_told = (history["end"] == "declined") & history["slot_id"].notna()
    return history.loc[is_told, ["jobseeker_id", "slot_id"]].drop_duplicates()


def _grid(scenario: Scenario, pool: Pool, table: pd.DataFrame, lines: pd.DataFrame) -> Grid:
    rules = laws(scenario, table)
    who, of_offer = who_by_offer(scenario, table, rules)
    return Grid(
        slot=table["slot"].to_numpy(dtype=np.int64),
        gates=offer_gates(scenario, table, lines),
        who=who,
        rule=of_offer,
        short=is_short(rules, table["hours_per_week"].to_numpy(), scenario.settings),
        end=pool.trips.end_of(scenario.tables["slots"]),
    )


def blocking_gates(eligibility: Eligibility, slots: pd.DataFrame, positions: Positions) -> Whole:
    """All gates that refuse, as bits in the order of GATE_NAMES: people at `positions` (rows) by offers (columns).

    A gate that a pin overrides does not refuse.
    """
    bits = _refusing(eligibility, slots, positions)
    return bits & ~_overridable(eligibility, slots, positions)


def overridden_gates(eligibility: Eligibility, slots: pd.DataFrame, positions: Positions) -> Whole:
    """The gates that would refuse and that a pin overrides; otherwise as `blocking_gates`."""
    return _refusing(eligibility, slots, positions) & _overridable(eligibility, slots, positions)


def _overridable(eligibility: Eligibility, slots: pd.DataFrame, positions: Positions) -> Whole:
    """The gates that the policy lets a pin override, for the offers of pinned pairs; no gate for all others."""
    person, slot = eligibility.pool.block(positions).pinned(slots)
    is_pinned = np.zeros((len(positions), len(slots)), dtype=bool)
    is_pinned[person, slot] = True
    mask = sum(1 << GATE_NAMES.index(name) for name in eligibility.pool.settings.may_override)
    return np.where(is_pinned[:, eligibility.grid.slot], mask, 0)


def _refusing(eligibility: Eligibility, slots: pd.DataFrame, positions: Positions) -> Whole:
    pool, grid = eligibility.pool.block(positions), eligibility.grid
    by_gate = {gate.name: evaluate(gate, pool, slots) for gate in GATES}
    if len(pool.modules):
        by_gate |= close_gaps(pool, slots, by_gate)[1]
    codes = [grid.who[positions][:, grid.rule], *(codes[:, grid.slot] for codes in by_gate.values())]
    end = grid.end[grid.slot]
    codes.append(np.where(grid.short, travel_codes(pool, short=True)[:, end], travel_codes(pool, short=False)[:, end]))
    of_offer = np.zeros(len(eligibility.offers), dtype=np.int64)
    for number, name in enumerate(OFFER_GATES):
        of_offer |= (grid.gates[name] > 0).astype(np.int64) << number
    bits = np.tile(of_offer, (len(positions), 1))
    for number, code in enumerate(codes, start=len(OFFER_GATES)):
        bits |= (code > 0).astype(np.int64) << number
    return bits


class _Block:
    """The gates of open offers: what depends on no person is prepared once, the rest evaluated by blocks of people."""

    def __init__(self, scenario: Scenario, pool: Pool, grid: Grid, offers: Positions) -> None:
        self.pool, self.grid, self.offers = pool, grid, offers
        self.slots, self.row = np.unique(grid.slot[offers], return_inverse=True)
        self.asked = scenario.tables["slots"].iloc[self.slots]
        numbered = enumerate(GATES, start=len(OFFER_GATES) + 1)
        self.spreads = [(number, spread(gate, self.asked)) for number, gate in numbered if pool.asks(gate.name)]
        # By person of the last block (rows) and slot, the module that closes the gap.
        self.module = np.empty((0, len(self.slots)), dtype=np.int64)
        # Rows under the shorter limit come first, then the same trips under the longer limit.
        self.trip = grid.end[grid.slot[offers]] + np.where(grid.short[offers], 0, len(pool.trips.ends))
        self.starts = np.searchsorted(self.row, np.arange(len(self.slots)))

    def codes(self, positions: Positions) -> Codes:
        """The first gate that refuses, by open offer (rows) and person (columns)."""
        pool = self.pool.block(positions)
        person, slot = pool.pinned(self.asked)
        may_override = pool.settings.may_override
        pair = np.full((len(self.slots), len(positions)), _PASSED)
        after = self._after_modules(pool)
        for number, over in self.spreads:
            own = after.get(over.gate.name)
            reason = _as_reason(over.codes(pool), number)[over.like] if own is None else _as_reason(own.T, number)
            if over.gate.name in may_override:
                reason[slot, person] = _PASSED
            np.minimum(pair, reason, out=pair)
        who = _as_reason(self.grid.who[positions].T, len(OFFER_GATES))
        ways = [travel_codes(pool, short=short).T for short in (True, False)]
        code = np.minimum(pair[self.row], who[self.grid.rule[self.offers]])
        trip = _as_reason(np.concatenate(ways), len(GATE_NAMES) - 1)[self.trip]
        if "travel" in may_override:
            for column, row in zip(person.tolist(), slot.tolist(), strict=True):
                trip[self.row == row, column] = _PASSED
        return np.minimum(code, trip, out=code)

    def _after_modules(self, pool: Pool) -> Mapping[str, Codes]:
        """The codes of GAP_GATES, people by slots, where modules close gaps; none where there are no modules."""
        if not len(pool.modules):
            return {}
        of_gaps = [over for _, over in self.spreads if over.gate.name in GAP_GATES]
        before = {over.gate.name: over.codes(pool)[over.like].T for over in of_gaps}
        self.module, left = close_gaps(pool, self.asked, before)
        return left

    def furthest(self, code: Codes) -> Codes:
        """The reason of each slot (rows) and person: that of the form that came furthest."""
        reason = code[self.starts]
        forms = np.diff(np.append(self.starts, len(code)))
        for more in range(1, int(forms.max(initial=1))):
            rows = np.flatnonzero(forms > more)
            reason[rows] = np.maximum(reason[rows], code[self.starts[rows] + more])
        return reason


def _eligible(scenario: Scenario, pool: Pool, table: pd.DataFrame, grid: Grid) -> tuple[pd.DataFrame, Counts, Counts]:
    num_people, num_slots, has_modules = len(pool.people), len(scenario.tables["slots"]), len(pool.modules) > 0
    fixed = np.full(len(table), _PASSED)
    for number, name in enumerate(OFFER_GATES):
        np.minimum(fixed, _as_reason(grid.gates[name], number), out=fixed)
    by_person = np.zeros((num_people, len(REASONS)), dtype=np.int64)
    by_slot = np.zeros((num_slots, len(REASONS)), dtype=np.int64)
    closed = pd.Series(fixed).groupby(grid.slot).max()
    closed = closed[closed != _PASSED]
    by_slot[closed.index, closed.to_numpy(np.int64) - 1] = num_people
    by_person += np.bincount(closed.to_numpy(np.int64) - 1, minlength=len(REASONS))[None, :]
    block = _Block(scenario, pool, grid, np.flatnonzero(fixed == _PASSED))
    parts: list[tuple[NDArray[np.int32], ...]] = []
    step = max(1, _BLOCK_CELLS // max(1, len(block.offers)))
    for first in range(0, num_people if len(block.offers) else 0, step):
        positions = np.arange(first, min(first + step, num_people))
        code = block.codes(positions)
        reason = block.furthest(code)
        by_person[positions] += _counted(reason.T)
        by_slot[block.slots] += _counted(reason)
        person, offer = np.nonzero(np.ascontiguousarray(code.T) == _PASSED)
        own: tuple[NDArray[np.int64], ...] = (positions[person], block.offers[offer])
        own += (block.module[person, block.row[offer]],) if has_modules else ()
        parts.append(tuple(cells.astype(np.int32) for cells in own))
    nobody = np.array([], dtype=np.int32)
    names = ("person", "offer", *(["module"] * has_modules))
    found = {name: np.concatenate([nobody, *(part[at] for part in parts)]) for at, name in enumerate(names)}
    return pd.DataFrame(found), by_person, by_slot


def _as_reason(code: Codes, number: int) -> Codes:
    """A gate's codes as reasons: 2 x gate + 1, or + 2 for a blank, and _PASSED where it lets the pair pass."""
    return np.where(code > 0, code + np.uint8(2 * number), _PASSED)


def _at_own_price(scenario: Scenario, pool: Pool, table: pd.DataFrame, rows: pd.DataFrame) -> Bools:
    """In listed mode nothing is refused: each form has the person's own subsidy (or else its least) and fees."""
    kept = np.ones(len(rows), dtype=bool)
    cells = (table["multiple"], table["fees"], table["start_week"], rows["person"], rows["offer"])
    multiple, fees, start, person, offer = (column.to_numpy() for column in cells)
    differs = np.flatnonzero(~np.isnan(multiple[offer]))
    every = laws(scenario, table)
    for law, name in {id(every[o]): (every[o], table["rule"].iloc[o]) for o in offer[differs].tolist()}.values():
        own = np.nan_to_num(within(law, pool.people, name, 0, np.inf)[1], nan=law.multiples[0] or 0.0)
        at = differs[[every[o] is law for o in offer[differs].tolist()]]
        kept[at] = multiple[offer[at]] == own[person[at]]
    by_age = ~np.isnan(fees[offer])
    for week in np.unique(start[offer[by_age]]).tolist():
        at = np.flatnonzero(by_age & (start[offer] == week))
        kept[at] &= fees[offer[at]] == fees_of(scenario, week)[person[at]]
    return kept


def _counted(reason: Codes) -> Counts:
    """How often each of REASONS occurs in each row."""
    width = int(_PASSED) + 1
    cells = np.arange(len(reason), dtype=np.int64)[:, None] * width + reason
    counts = np.bincount(cells.ravel(), minlength=len(reason) * width).reshape(-1, width)
    return counts[:, 1 : len(REASONS) + 1]


def _listed(scenario: Scenario, pool: Pool, table: pd.DataFrame, grid: Grid) -> tuple[pd.DataFrame, Counts, Counts]:
    """The pairs of the outcomes table; only the gates of LISTED_GATES refuse."""
    slots, outcomes = scenario.tables["slots"], scenario.tables["outcomes"]
    pairs = pd.DataFrame(
        {
            "person": positions_of(outcomes["jobseeker_id"], pool.people["jobseeker_id"]),
            "slot": positions_of(outcomes["slot_id"], slots["slot_id"]),
            "form": outcomes["programme_id"].to_numpy(),
        }
    )
    forms = table[["slot", "programme_id"]].reset_index(names="offer")
    rows = pairs.merge(forms, on="slot", sort=False)
    rows = rows[rows["form"].isna() | (rows["form"] == rows["programme_id"])]
    rows = rows.drop_duplicates(["person", "offer"])
    rows = rows[_at_own_price(scenario, pool, table, rows)].sort_values(["person", "offer"], ignore_index=True)
    person, slot = rows["person"].to_numpy(), rows["slot"].to_numpy()
    closed = grid.gates["slot_status"][rows["offer"]] > 0
    reason = np.where(closed, REASONS.index("slot_status"), -1)
    named = _may_be_refused(pool)
    step = max(1, _BLOCK_CELLS // max(1, len(slots)))
    for first in range(0, len(named), step):
        positions = named[first : first + step]
        own = np.flatnonzero(np.isin(person, positions))
        at = np.searchsorted(positions, person[own])
        reason[own] = _listed_reasons(pool.block(positions), slots, at, slot[own], reason[own])
    by_person = np.zeros((len(pool.people), len(REASONS)), dtype=np.int64)
    by_slot = np.zeros((len(slots), len(REASONS)), dtype=np.int64)
    refused = rows.assign(reason=reason)[reason >= 0].drop_duplicates(["person", "slot"])
    np.add.at(by_person, (refused["person"].to_numpy(), refused["reason"].to_numpy()), 1)
    np.add.at(by_slot, (refused["slot"].to_numpy(), refused["reason"].to_numpy()), 1)
    return rows.loc[reason < 0, ["person", "offer"]].reset_index(drop=True), by_person, by_slot


def _may_be_refused(pool: Pool) -> Positions:
    """People whom a gate of LISTED_GATES may refuse: those whom a table names, or all where neighbours keep apart."""
    if pool.asks("municipality"):
        return np.arange(len(pool.people))
    ids = pool.people["jobseeker_id"]
    naming = (pool.vetoes, pool.declined, pool.held)
    named = np.unique(np.concatenate([positions_of(table["jobseeker_id"], ids) for table in naming]))
    return named[named >= 0]


def _listed_reasons(pool: Pool, slots: pd.DataFrame, person: Positions, slot: Positions, reason: Whole) -> Whole:
    """The first of LISTED_GATES that refuses each pair of these people, in place of -1; other reasons stand."""
    pins = np.zeros((len(pool.people), len(slots)), dtype=bool)
    pins[pool.pinned(slots)] = True
    for gate in GATES:
        if gate.name in LISTED_GATES:
            refuses = evaluate(gate, pool, slots)[person, slot] > 0
            if gate.name in pool.settings.may_override:
                refuses &= ~pins[person, slot]
            reason = np.where((reason < 0) & refuses, REASONS.index(gate.name), reason)
    return reason


def _with_modules(candidates: pd.DataFrame, pool: Pool) -> pd.DataFrame:
    """Module and first week of the module, -1 where the person needs none; in listed mode nobody does."""
    if "module" not in candidates:
        candidates = candidates.assign(module=np.full(len(candidates), NO_MODULE, dtype=np.int32))
    module, available = candidates["module"].to_numpy(), pool.people["available_from"].to_numpy(dtype=np.int64)
    first = np.maximum(begins(pool.modules, pool.week)[module], available[candidates["person"].to_numpy()])
    return candidates.assign(module_from=np.where(module >= 0, first, NO_MODULE).astype(np.int32))


def _with_trips(candidates: pd.DataFrame, pool: Pool, grid: Grid) -> pd.DataFrame:
    """Minutes of each candidate, and whether the trip is to be checked: perhaps over the limit, or may not run."""
    person, offer = candidates["person"].to_numpy(), candidates["offer"].to_numpy()
    way = pool.trips.origin[person], grid.end[grid.slot[offer]]
    by_limit = [limits(pool.people, pool.settings, short=short)[person] for short in (False, True)]
    limit = np.where(grid.short[offer], by_limit[1], by_limit[0])
    modelled = pool.trips.modelled[way]
    above = (modelled > limit) & (modelled <= limit + pool.settings.travel_check_minutes)
    between = (pool.trips.least[way] <= limit) & (limit < pool.trips.most[way])
    return candidates.assign(minutes=pool.trips.minutes[way], travel_check=above | between | pool.trips.unsure[way])
