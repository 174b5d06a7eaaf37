"""The lists of employers who meet several people: who is on them, in which order, and what bounds their worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planner.explanation import plan_columns
from planner.formulation import Chosen, ListColumns, Listed, Name, first_on_lists, list_columns, list_worth
from planner.instance import Instance
from planner.schema.arrays import Positions, Values
from planner.schema.plan_tables import LIST_COLUMNS, SHORTLIST_COLUMNS
from planner.schema.weeks import week_label
from planner.solving import SearchRun, Solution, maximise
from planner.texts import _

# The counted seconds of the search, as a share of the time limit. Lists are nearly networks.
SHARE = 0.1
LEAST_DUAL = 1e-12


@dataclass(frozen=True)
class Shortlists:
    """The lists of a plan: `table` has a row for each person on one, the plan's proposals among them.

    `worth` is that of all who follow the proposals but those kept, who were interviewed. `duals` are rows with their
    dual, from which its bound follows; `proposed` are the plan's proposals (jobseeker, slot, programme).
    """

    table: pd.DataFrame = field(repr=False)
    worth: float
    duals: list[dict[str, object]] = field(repr=False)
    proposed: list[tuple[str, str, str]] = field(repr=False)

    @property
    def num_people(self) -> int:
        """How many people follow the proposals on lists."""
        return int((self.table["list_position"] > 1).sum())


def beside_lists(assigned: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    """Assignments with the columns that say on whose list somebody is, and where on it.

    Of somebody who follows a proposal, that stands in the first of their rows, and its reason says so as well. `lists`
    is the table of a plan's lists.
    """
    said: dict[object, tuple[str, int]] = {}
    first = dict(zip(reversed(assigned["jobseeker_id"].tolist()), reversed(assigned.index.tolist()), strict=True))
    is_proposed = assigned["status"] == "proposed"
    rows = assigned[is_proposed].reset_index().set_index(["jobseeker_id", "slot_id"])["index"].to_dict()
    for row in lists.to_dict("records"):
        person, slot, position = row["jobseeker_id"], row["slot_id"], int(row["list_position"])
        said[rows[person, slot] if position == 1 else first[person]] = (slot, position)
    cells = [said.get(at, (None, None)) for at in assigned.index]
    reasons = [
        " ".join([str(reason), _("On the list of {slot}.", slot=slot)])
        if position is not None and position > 1
        else reason
        for reason, (slot, position) in zip(assigned["reason"], cells, strict=True)
    ]
    columns = {name: pd.Series([cell[at] for cell in cells], assigned.index, dtype=object)
               for at, name in enumerate(LIST_COLUMNS)}  # fmt: skip
    return assigned.assign(reason=reasons, **columns)


def no_lists() -> pd.DataFrame:
    """The table of a plan without lists: no rows."""
    return pd.DataFrame(columns=list(SHORTLIST_COLUMNS), dtype=object)


def shortlists(instance: Instance, solution: Solution) -> Shortlists | None:
    """Fill the lists beside a plan's proposals; None where nobody is proposed at a slot with a shortlist."""
    first = first_on_lists(instance, solution.chosen)
    if not len(first):
        return None
    hard = solution.mip
    found = list_columns(instance, hard, hard.matrix @ plan_columns(instance, solution), solution.chosen)
    limits, chosen, duals = instance.solve_settings, np.array([], dtype=np.int64), dict[Name, float]()
    if len(found.worth):
        run = SearchRun.of(SHARE * limits.time_limit_seconds, seed=limits.seed)
        reached = maximise(found.mip, found.worth, run, start=np.zeros(len(found.worth)))
        if reached.x is not None:
            chosen = found.candidate[reached.x > 0.5]  # noqa: PLR2004 - 0 or 1
        if reached.relaxation is not None:
            duals = prices_of(found, reached.relaxation.prices)
    listed = [*(Listed(int(one), 1) for one in first), *found.kept, *_in_order(instance, first, found.kept, chosen)]
    table = _table(instance, listed, frozenset(one.candidate for one in found.kept))
    new = table[(table["list_position"] > 1) & (table["interviewed"] == "no")]
    return Shortlists(table, float(new["list_worth"].sum()), dual_rows(duals), _names(instance, solution.chosen))


def prices_of(found: ListColumns, duals: Values) -> dict[Name, float]:
    """The duals of limits, by row, as far as they are above 0: a bound follows from any such numbers."""
    prices = found.mip.by_name(np.maximum(duals, 0.0))
    return {name: price for name, price in prices.items() if name[0] != "one_main" and price > LEAST_DUAL}


def dual_rows(duals: Mapping[Name, float]) -> list[dict[str, object]]:
    """Duals as files hold them."""
    return [{"constraint": name, "key": list(key), "dual": dual} for (name, key), dual in sorted(duals.items())]


def _names(instance: Instance, chosen: Chosen) -> list[tuple[str, str, str]]:
    """jobseeker_id, slot_id and programme_id of candidates."""
    rows = instance.candidates.loc[chosen]
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    cells = zip(people[rows["person"]], slots[rows["slot"]], rows["programme_id"].astype(str), strict=True)
    return [(str(person), str(slot), form) for person, slot, form in cells]


def _in_order(instance: Instance, first: Chosen, kept: tuple[Listed, ...], chosen: Positions) -> list[Listed]:
    """Those chosen, on the positions behind whoever is kept: the most valuable first, which costs no worth."""
    slots, values = (instance.candidates[name] for name in ("slot", "value"))
    places = Counter(slots[int(one)] for one in first)
    held = Counter(slots[one.candidate] for one in kept)
    ids = instance.people["jobseeker_id"].to_numpy()
    order = sorted(chosen.tolist(), key=lambda c: (-values[c], ids[instance.candidates["person"][c]]))
    found = []
    for candidate in order:
        slot = slots[candidate]
        found.append(Listed(candidate, 2 + held[slot] // places[slot]))
        held[slot] += 1
    return found


def _table(instance: Instance, listed: list[Listed], kept: frozenset[int]) -> pd.DataFrame:
    """One row per person on a list, by slot and in the order in which the employer meets them."""
    candidate = np.array([one.candidate for one in listed], dtype=np.int64)
    position = np.array([one.position for one in listed], dtype=np.int64)
    rows, people, slots = instance.candidates.loc[candidate], instance.people, instance.slots
    person, slot = rows["person"].to_numpy(), rows["slot"].to_numpy()
    names = dict(zip(instance.employers["employer_id"], instance.employers["name"], strict=True))
    employer = slots["employer_id"].to_numpy()[slot]
    table = pd.DataFrame(
        {
            "slot_id": slots["slot_id"].to_numpy()[slot],
            "employer_id": employer,
            "employer": [names[one] for one in employer],
            "list_position": position,
            "list_of": np.bincount(slot, minlength=len(slots))[slot],
            "jobseeker_id": people["jobseeker_id"].to_numpy()[person],
            "caseworker_id": people["caseworker_id"].to_numpy()[person],
            "programme_id": rows["programme_id"].astype(object).to_numpy(),
            "start_week": [week_label(int(week)) for week in rows["start_week"]],
            "weeks": rows["weeks"].to_numpy(),
            "value": rows["value"].to_numpy(dtype=float),
            "list_worth": list_worth(instance, candidate, position),
            "interviewed": ["yes" if one in kept else "no" for one in candidate.tolist()],
            "slot": slot,
        }
    )  # fmt: skip
    order = ["slot", "list_position", "interviewed", "value", "jobseeker_id"]
    table = table.sort_values(order, ascending=[True, True, False, False, True], ignore_index=True)
    table["rank"] = table.groupby("slot").cumcount() + 1
    return table.reindex(columns=list(SHORTLIST_COLUMNS)).astype(object)
