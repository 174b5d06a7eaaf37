"""Why a person is not at a place: the gates that refuse, or what it would cost and who would move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from planner.candidates import GATE_NAMES, blocking_gates, closing
from planner.formulation import Chosen
from planner.instance import Instance
from planner.questions.asking import Asking, CostRange
from planner.schema.arrays import Positions
from planner.schema.cell_text import cell_text
from planner.solving import WeekChange

Stop = Literal["vetoed", "not_chosen", "by_hand"]
State = Literal["proposed", "running", "refused", "not_listed", "no_gain", "possible"] | Stop
# Cells that a gate looks at: by gate the columns of slots and of jobseekers. The rest is said by the law or the slot.
CELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "slot_status": (("slots", "status"),),
    "start_week": (("slots", "start_week"),),
    "supervisor": (("slots", "supervisor_id"),),
    "union": (("slots", "union_consulted_on"),),
    "union_late": (("slots", "union_consulted_on"),),
    "length": (("slots", "weeks"),),
    "slot_hours": (("slots", "hours_per_week"),),
    "lead_time": (("slots", "start_week"),),
    "cost": (("slots", "gross_month_sek"),),
    "sector": (("employers", "sector"),),
    "collective_agreement": (("employers", "collective_agreement"),),
    "tax_debts": (("employers", "tax_debts"),),
    "trading_ban": (("employers", "trading_ban"),),
    "bankrupt": (("employers", "bankrupt"),),
    "redundancies": (("employers", "redundancies_on"),),
    "available": (("jobseekers", "available_from"), ("slots", "start_week")),
    "hours": (("jobseekers", "hours_per_week"), ("slots", "hours_per_week")),
    "busy": (("jobseekers", "busy"), ("slots", "shift")),
    "education": (("jobseekers", "education_level"), ("slots", "min_education")),
    "swedish": (("jobseekers", "swedish_level"), ("slots", "min_swedish")),
    "driving_licence": (("jobseekers", "driving_licence"), ("slots", "driving_licence")),
    "skills": (("jobseekers", "skills"), ("slots", "skills")),
    "limits": (("jobseekers", "limits"), ("slots", "excluded_limits")),
    "travel": (("jobseekers", "max_travel_minutes"), ("slots", "zone")),
    "municipality": (("jobseekers", "municipality"), ("employers", "municipality")),
    "last_bus": (("jobseekers", "home_zone"), ("slots", "zone")),
}
# Gates that the law of a form decides: its source is that of the gate.
OF_LAW = frozenset((
    "rule_dates", "sector", "supervisor", "union", "union_late", "collective_agreement", "tax_debts", "trading_ban",
    "bankrupt", "redundancies", "chain", "length", "slot_hours", "lead_time", "rule_who",
))  # fmt: skip


@dataclass(frozen=True)
class Refused:
    """A form under which a pair is refused: by which gates, where their cells stand, and the source of the law."""

    programme_id: str
    gates: tuple[str, ...]
    where: tuple[str, ...]
    source: str | None


@dataclass(frozen=True)
class ModuleTold:
    """A module that would close the gap of a pair, and what keeps the person from it.

    `why`: late (its end, week `ends`, is not before the place starts) or swedish (it asks for more than the person's).
    """

    module_id: str
    why: Literal["late", "swedish"]
    ends: int


@dataclass(frozen=True)
class PlaceMove:
    """A proposal that a plan has other than the plan asked: from a slot (None: from none) to a slot (None: to none)."""

    jobseeker_id: str
    from_slot: str | None
    to_slot: str | None


@dataclass(frozen=True)
class PairAnswer:
    """What stands between a person and a slot.

    Where the pair is possible, `cost` is what it costs the outcome with all goals before `goal` held, and `moves` are
    those of the plan found. `goal` is the first goal that could not be as good as it is; None where all could.
    `modules` would close the gap of a refused pair.
    """

    jobseeker_id: str
    slot_id: str
    state: State
    refused: tuple[Refused, ...] = ()
    cost: CostRange | None = None
    goal: str | None = None
    moves: tuple[PlaceMove, ...] = field(default=(), repr=False)
    modules: tuple[ModuleTold, ...] = ()


def why_not(asking: Asking, person: int, slot: int) -> PairAnswer:
    """Answer for a pair (positions of person and slot)."""
    instance = asking.instance
    ids = str(instance.people["jobseeker_id"].iloc[person]), str(instance.slots["slot_id"].iloc[slot])
    chosen = instance.candidates.loc[asking.plan.chosen]
    if ((chosen["person"] == person) & (chosen["slot"] == slot)).any():
        return PairAnswer(*ids, "proposed")
    running = instance.running
    if ((running["person"] == person) & (running["slot"] == slot)).any():
        return PairAnswer(*ids, "running")
    own = asking.columns_of(person, slot)
    if not len(own):
        candidates = instance.candidates
        is_candidate = bool(((candidates["person"] == person) & (candidates["slot"] == slot)).any())
        refused = refusals(instance, person, slot)
        state: State = "no_gain" if is_candidate else "refused" if refused else "not_listed"
        return PairAnswer(*ids, state, refused, modules=_modules(instance, person, slot) if refused else ())
    if (stop := stopped_by(instance, person, slot)) is not None:
        return PairAnswer(*ids, stop)
    goal, cost = least_cost(asking, own)
    return PairAnswer(*ids, "possible", (), cost, goal, moves(asking, cost))


def stopped_by(instance: Instance, person: int, slot: int) -> Stop | None:
    """What keeps a pair (positions) out of every plan though no gate does: the employer's no, or a decision by hand.

    An employer's veto, or that it did not choose the person, stands in table history; decisions then forbid the pair.
    """
    if person in {one for one, _slot in instance.pairs("contested")}:
        return "by_hand"
    if (person, slot) not in instance.pairs("forbid"):
        return None
    past = instance.history
    is_pair = past["jobseeker_id"] == instance.people["jobseeker_id"].iloc[person]
    ends = set(past.loc[is_pair & (past["slot_id"] == instance.slots["slot_id"].iloc[slot]), "end"].dropna())
    return "vetoed" if "vetoed" in ends else "not_chosen" if "refused" in ends else "by_hand"


def least_cost(asking: Asking, forced: Positions) -> tuple[str | None, CostRange]:
    """What it costs to take one of some candidates while all goals are held, or else those before the one in the way.

    The goals are let go from the last on until there is a plan; the last one let go is the one in the way.
    """
    held = asking.plan.held
    cost = asking.cost_of(WeekChange(forced))
    if cost.found.chosen is not None:
        return None, cost
    low, high = 0, len(held)  # a plan may hold `low` goals and not `high`
    costs = {0: asking.cost_of(WeekChange(forced), asking.free)}
    while high - low > 1:
        middle = (low + high) // 2
        costs[middle] = asking.cost_of(WeekChange(forced), asking.with_held(middle))
        low, high = (middle, high) if costs[middle].found.chosen is not None else (low, middle)
    is_possible = costs[low].found.chosen is not None
    return (held[low] if is_possible and held else None), costs[low]


def moves(asking: Asking, cost: CostRange) -> tuple[PlaceMove, ...]:
    """Who has another place in the plan found than in the plan asked."""
    found = cost.found.chosen
    return () if found is None else moved(asking.instance, asking.plan.chosen, found)


def moved(instance: Instance, before: Chosen, after: Chosen) -> tuple[PlaceMove, ...]:
    """Who has another place in one plan than in another: those who get one first, those who lose theirs last."""
    kinds: dict[tuple[int, bool], dict[str, int]] = {}
    for name, plan in (("from", np.setdiff1d(before, after)), ("to", np.setdiff1d(after, before))):
        rows = instance.candidates.loc[plan, ["person", "slot", "purpose"]]
        for person, slot, purpose in rows.itertuples(index=False):
            kinds.setdefault((int(person), purpose == "companion"), {})[name] = int(slot)
    people, slots = instance.people["jobseeker_id"].tolist(), instance.slots["slot_id"].tolist()
    found = [
        PlaceMove(str(people[person]), *(str(slots[own[name]]) if name in own else None for name in ("from", "to")))
        for (person, _beside), own in kinds.items()
        if own.get("from") != own.get("to")
    ]
    return tuple(sorted(found, key=lambda move: (move.from_slot is not None, move.to_slot is None, move.jobseeker_id)))


def refusals(instance: Instance, person: int, slot: int) -> tuple[Refused, ...]:
    """By form of the slot, the gates that refuse a pair, the cells that they look at, and the law that they are of."""
    offers = np.flatnonzero((instance.offers["slot"] == slot).to_numpy())
    bits = blocking_gates(instance.eligibility, instance.slots, np.array([person]))[0]
    found: dict[str, Refused] = {}
    for offer in offers.tolist():
        gates = tuple(name for number, name in enumerate(GATE_NAMES) if bits[offer] >> number & 1)
        form = instance.eligibility.programme_of(offer)
        # A form may be offered at several subsidies: told of is the offer that comes nearest.
        if gates and (form not in found or len(gates) < len(found[form].gates)):
            cells = dict.fromkeys(cell for gate in gates for cell in CELLS.get(gate, ()))
            where = tuple(_place(instance, table, column, person, slot) for table, column in cells)
            is_law = bool(OF_LAW.intersection(gates))
            source = instance.laws[offer].source if is_law else None
            found[form] = Refused(form, gates, where, source)
    return tuple(found.values())


def _modules(instance: Instance, person: int, slot: int) -> tuple[ModuleTold, ...]:
    """The modules that would close all that the person lacks for the place, in the order in which they are taken."""
    if instance.is_listed:
        return ()
    found = closing(instance.modules, instance.week, instance.people.iloc[[person]], instance.slots.iloc[[slot]])
    names = instance.modules["module_id"].tolist()
    return tuple(ModuleTold(str(names[at]), "late" if may else "swedish", ends) for at, may, ends in found)


def _place(instance: Instance, table: str, column: str, person: int, slot: int) -> str:
    """A cell as messages name it: its value, file, row and column."""
    at = {"jobseekers": person, "slots": slot}.get(table, int(instance.employer_of_slots()[slot]))
    file, row, shown = instance.place_in_files(table, at, column)
    cell = instance.scenario.tables[table][column].iloc[at]
    said = cell_text(table, column, cell)
    return f"{file} {row}, {shown}: {said or '–'}" if row is not None else f"{file}, {shown}: {said or '–'}"
