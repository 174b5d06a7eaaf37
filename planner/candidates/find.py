"""Who may go where, under which legal form: every jobseeker against every offer, every refusal counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates.gates import GATES, Codes, Pool, evaluate, travel_limits
from planner.candidates.offers import covered_weeks, laws, offer_gates, offers
from planner.candidates.travel import travel_minutes
from planner.candidates.who import who_by_offer, within
from planner.schema.scenario import Scenario

OFFER_GATES = (
    "slot_status", "start_week", "rule_dates", "sector", "supervisor", "union", "collective_agreement", "tax_debts",
    "redundancies", "length", "slot_hours", "lead_time", "funding_weeks", "cost",
)  # fmt: skip
GATE_NAMES = (*OFFER_GATES, "rule_who", *(gate.name for gate in GATES))
LISTED_GATES = ("slot_status", "veto", "already_there")

# A refusal is counted under 2 x gate + 1, or + 2 where a blank refuses: later gates have greater codes.
REASONS = tuple(f"{name}{unknown}" for name in GATE_NAMES for unknown in ("", "_unknown"))
_PASSED = np.uint8(255)
_BLOCK_CELLS = 4_000_000


@dataclass(frozen=True)
class Found:
    """Candidates, offers, and how often each gate was the first to refuse.

    `table`: person, offer (positions), minutes (NaN unknown), travel_check, ordered by person then offer.
    `lines`: offers on budget lines with the cost that falls on each. `by_person` and `by_slot`: refused pairs of person
    and slot, columns REASONS in order.
    """

    table: pd.DataFrame
    offers: pd.DataFrame
    lines: pd.DataFrame
    by_person: NDArray[np.int64]
    by_slot: NDArray[np.int64]
    pool: Pool
    gates: dict[str, Codes]

    def refusals(self) -> dict[str, int]:
        """How many pairs of person and slot each gate was the first to refuse, the most frequent first."""
        counts = dict(zip(REASONS, self.by_person.sum(axis=0).tolist(), strict=True))
        return {name: count for name, count in sorted(counts.items(), key=lambda item: -item[1]) if count}

    def without_candidate(self) -> NDArray[np.int64]:
        """People (positions) whom every slot was refused, by some gate."""
        return np.setdiff1d(np.arange(len(self.pool.people)), self.table["person"].to_numpy())


def find(scenario: Scenario) -> Found:
    """All candidates of a scenario, by gates or from its table of outcomes."""
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    table = offers(scenario)
    lines = covered_weeks(scenario, table)
    preferences = scenario.tables["preferences"]
    minutes = travel_minutes(
        scenario.tables["zones"], scenario.tables["travel"], scenario.assumptions.travel,
        list(people["home_zone"]), list(slots["zone"]),
    )  # fmt: skip
    pool = Pool(people, minutes, scenario.settings, preferences[preferences["rank"] == 0], _held(scenario))
    gates = offer_gates(scenario, table, lines)
    listed = scenario.settings.candidates == "listed"
    search = _listed if listed else _eligible
    candidates, by_person, by_slot = search(scenario, pool, table, gates)
    return Found(_with_trips(candidates, pool, slots, table), table, lines, by_person, by_slot, pool, gates)


def _held(scenario: Scenario) -> pd.DataFrame:
    """Person and slot of every promised placement that has not surely ended."""
    table = scenario.tables["placements"][scenario.is_promised]
    table = table[table["jobseeker_id"].notna() & ~(table["to_week"] < scenario.week)]
    return table[["jobseeker_id", "slot_id"]].drop_duplicates()


def blocking_gates(found: Found, slots: pd.DataFrame, positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """All gates that refuse, as bits in the order of GATE_NAMES: people at `positions` (rows) by offers (columns)."""
    pool = found.pool.block(positions)
    slot = found.offers["slot"].to_numpy()
    bits = np.zeros((len(positions), len(found.offers)), dtype=np.int64)
    for number, name in enumerate(OFFER_GATES):
        bits |= (found.gates[name] > 0).astype(np.int64)[None, :] << number
    bits |= (found.gates["rule_who"][positions] > 0).astype(np.int64) << len(OFFER_GATES)
    for number, gate in enumerate(GATES, start=len(OFFER_GATES) + 1):
        bits |= (evaluate(gate, pool, slots) > 0).astype(np.int64)[:, slot] << number
    return bits


def _eligible(
    scenario: Scenario, pool: Pool, table: pd.DataFrame, gates: dict[str, Codes]
) -> tuple[pd.DataFrame, NDArray[np.int64], NDArray[np.int64]]:
    slots = scenario.tables["slots"]
    slot = table["slot"].to_numpy()
    fixed = _first([gates[name] for name in OFFER_GATES], 0)
    who = _who(scenario, pool, table)
    gates["rule_who"] = who.table
    starts = np.searchsorted(slot, np.arange(len(slots)))
    by_person = np.zeros((len(pool.people), len(REASONS)), dtype=np.int64)
    by_slot = np.zeros((len(slots), len(REASONS)), dtype=np.int64)
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    step = max(1, _BLOCK_CELLS // max(1, len(table)))
    for first in range(0, len(pool.people), step):
        positions = np.arange(first, min(first + step, len(pool.people)))
        block = pool.block(positions)
        form = np.where(fixed[None, :] > 0, fixed[None, :], who.of(positions))
        pair = _first([evaluate(gate, block, slots) for gate in GATES], len(OFFER_GATES) + 1)
        furthest = np.maximum.reduceat(np.where(form == 0, _PASSED, form), starts, axis=1) if len(slots) else form
        reason = np.where(furthest == _PASSED, pair, furthest)
        _count(reason, positions, by_person, by_slot)
        person, offer = np.nonzero((form == 0) & (pair[:, slot] == 0))
        parts.append((positions[person], offer))
    candidates = pd.DataFrame(
        {
            "person": np.concatenate([p for p, _ in parts]) if parts else np.array([], dtype=np.int64),
            "offer": np.concatenate([o for _, o in parts]) if parts else np.array([], dtype=np.int64),
        }
    )
    return candidates, by_person, by_slot


class _Who:
    """Codes of gate rule_who by person and rule, spread over offers when asked."""

    def __init__(self, table: Codes, rule_of_offer: NDArray[np.int64]) -> None:
        self._by_rule = table
        self._rule = rule_of_offer

    @property
    def table(self) -> Codes:
        return self._by_rule[:, self._rule]

    def of(self, positions: NDArray[np.int64]) -> Codes:
        code = self._by_rule[positions][:, self._rule]
        return np.where(code > 0, code + np.uint8(2 * len(OFFER_GATES)), np.uint8(0)).astype(np.uint8)


def _who(scenario: Scenario, pool: Pool, table: pd.DataFrame) -> _Who:
    return _Who(*who_by_offer(pool.people, table, laws(scenario, table)))


def _of_own_multiple(scenario: Scenario, pool: Pool, table: pd.DataFrame, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """In listed mode nothing is refused: each form stands at the person's own subsidy, or else at its least."""
    kept = np.ones(len(rows), dtype=bool)
    multiple, person, offer = (column.to_numpy() for column in (table["multiple"], rows["person"], rows["offer"]))
    differs = np.flatnonzero(~np.isnan(multiple[offer]))
    every = laws(scenario, table)
    for law, name in {id(every[o]): (every[o], table["rule"].iloc[o]) for o in offer[differs].tolist()}.values():
        own = np.nan_to_num(within(law, pool.people, name, 0)[1], nan=law.multiples[0] or 0.0)
        at = differs[[every[o] is law for o in offer[differs].tolist()]]
        kept[at] = multiple[offer[at]] == own[person[at]]
    return kept


def _first(codes: list[Codes], offset: int) -> Codes:
    """The first gate that refuses, as 2 x gate + 1 or + 2; 0 where none does."""
    first = np.zeros(codes[0].shape, dtype=np.uint8)
    for number, code in enumerate(codes, start=offset):
        refuses = (first == 0) & (code > 0)
        first[refuses] = code[refuses] + np.uint8(2 * number)
    return first


def _count(
    reason: Codes, positions: NDArray[np.int64], by_person: NDArray[np.int64], by_slot: NDArray[np.int64]
) -> None:
    width = len(REASONS) + 1
    rows = np.arange(len(positions), dtype=np.int32)[:, None] * width + reason
    by_person[positions] += np.bincount(rows.ravel(), minlength=len(positions) * width).reshape(-1, width)[:, 1:]
    columns = np.arange(reason.shape[1], dtype=np.int32)[None, :] * width + reason
    by_slot += np.bincount(columns.ravel(), minlength=reason.shape[1] * width).reshape(-1, width)[:, 1:]


def _listed(
    scenario: Scenario, pool: Pool, table: pd.DataFrame, gates: dict[str, Codes]
) -> tuple[pd.DataFrame, NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of the outcomes table; only closed slots, vetoes and running placements refuse."""
    slots, outcomes = scenario.tables["slots"], scenario.tables["outcomes"]
    for name in OFFER_GATES:
        if name not in LISTED_GATES:
            gates[name] = np.zeros(len(table), dtype=np.uint8)
    gates["rule_who"] = np.zeros((len(pool.people), len(table)), dtype=np.uint8)
    person_at = {name: i for i, name in enumerate(pool.people["jobseeker_id"])}
    slot_at = {name: i for i, name in enumerate(slots["slot_id"])}
    pairs = pd.DataFrame(
        {
            "person": outcomes["jobseeker_id"].map(person_at).to_numpy(dtype=np.int64),
            "slot": outcomes["slot_id"].map(slot_at).to_numpy(dtype=np.int64),
            "form": outcomes["programme_id"].to_numpy(),
        }
    )
    forms = table[["slot", "programme_id"]].reset_index(names="offer")
    rows = pairs.merge(forms, on="slot", sort=False)
    rows = rows[rows["form"].isna() | (rows["form"] == rows["programme_id"])]
    rows = rows.drop_duplicates(["person", "offer"])
    rows = rows[_of_own_multiple(scenario, pool, table, rows)].sort_values(["person", "offer"], ignore_index=True)
    person, slot = rows["person"].to_numpy(), rows["slot"].to_numpy()
    closed = gates["slot_status"][rows["offer"]] > 0
    reason = np.where(closed, REASONS.index("slot_status"), -1)
    for gate in GATES:
        if gate.name in LISTED_GATES:
            refuses = evaluate(gate, pool, slots)[person, slot] > 0
            reason = np.where((reason < 0) & refuses, REASONS.index(gate.name), reason)
    by_person = np.zeros((len(pool.people), len(REASONS)), dtype=np.int64)
    by_slot = np.zeros((len(slots), len(REASONS)), dtype=np.int64)
    refused = rows.assign(reason=reason)[reason >= 0].drop_duplicates(["person", "slot"])
    np.add.at(by_person, (refused["person"].to_numpy(), refused["reason"].to_numpy()), 1)
    np.add.at(by_slot, (refused["slot"].to_numpy(), refused["reason"].to_numpy()), 1)
    return rows.loc[reason < 0, ["person", "offer"]].reset_index(drop=True), by_person, by_slot


def _with_trips(candidates: pd.DataFrame, pool: Pool, slots: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Minutes of each candidate, and whether a modelled trip is over the limit and to be checked."""
    person = candidates["person"].to_numpy(dtype=np.int64)
    slot = table["slot"].to_numpy()[candidates["offer"].to_numpy(dtype=np.int64)]
    homes = np.array([pool.minutes.homes[zone] for zone in pool.people["home_zone"]], dtype=np.int64)[person]
    ends = np.array([pool.minutes.ends[zone] for zone in slots["zone"]], dtype=np.int64)[slot]
    modes = pool.people["travel_mode"].to_numpy()[person]
    minutes = np.full(len(person), np.nan)
    modelled = np.zeros(len(person), dtype=bool)
    for mode, matrix in pool.minutes.minutes.items():
        rows = modes == mode
        minutes[rows] = matrix[homes[rows], ends[rows]]
        modelled[rows] = pool.minutes.modelled[mode][homes[rows], ends[rows]]
    limit = travel_limits(pool)[person]
    check = modelled & (minutes > limit) & (minutes <= limit + pool.settings.travel_check_minutes)
    return candidates.assign(minutes=minutes, travel_check=check)
