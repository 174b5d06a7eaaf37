"""Why a person has this place, or none: worth and rank, limits, the next best, who came before, and by which goal."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from planner.candidates import REASONS
from planner.explanation import Chance
from planner.formulation import Name
from planner.instance import targets_counting
from planner.questions.asking import NOTHING, Asking, CostRange
from planner.questions.pair import PlaceMove, Stop, least_cost, moves, stopped_by
from planner.questions.remedies import Remedy, remedies
from planner.schema.arrays import Positions
from planner.solving import WeekChange

# So many of a person's places are told of.
MOST_PLACES = 3
# Limits on the person's own time, which hold nobody else back.
OF_PERSON = frozenset({"one_main", "person_hours", "person_shifts"})


@dataclass(frozen=True)
class Placed:
    """A proposal explained.

    `figures` is its row of candidates: what it is worth and of what that is made. `rank` of `num_places`: by worth,
    among the slots that the person could have. `full` are the limits that hold others back there. `next_slot` is where
    the person goes in the best plan without this pair, and `next_cost` what that plan costs. `goal` is the goal that
    decided, where the outcome alone would not have placed the person there, and `goal_price` what holding it costs the
    outcome. `chance` is that of a person for whom the lot decided. `unit` is what the plan counts, and `is_pinned`
    whether a pin holds the person there.
    `targets` are the names of the targets towards which the proposal counts.
    """

    jobseeker_id: str
    slot_id: str
    programme_id: str
    reason: str
    figures: dict[str, object] = field(repr=False)
    rank: int
    num_places: int
    full: tuple[Name, ...]
    next_slot: str | None
    next_cost: CostRange
    moves: tuple[PlaceMove, ...] = field(repr=False)
    goal: str | None
    goal_price: float | None
    chance: Chance | None
    unit: str
    is_pinned: bool
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Outbid:
    """A place that the person could have had: what it would be worth to them, and what placing them there would cost.

    The others are told of in kind: how many are proposed there, what they gain on average, and the longest wait among
    them in weeks. `goal` is the first goal that could not be as good as it is, or None. `stop` is what keeps the person
    out of the place in every plan: the employer's no, or a decision by hand; None where the plan decided.
    """

    slot_id: str
    value: float
    cost: CostRange
    goal: str | None
    others: int
    others_value: float
    others_wait: int
    stop: Stop | None = None


@dataclass(frozen=True)
class Unplaced:
    """Somebody without a proposal explained: refused pairs by reason, where others came first, and what would help.

    `is_usual`: the plan is one of usual practice, whose order decided.
    """

    jobseeker_id: str
    reason: str
    reason_code: str
    waiting_weeks: int
    num_places: int
    refused: tuple[tuple[str, int], ...]
    outbid: tuple[Outbid, ...]
    remedies: tuple[Remedy, ...]
    is_usual: bool


@dataclass(frozen=True)
class AlreadyPlaced:
    """Somebody whose placement runs or is promised, or who is held: nothing is sought for them."""

    jobseeker_id: str
    slot_id: str | None
    reason: str
    reason_code: str


PersonAnswer = Placed | Unplaced | AlreadyPlaced


def explain_person(asking: Asking, person: int) -> list[PersonAnswer]:
    """One answer for each row of assignments.csv about a person (position)."""
    instance = asking.instance
    name = str(instance.people["jobseeker_id"].iloc[person])
    rows = asking.plan.earlier.rows
    found: list[PersonAnswer] = []
    is_usual = asking.plan.file["method"] != "goals"
    for row in rows[rows["jobseeker_id"] == name].to_dict("records"):
        said = str(row["reason"] or "")
        if row["status"] == "proposed":
            slot = instance.slots["slot_id"].tolist().index(row["slot_id"])
            found.append(_placed(asking, person, slot, str(row["programme_id"]), said))
        elif row["status"] == "unplaced":
            found.append(_unplaced(asking, person, said, str(row["reason_code"]), is_usual=is_usual))
        else:
            slot_id = None if row["slot_id"] is None else str(row["slot_id"])
            found.append(AlreadyPlaced(name, slot_id, said, str(row["reason_code"])))
    return found


def _placed(asking: Asking, person: int, slot: int, programme_id: str, reason: str) -> Placed:
    instance = asking.instance
    columns = _columns_of(asking, person)
    own = columns[(columns["slot"] == slot) & (columns["programme_id"] == programme_id)]
    candidate = int(own.index[0])
    is_beside = own["purpose"].iloc[0] == "companion"
    best = columns[(columns["purpose"] == "companion") == is_beside].groupby("slot")["value"].max()
    rank = int((best > best[slot] + NOTHING).sum()) + 1
    without = asking.columns_of(person, slot)
    next_cost = asking.cost_of(WeekChange(without=without))
    next_slot = _slot_of(asking, next_cost, person, is_beside=is_beside)
    goal, price = _deciding_goal(asking, without)
    return Placed(
        str(instance.people["jobseeker_id"].iloc[person]),
        str(instance.slots["slot_id"].iloc[slot]),
        programme_id,
        reason,
        {str(name): value for name, value in instance.candidates.loc[candidate].items()},
        rank,
        len(best),
        tuple(name for name in asking.free.full(candidate) if name[0] not in OF_PERSON),
        next_slot,
        next_cost,
        moves(asking, next_cost),
        goal,
        price,
        asking.lots.of(person, slot),
        str(asking.plan.file["unit"]),
        (person, slot) in set(instance.pairs("pin")),
        targets_counting(instance, own.index.to_numpy()[:1]),
    )


def _slot_of(asking: Asking, cost: CostRange, person: int, *, is_beside: bool) -> str | None:
    """Where a person is in the plan found."""
    if cost.found.chosen is None:
        return None
    rows = asking.instance.candidates.loc[cost.found.chosen]
    own = rows[(rows["person"] == person) & ((rows["purpose"] == "companion") == is_beside)]
    return None if own.empty else str(asking.instance.slots["slot_id"].iloc[int(own["slot"].iloc[0])])


def _deciding_goal(asking: Asking, forced: Positions) -> tuple[str | None, float | None]:
    """The first goal that, once held, makes the pair cost nothing, and what the outcome gives for it.

    None where the pair costs nothing for the outcome alone: then the outcome decided, or could have.
    """
    best = asking.best_with(0, forced)
    if best.value - asking.value_with(0, forced) <= NOTHING:
        return None, None
    for number, name in enumerate(asking.plan.held, start=1):
        held = asking.best_with(number, forced)
        if held.value - asking.value_with(number, forced) <= NOTHING:
            return name, round(best.value - held.value, 4)
        best = held
    return None, None


def _unplaced(asking: Asking, person: int, reason: str, code: str, *, is_usual: bool) -> Unplaced:
    """In a plan of usual practice an order decided, and nothing else would help."""
    instance = asking.instance
    columns = _columns_of(asking, person)
    main = columns[columns["purpose"] == "main"]
    columns = columns if main.empty else main
    best = columns.sort_values("value", ascending=False, kind="stable").drop_duplicates("slot")
    counts = dict(zip(REASONS, instance.eligibility.by_person[person].tolist(), strict=True))
    refused = tuple(sorted(((name, int(n)) for name, n in counts.items() if n), key=lambda one: (-one[1], one[0])))
    outbid = tuple(_outbid(asking, person, int(slot)) for slot in ([] if is_usual else best["slot"].head(MOST_PLACES)))
    return Unplaced(
        str(instance.people["jobseeker_id"].iloc[person]),
        reason,
        code,
        int(instance.people["waiting_weeks"].iloc[person]),
        len(best),
        refused,
        outbid,
        () if is_usual else tuple(remedies(asking, person)),
        is_usual,
    )


def _outbid(asking: Asking, person: int, slot: int) -> Outbid:
    instance = asking.instance
    own = asking.columns_of(person, slot)
    goal, cost = least_cost(asking, own)
    rows = instance.candidates.loc[asking.plan.chosen]
    there = rows[rows["slot"] == slot]
    waits = instance.people["waiting_weeks"].to_numpy()[there["person"].to_numpy()]
    mean = 0.0 if there.empty else float(there["value"].mean())
    return Outbid(
        str(instance.slots["slot_id"].iloc[slot]),
        float(instance.candidates.loc[own, "value"].max()),
        cost,
        goal,
        len(there),
        mean,
        int(waits.max(initial=0)),
        stopped_by(instance, person, slot),
    )


def _columns_of(asking: Asking, person: int) -> pd.DataFrame:
    columns = asking.instance.columns
    return columns[(columns["person"] == person).to_numpy()]
