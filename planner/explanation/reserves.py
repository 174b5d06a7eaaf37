"""Who comes next at each slot if somebody declines: the ranked reserves, and what each would displace."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from planner.explanation.activity import activity_of
from planner.explanation.open_offers import OpenOffers
from planner.explanation.texts import joined, limit_text
from planner.formulation import Name
from planner.instance import COMPETING_CLASS, Instance, is_earning
from planner.schema.arrays import Bools, Counts, Positions, Values
from planner.solving import Solution
from planner.texts import _

MOST_OF_SLOT = 5
# Gains are compared to so many decimals, as the figures of plan.json are.
DIGITS = 9
SAME = 1e-9
# So that sums of hours, support and SEK do not break a limit by rounding.
SLACK = 1e-6
# After every class of the priority order.
NO_CLASS = 100
ROWS_OF_MINIMUM = frozenset({"slot_places", "group_minimum"})


@dataclass(frozen=True)
class Reserve:
    """Somebody who may come to a slot (position): the candidate, and the proposal they would leave, if any.

    `rank` is 1 for the first. `net_gain` is the value of the candidate less that of the proposal. `limits` are the rows
    that the move would break even after somebody proposed or offered a place at the slot has declined, whoever it is.
    """

    slot: int
    rank: int
    candidate: int
    leaves: int | None
    net_gain: float
    limits: tuple[Name, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The limits in the way as codes, each once."""
        return tuple(dict.fromkeys(code_of(name) for name in self.limits))

    def sentence(self, left_free: str | None) -> str:
        """What the move displaces, in words; `left_free` is the slot that the person would leave."""
        parts = [] if left_free is None else [_("Leaves a place at {slot} free.", slot=left_free)]
        if self.limits:
            parts.append(_("In the way: {limits}.", limits=joined(_limit_text(name) for name in self.limits)))
        return " ".join(parts) if parts else _("Nothing.")


def code_of(name: Name) -> str:
    """The code of a row in the way: its constraint, or *minimum* where a slot would fall below its minimum."""
    constraint, key = name
    return "minimum" if constraint == "slot_places" and key[1] == "minimum" else constraint


def _limit_text(name: Name) -> str:
    constraint, key = name
    if code_of(name) == "minimum":
        return _("{slot} would fall below its minimum", slot=key[0])
    if constraint == "group_minimum":
        return _("the minimum of group {group} would not be met", group=key[0])
    return limit_text(name)


def reserves(instance: Instance, solution: Solution) -> list[Reserve]:
    """The reserves of every slot, in the order of slots and ranks; at most MOST_OF_SLOT at each.

    With one_main switched off nobody knows which proposal a person would leave, and there are none.
    """
    if instance.is_off("one_main") or instance.columns.empty:
        return []
    offers = OpenOffers(instance)
    moves = _moves(instance, solution, offers)
    if moves.empty:
        return []
    exchange = _Exchange(instance, solution, moves, offers)
    moves["is_stopped"] = exchange.is_stopped()
    best_form = ["slot", "person", "is_stopped", "loss", "cost", "candidate"]
    moves = moves.sort_values(best_form, kind="stable").drop_duplicates(["slot", "person"])
    ties = ["leaves_one", "class", "queue", "lottery", "jobseeker_id"]
    moves = moves.sort_values(["slot", "is_stopped", "loss", *ties], kind="stable").groupby("slot").head(MOST_OF_SLOT)
    moves = moves.sort_values(["slot", "loss", "is_stopped", *ties], kind="stable")
    moves["rank"] = moves.groupby("slot").cumcount() + 1
    limits = exchange.limits(moves["at"].to_numpy())
    cells = (moves[name].tolist() for name in ("slot", "rank", "candidate", "leaves", "loss"))
    return [
        Reserve(slot, rank, candidate, None if leaves < 0 else leaves, -loss + 0.0, names)
        for (slot, rank, candidate, leaves, loss), names in zip(zip(*cells, strict=True), limits, strict=True)
    ]


def _moves(instance: Instance, solution: Solution, offers: OpenOffers) -> pd.DataFrame:
    """Every candidate that somebody could gain from at a slot with a proposal, an open offer or a free place.

    Columns: at (row here), candidate, slot, person, leaves (the proposal left, -1 for none), loss (minus the net gain),
    and what equal gains are ordered by: cost, leaves_one, class, queue (minus the wait), lottery (minus the number),
    jobseeker_id.
    """
    columns, chosen = instance.columns, instance.candidates.loc[solution.chosen]
    slots, people = len(instance.slots), instance.people
    slot, person = (columns[name].to_numpy(dtype=np.int64) for name in ("slot", "person"))
    kind = _kind(columns)
    leaves = np.full(2 * len(people), -1, dtype=np.int64)
    leaves[_kind(chosen) * len(people) + chosen["person"].to_numpy()] = chosen.index
    leaves = leaves[kind * len(people) + person]
    value = columns["value"].to_numpy(dtype=float)
    before = np.where(leaves < 0, 0.0, instance.candidates["value"].to_numpy(dtype=float)[np.maximum(leaves, 0)])
    net = np.round(value - before, DIGITS)
    pair = person * slots + slot
    stays = [person * slots + slot for decision in ("forbid", "pin") for person, slot in instance.pairs(decision)]
    stays += (chosen["person"].to_numpy(dtype=np.int64) * slots + chosen["slot"].to_numpy()).tolist()
    pinned = [person * slots + slot for person, slot in instance.pairs("pin")]
    proposed = chosen["person"].to_numpy(dtype=np.int64) * slots + chosen["slot"].to_numpy()
    is_held = np.isin(solution.chosen, chosen.index[np.isin(proposed, pinned)])
    may_change = _is_free(instance, chosen) | _has_proposals(instance, chosen) | offers.can_be_followed()
    allowed = may_change[slot] & is_earning(columns) & ((leaves < 0) | (net > SAME))
    allowed &= ~np.isin(pair, stays) & ~np.isin(person, [person for person, _slot in instance.pairs("contested")])
    allowed &= ~np.isin(leaves, solution.chosen[is_held]) & ~_is_busy(instance, columns, kind)
    own = np.flatnonzero(allowed)
    waited = people["waiting_weeks"].to_numpy() + people["times_outbid"].to_numpy() / 100
    by_class = people["priority_class"].fillna(NO_CLASS).to_numpy()
    is_main = (columns["purpose"] == "main").to_numpy()
    return pd.DataFrame(
        {
            "at": np.arange(len(own)),
            "candidate": columns.index.to_numpy()[own],
            "slot": slot[own],
            "person": person[own],
            "leaves": leaves[own],
            "loss": -net[own] + 0.0,
            "cost": columns["cost"].to_numpy(dtype=float)[own],
            "leaves_one": leaves[own] >= 0,
            "class": np.where(is_main, 0, by_class[person])[own],
            "queue": -waited[person[own]],
            "lottery": -instance.lottery[person[own]],
            "jobseeker_id": people["jobseeker_id"].to_numpy()[person[own]],
        }
    )


def _kind(candidates: pd.DataFrame) -> Positions:
    """1 for companions, 0 for purposes of which a person has one."""
    return (~candidates["purpose"].isin(COMPETING_CLASS)).to_numpy().astype(np.int64)


def _has_proposals(instance: Instance, chosen: pd.DataFrame) -> Bools:
    """By slot, whether somebody is proposed there."""
    return np.bincount(chosen["slot"].to_numpy(dtype=np.int64), minlength=len(instance.slots)) > 0


def _is_free(instance: Instance, chosen: pd.DataFrame) -> Bools:
    """By slot, whether nobody is proposed, and a place is free without a minimum that is still to be met."""
    is_open = (instance.places_left > 0) & (instance.least_in_slot <= 1)
    return ~_has_proposals(instance, chosen) & is_open


def _is_busy(instance: Instance, columns: pd.DataFrame, kind: Positions) -> Bools:
    """Whether a running placement of the person, of the same kind, runs in a week of the candidate."""
    running = instance.running[instance.running["person"] >= 0]
    companions = instance.programmes["programme_id"].isin(instance.companion_programmes)
    is_companion = np.isin(running["programme"].to_numpy(), np.flatnonzero(companions))
    held = pd.DataFrame(
        {
            "owner": is_companion.astype(np.int64) * len(instance.people) + running["person"].to_numpy(),
            "first": running["from_week"].to_numpy(),
            "last": running["to_week"].to_numpy(),
        }
    )
    owner = kind * len(instance.people) + columns["person"].to_numpy()
    asked = np.flatnonzero(np.isin(owner, held["owner"]))
    spans = (
        columns.iloc[asked][["start_week", "last_week"]].assign(at=asked, owner=owner[asked]).merge(held, on="owner")
    )
    meets = (spans["start_week"] <= spans["last"]) & (spans["first"] <= spans["last_week"])
    busy = np.zeros(len(columns), dtype=bool)
    busy[spans.loc[meets, "at"].to_numpy()] = True
    return busy


class _Exchange:
    """What moves break once somebody proposed or offered a place at the slot declines, and the person leaves their own.

    Of a row, a decline is counted on to free the least that any of them uses of it. So what is said to fit does so
    whoever declines. Where nobody is proposed and a place is free, nobody needs to decline.
    """

    def __init__(self, instance: Instance, solution: Solution, moves: pd.DataFrame, offers: OpenOffers) -> None:
        mip = solution.mip
        self.mip, self.used = mip, activity_of(instance, solution).used
        self.by_column: sparse.csc_matrix = mip.matrix.tocsc()
        self.column = mip.positions("x", moves["candidate"].to_numpy())
        self.slot, self.leaves = moves["slot"].to_numpy(), moves["leaves"].to_numpy()
        self.chosen = solution.chosen
        self.slot_of_chosen = instance.candidates.loc[self.chosen, "slot"].to_numpy(dtype=np.int64)
        taken = self._entries(mip.positions("x", self.chosen))
        self.freed_by_leaving = _Lookup(taken["nth"], taken["row"], taken["coefficient"], mip.matrix.shape[0])
        is_free = _is_free(instance, instance.candidates.loc[self.chosen])
        self.offers = offers
        self.slot_of_offer = np.where(is_free[offers.slot], -1, offers.slot)
        declining = np.concatenate([self.slot_of_chosen, self.slot_of_offer[self.slot_of_offer >= 0]])
        self.num_declining = np.bincount(declining, minlength=len(instance.slots))
        by_proposal = taken.assign(slot=self.slot_of_chosen[taken["nth"].to_numpy()])
        by_offer = self._of_offers(offers.freed())
        freed = pd.concat([part[["slot", "row", "coefficient"]] for part in (by_proposal, by_offer)])
        least = freed.groupby(["slot", "row"])["coefficient"].agg(["min", "size"]).reset_index()
        least = least[least["size"] == self.num_declining[least["slot"].to_numpy()]]
        self.freed_by_decline = _Lookup(least["slot"], least["row"], least["min"], mip.matrix.shape[0])
        self.lower = self._short()

    def is_stopped(self) -> Bools:
        """Whether each move breaks any row."""
        over = self._over(np.arange(len(self.column)))
        stopped = np.zeros(len(self.column), dtype=bool)
        stopped[over["nth"].to_numpy()] = True
        for short in self.lower.values():
            stopped |= short
        return stopped

    def limits(self, moves: Positions) -> list[tuple[Name, ...]]:
        """The names of the rows that some moves break, for each of them."""
        over = self._over(moves)
        rows: list[list[int]] = [[] for _move in moves]
        for nth, row in zip(over["nth"].tolist(), over["row"].tolist(), strict=True):
            rows[nth].append(row)
        for row, short in self.lower.items():
            for nth in np.flatnonzero(short[moves]).tolist():
                rows[nth].append(row)
        return [tuple(self.mip.names[row] for row in sorted(own)) for own in rows]

    def _entries(self, columns: Positions) -> pd.DataFrame:
        """The coefficients of some columns of the MIP: nth (of the columns), row, coefficient."""
        part = self.by_column[:, columns].tocoo()
        return pd.DataFrame({"nth": part.col, "row": part.row, "coefficient": part.data}).astype({"nth": np.int64})

    def _of_offers(self, amounts: pd.DataFrame) -> pd.DataFrame:
        """What declined offers change of the rows that the MIP has: slot, row, coefficient."""
        at = {name: row for row, name in enumerate(self.mip.names)}
        row = np.array([at.get(name, -1) for name in amounts["name"]], dtype=np.int64)
        slot = self.slot_of_offer[amounts["offer"].to_numpy(dtype=np.int64)]
        there = (row >= 0) & (slot >= 0)
        amount = amounts["amount"].to_numpy(dtype=float)
        return pd.DataFrame({"slot": slot[there], "row": row[there], "coefficient": amount[there]})

    def _over(self, moves: Positions) -> pd.DataFrame:
        """The upper limits that some moves break: nth (of the moves), row."""
        entries = self._entries(self.column[moves])
        upper = self.mip.row_upper[entries["row"].to_numpy()] + SLACK
        total = self.used[entries["row"].to_numpy()] + entries["coefficient"].to_numpy()
        # Few limits are tight, and only there does it matter what is freed.
        tight = (total > upper) & (entries["coefficient"].to_numpy() > 0)
        entries, total, upper = entries[tight], total[tight], upper[tight]
        own = moves[entries["nth"].to_numpy()]
        total = total - self.freed_by_decline.of(self.slot[own], entries["row"].to_numpy())
        total -= self.freed_by_leaving.of(self._nth_left(own), entries["row"].to_numpy())
        broken: pd.DataFrame = entries.loc[total > upper, ["nth", "row"]]
        return broken

    def _nth_left(self, moves: Positions) -> Positions:
        """Which of the proposals each move leaves, as a position among them; one past the last for none."""
        leaves = self.leaves[moves]
        return np.where(leaves < 0, len(self.chosen), np.searchsorted(self.chosen, leaves))

    def _short(self) -> dict[int, Bools]:
        """By row of a minimum that some move breaks, which moves do. Here a decline takes the most that any takes."""
        needed = self._of_offers(self.offers.needed())
        is_minimum = np.isin(self.mip.constraints, list(ROWS_OF_MINIMUM)) & np.isfinite(self.mip.row_lower)
        nth = self._nth_left(np.arange(len(self.column)))
        by_row = self.mip.matrix.tocsr()
        short = {}
        for row in np.flatnonzero(is_minimum).tolist():
            dense = np.zeros(self.mip.num_columns)
            entries = by_row[row]
            dense[entries.indices] = entries.data
            own = np.append(dense[self.mip.positions("x", self.chosen)], 0.0)
            declined = np.zeros(len(self.num_declining))
            np.maximum.at(declined, self.slot_of_chosen, own[:-1])
            of_offers = needed[needed["row"] == row]
            np.maximum.at(declined, of_offers["slot"].to_numpy(), of_offers["coefficient"].to_numpy())
            lost = declined[self.slot] + own[nth]
            left = self.used[row] - lost + dense[self.column]
            found = (lost > 0) & (left < self.mip.row_lower[row] - SLACK)
            if found.any():
                short[row] = found
        return short


class _Lookup:
    """Amounts by owner and row of the MIP; 0 where there is none."""

    def __init__(self, owner: pd.Series[int], row: pd.Series[int], amount: pd.Series[float], num_rows: int) -> None:
        key = owner.to_numpy(dtype=np.int64) * num_rows + row.to_numpy()
        order = np.argsort(key, kind="stable")
        self.key: Counts = np.append(key[order], np.iinfo(np.int64).max)
        self.amount: Values = np.append(amount.to_numpy(dtype=float)[order], 0.0)
        self.num_rows = num_rows

    def of(self, owner: Positions, row: Positions) -> Values:
        """The amounts of some owners in some rows."""
        key = owner.astype(np.int64) * self.num_rows + row
        at = np.searchsorted(self.key, key)
        return np.where(self.key[at] == key, self.amount[at], 0.0)
