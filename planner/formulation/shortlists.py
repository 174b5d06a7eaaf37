"""Shortlists: who else is proposed for a place whose employer meets several people, once the proposals are settled.

The proposals of a slot stand first on its lists. Whoever follows takes nobody's place: lists are filled from those
whom the proposals leave without a main place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from planner.formulation.goal import Chosen
from planner.formulation.mip import MIP, mip_of
from planner.instance import COMPETING_CLASS, Instance, is_main, is_main_with_gain
from planner.schema.arrays import Counts, Positions, Values
from planner.schema.rows import INFINITY, Entries, Rows

# The error allowed in sums of what people use of a limit.
SLACK = 1e-6
# A person is on one list at most, also where a study lets people have several places.
PERSON, PLACES, APPROACHES = "one_main", "list_places", "employer_approaches"


@dataclass(frozen=True)
class Listed:
    """A candidate on a list, and the position on it: 1 for a proposal, then 2 and on."""

    candidate: int
    position: int


@dataclass(frozen=True)
class ListColumns:
    """The ways to fill the lists of a week: each a candidate on a position of its slot's list, from the second on.

    `kept` were interviewed and hold their positions already. `worth` is what each way adds: the value times
    (1 - hire_share) for each position before it. `mip` has one column for each, in this order.
    """

    kept: tuple[Listed, ...]
    candidate: Positions
    position: Counts
    worth: Values
    mip: MIP = field(repr=False)


def list_lengths(instance: Instance) -> Counts:
    """By slot, how many people are proposed for each place: its shortlist, 1 where it has none."""
    return np.asarray(instance.slots["shortlist"].fillna(1), dtype=np.int64)


def first_on_lists(instance: Instance, chosen: Chosen) -> Chosen:
    """The proposals that stand first on a list: of purpose main, at a slot with a shortlist of 2 or more."""
    rows = instance.candidates.loc[chosen]
    first: Chosen = chosen[is_main(rows) & (list_lengths(instance)[rows["slot"].to_numpy()] > 1)]
    return first


def list_worth(instance: Instance, candidate: Positions, position: Counts) -> Values:
    """What candidates add on positions of their lists, in the plan's unit: see docs/method.md.

    The first is a proposal and counts its value; who follows counts value x the chance to be the one who is hired.
    """
    rows = instance.candidates.loc[candidate]
    share = instance.slots["hire_share"].to_numpy(dtype=float, na_value=np.nan)[rows["slot"].to_numpy()]
    chance = np.where(position > 1, share * np.where(position > 1, 1 - share, 1.0) ** (position - 1), 1.0)
    return np.asarray(rows["value"].to_numpy(dtype=float) * chance)


def list_columns(instance: Instance, hard: MIP, used: Values, chosen: Chosen) -> ListColumns:
    """The columns and rows of the lists beside proposals, `chosen`, which use so much of each hard row (`used`).

        maximise   sum of value x hire_share x (1 - hire_share)^(k - 1) x y[c, k]
        each person:             sum of y over all their columns   <=  1
        each slot and position:  sum of y over the slot's people   <=  proposals at the slot
        each row of a hard constraint with an upper limit:
                                 sum of extra[c] x y[c, k]         <=  limit - what the proposals use
        extra[c] = what c needs of the row beyond the proposal at the slot that needs least of it, at least 0; of
        employer_approaches all that c needs, as whoever follows is met beside the proposals

    So no limit is exceeded whoever is hired, as long as no more are hired at a slot than are proposed there: whoever is
    hired from the list comes in place of a proposal. Shape: `list_places` is keyed (slot_id, position), the
    other rows as in the hard constraints. Whoever was interviewed comes first
    behind the proposals, as far as limits allow.
    """
    first = first_on_lists(instance, chosen)
    at_slot = np.bincount(instance.candidates["slot"].to_numpy()[first], minlength=len(instance.slots))
    own = _in_play(instance, chosen, at_slot)
    extra = _extra(instance, hard, first, own)
    room = np.maximum(hard.row_upper - used, 0.0)
    kept = _kept(instance, own, at_slot, extra, room)
    is_kept = np.isin(own, [one.candidate for one in kept])
    room = room - np.asarray(extra[:, np.flatnonzero(is_kept)].sum(axis=1)).ravel()
    person = instance.candidates["person"].to_numpy()[own]
    too_much = extra.copy()
    too_much.data = (extra.data > room[extra.tocoo().row] + SLACK).astype(float)
    stays = (np.asarray(too_much.sum(axis=0)).ravel() == 0) & ~np.isin(person, person[is_kept])
    own, extra = own[stays], extra[:, np.flatnonzero(stays)]
    of, position = _positions(instance, own)
    parts = [_of_people(instance, own[of]), _of_places(instance, own[of], position, at_slot, kept)]
    parts += _of_limits(hard, extra, room, of)
    worth = list_worth(instance, own[of], position)
    return ListColumns(kept, own[of], position, worth, mip_of(np.arange(len(of)), parts))


def joint_columns(instance: Instance, own: Values) -> ListColumns:
    """The columns and rows that price the positions of lists beside any plan; `own` is by person.

        maximise   sum of (value x hire_share x (1 - hire_share)^(k - 1) - own[person of c]) x y[c, k]
        each person:             sum of y over all their columns   <=  1
        each slot and position:  sum of y over the slot's people   <=  places left

    `own` is what the certified bound has for a person's main place, so that only what a list adds to it counts: columns
    that add nothing are left out, and `worth` is what is added. `list_places` is keyed (slot_id, position).
    Whoever is pinned, or was interviewed at the slot, follows on no list that counts.
    """
    columns = instance.columns
    slot, person = columns["slot"].to_numpy(), columns["person"].to_numpy()
    may = is_main_with_gain(columns) & (list_lengths(instance)[slot] > 1) & (instance.places_left[slot] > 0)
    may &= ~np.isin(person, [one for one, _slot in instance.pairs("pin") + instance.pairs("contested")])
    shut = np.array([*instance.pairs("forbid"), *instance.pairs("interviewed")], dtype=np.int64).reshape(-1, 2)
    may &= ~np.isin(_pair_keys(person, slot), _pair_keys(shut[:, 0], shut[:, 1]))
    candidate: Positions = np.asarray(columns.index, dtype=np.int64)[np.asarray(may)]
    of, position = _positions(instance, candidate)
    adds = list_worth(instance, candidate[of], position) - own[instance.candidates["person"].to_numpy()[candidate[of]]]
    of, position, adds = of[adds > 0], position[adds > 0], adds[adds > 0]
    listed = candidate[of]
    parts = [_of_people(instance, listed), _of_places(instance, listed, position, instance.places_left, ())]
    return ListColumns((), listed, position, adds, mip_of(np.arange(len(of)), parts))


def _in_play(instance: Instance, chosen: Chosen, at_slot: Counts) -> Positions:
    """Candidates who may follow on a list: main ones with a gain, of people without a main proposal."""
    columns, taken = instance.columns, instance.candidates.loc[chosen]
    may = is_main_with_gain(columns) & (at_slot[columns["slot"].to_numpy()] > 0)
    may &= ~columns["person"].isin(taken.loc[taken["purpose"].isin(COMPETING_CLASS), "person"]).to_numpy()
    pairs = [_pair_keys(table["person"].to_numpy(), table["slot"].to_numpy()) for table in (columns, taken)]
    own: Positions = np.asarray(columns.index, dtype=np.int64)[may & ~np.isin(pairs[0], pairs[1])]
    return own


def _pair_keys(person: Positions, slot: Positions) -> Positions:
    """One number for each pair of a person and a slot."""
    return np.asarray(person.astype(np.int64) * (1 << 32) + slot)


def _extra(instance: Instance, hard: MIP, first: Chosen, own: Positions) -> sparse.csr_matrix:
    """By row and candidate, what it needs beyond the proposal at its slot that needs least; rows of one_main apart."""
    slots = instance.candidates["slot"].to_numpy()
    matrix = hard.matrix.tocsc()
    asked = np.isfinite(hard.row_upper) & (hard.constraints != PERSON)
    nothing: list[tuple[Positions, Positions, Values]] = [(np.array([], int), np.array([], int), np.array([]))]
    for slot in np.unique(slots[own]).tolist():
        least = matrix[:, hard.positions("x", first[slots[first] == slot])].min(axis=1).toarray()
        least[hard.constraints == APPROACHES] = 0.0
        mine = np.flatnonzero(slots[own] == slot)
        needs = matrix[:, hard.positions("x", own[mine])].tocoo()
        beyond = needs.data - least[needs.row, 0]
        keep = (beyond > 0) & asked[needs.row]
        nothing.append((needs.row[keep].astype(np.int64), mine[needs.col[keep]], beyond[keep]))
    row, column, amount = (np.concatenate([part[n] for part in nothing]) for n in range(3))
    return sparse.csr_matrix((amount, (row, column)), shape=(len(hard.names), len(own)))


def _kept(
    instance: Instance, own: Positions, at_slot: Counts, extra: sparse.csr_matrix, room: Values
) -> tuple[Listed, ...]:
    """Whoever was interviewed, on the first positions after the proposals: by value, as long as limits allow.

    Of several forms of a pair the first that fits counts: of greatest value, then of least cost (unknown costs last).
    """
    pairs = set(instance.pairs("interviewed"))
    table = instance.candidates.loc[own, ["person", "slot", "value", "cost"]].assign(at=np.arange(len(own)))
    was_met = [pair in pairs for pair in zip(table["person"], table["slot"], strict=True)]
    table = table[np.array(was_met, dtype=bool)]
    table = table.assign(id=instance.people["jobseeker_id"].to_numpy()[table["person"]])
    table = table.sort_values(["slot", "value", "id", "cost", "at"], ascending=[True, False, True, True, True])
    length, found, held, left = list_lengths(instance), list[Listed](), dict[int, int](), room.copy()
    for candidate, row in table.iterrows():
        slot, needs = int(row["slot"]), extra[:, [int(row["at"])]].toarray().ravel()
        position = 2 + held.get(slot, 0) // int(at_slot[slot])
        is_listed = any(instance.candidates["person"][one.candidate] == row["person"] for one in found)
        if position <= length[slot] and not is_listed and not (needs > np.where(needs > 0, left + SLACK, np.inf)).any():
            found.append(Listed(int(str(candidate)), position))
            held[slot] = held.get(slot, 0) + 1
            left -= needs
    return tuple(found)


def _positions(instance: Instance, own: Positions) -> tuple[Positions, Counts]:
    """Each candidate with each position of its list from the second on: where it is in `own`, and the position."""
    copies = list_lengths(instance)[instance.candidates["slot"].to_numpy()[own]] - 1
    of = np.repeat(np.arange(len(own)), copies)
    return of, np.arange(len(of)) - np.repeat(np.cumsum(copies) - copies, copies) + 2


def _of_people(instance: Instance, candidate: Positions) -> Rows:
    person = instance.people["jobseeker_id"].to_numpy()[instance.candidates["person"].to_numpy()[candidate]]
    row = pd.DataFrame({"person": person, "kind": "main"})
    upper = dict.fromkeys(row.itertuples(index=False, name=None), 1.0)
    return Rows.at_most(PERSON, row=row, column=np.arange(len(candidate)), coefficient=1.0, upper=upper)


def _of_places(
    instance: Instance, candidate: Positions, position: Counts, at_slot: Counts, kept: Sequence[Listed]
) -> Rows:
    slots, names = instance.candidates["slot"].to_numpy(), instance.slots["slot_id"].to_numpy()
    held = [(int(slots[one.candidate]), one.position) for one in kept]
    slot = slots[candidate]
    row = pd.DataFrame({"slot": names[slot], "position": position})
    pairs = zip(row.itertuples(index=False, name=None), slot.tolist(), position.tolist(), strict=True)
    upper = {key: float(at_slot[at] - held.count((at, place))) for key, at, place in pairs}
    return Rows.at_most(PLACES, row=row, column=np.arange(len(slot)), coefficient=1.0, upper=upper)


def _of_limits(hard: MIP, extra: sparse.csr_matrix, room: Values, of: Positions) -> list[Rows]:
    """The rows that could bind, by constraint, with what is left in them."""
    total = np.asarray(extra.sum(axis=1)).ravel()
    found = []
    for constraint in np.unique(hard.constraints).tolist():
        rows = np.flatnonzero((hard.constraints == constraint) & (total > np.maximum(room, 0.0)))
        if not len(rows):
            continue
        part = extra[rows][:, of].tocoo()
        entries = Entries("x", part.row.astype(np.int64), part.col.astype(np.int64), part.data)
        keys = tuple(hard.names[row][1] for row in rows.tolist())
        none = np.full(len(rows), -INFINITY)
        found.append(Rows(constraint, keys, none, np.maximum(room[rows], 0.0), (entries,)))
    return found
