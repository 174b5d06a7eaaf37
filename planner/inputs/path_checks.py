"""Checks of paths: which programme leads to which, and the places that are held for those who go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from planner.errors import given
from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.inputs.cross_table import CrossTable
from planner.schema.arrays import Bools
from planner.schema.models import OutcomeModel, PointsModel
from planner.schema.settings import Settings
from planner.schema.weeks import week_label
from planner.texts import _

# The programme that people come from, and the week of the next step.
Pool = tuple[str, int]
TABLES_OF_PATHS = frozenset({"programmes", "slots", "held_places", "placements"})


def check_paths(across: CrossTable) -> None:
    """Shares and held places belong to programmes that lead on, none of which leads back to itself."""
    if TABLES_OF_PATHS & set(across.unread):
        return
    programmes = across.tables["programmes"]
    leads_to = {
        str(name): str(following)
        for name, following in zip(programmes["programme_id"], programmes["leads_to"], strict=True)
        if not pd.isna(name) and not pd.isna(following)
    }
    _check_shares(across, programmes)
    _check_rings(across, leads_to)
    _check_held(across, leads_to)
    placements = across.tables["placements"]
    stray = placements["next_week"].notna() & ~placements["programme_id"].isin({*leads_to, *_unclear(across)})
    across.note("placements", "next-week", np.flatnonzero(stray), "next_week",
                _("is stated, and the placement's programme leads nowhere"),
                _("Write the programme it is under, with leads_to, or leave the cell blank."))  # fmt: skip


def _misread(across: CrossTable, column: str) -> Bools:
    """By programme, whether its cell in a column holds a fault of its own: it reads as blank, and is not."""
    programmes, code = across.tables["programmes"], f"programmes-{column.replace('_', '-')}"
    at_fault = {(fault.file, fault.row) for fault in across.faults.found if fault.code == code}
    places = zip(programmes[FROM_FILE], programmes[FROM_ROW], strict=True)
    return np.array([place in at_fault for place in places], dtype=np.bool_)


def _unclear(across: CrossTable) -> set[str]:
    """The programmes of which nobody can say where they lead, since the cell cannot be read."""
    return set(across.tables["programmes"].loc[_misread(across, "leads_to"), "programme_id"].dropna())


def _check_shares(across: CrossTable, programmes: pd.DataFrame) -> None:
    leads_on, has_share = (programmes[name].notna() | _misread(across, name) for name in ("leads_to", "leads_to_share"))
    across.note("programmes", "leads-to-share", np.flatnonzero(leads_on & ~has_share), "leads_to_share",
                _("is blank, and the programme leads on"),
                _("Write how many of those who finish go on, such as 0.5."))  # fmt: skip
    across.note("programmes", "leads-to-share", np.flatnonzero(has_share & ~leads_on), "leads_to_share",
                _("is stated, and the programme leads nowhere"),
                _("Write the programme in leads_to, or leave the cell blank."))  # fmt: skip


def _check_rings(across: CrossTable, leads_to: Mapping[str, str]) -> None:
    """No path returns to a programme that it has passed."""
    in_ring = []
    for at, name in enumerate(across.tables["programmes"]["programme_id"].tolist()):
        passed, here = set(), leads_to.get(name)
        while here is not None and here != name and here not in passed:
            passed.add(here)
            here = leads_to.get(here)
        if here == name and name in leads_to:
            in_ring.append(at)
    across.note("programmes", "leads-in-a-ring", in_ring, "leads_to", _("leads back to the programme itself"),
                _("Let the path end: take leads_to out of its last programme."))  # fmt: skip


def _check_held(across: CrossTable, leads_to: Mapping[str, str]) -> None:
    """Held places are of a slot in the next programme, and no more than it has."""
    table, slots = across.tables["held_places"], across.tables["slots"].drop_duplicates("slot_id")
    forms = dict(zip(slots["slot_id"], slots["programme_ids"], strict=True))
    known = set(across.tables["programmes"]["programme_id"].dropna())
    names = table["programme_id"].tolist()
    leads_nowhere = known - set(leads_to) - _unclear(across)
    nowhere = [at for at, name in enumerate(names) if name in leads_nowhere]
    across.note("held_places", "held-for-nobody", nowhere, "programme_id", _("is a programme that leads nowhere"),
                _("Name the programme that people come from, and write its leads_to."))  # fmt: skip
    known_pairs = [
        (at, leads_to[name], forms[slot])
        for at, (slot, name) in enumerate(zip(table["slot_id"], names, strict=True))
        if leads_to.get(name) in known and slot in forms
    ]
    wrong = [at for at, following, taken in known_pairs if following not in taken]
    across.note("held_places", "held-elsewhere", wrong, "slot_id",
                lambda at: _("does not take people under {programme}, which they go on to",
                             programme=given(leads_to[names[at]])),
                _("Name a slot of that programme, or add it to the slot's programme_ids."))  # fmt: skip
    room = (slots["places"] - slots["reserved_by_hand"]).set_axis(slots["slot_id"])
    held = table.groupby("slot_id")["places"].transform("sum")
    too_many = held > table["slot_id"].map(room)
    across.note("held_places", "held-too-many", np.flatnonzero(too_many), "places",
                _("is more in all than the slot's places without those reserved by hand"),
                _("Lower it, or raise the slot's places."))  # fmt: skip


def warn_of_paths(across: CrossTable, settings: Settings, model: OutcomeModel | PointsModel, week: int) -> None:
    """Warn of slots that only paths lead through, and of held places where a placement is judged before it is over."""
    programmes, slots = across.tables["programmes"], across.tables["slots"]
    leads_to = programmes.dropna(subset="leads_to").set_index("programme_id")["leads_to"]
    if leads_to.empty:
        return
    only = [bool(names) and set(leads_to.index).issuperset(names) for names in slots["programme_ids"]]
    across.warn("slots", "only-paths", np.flatnonzero(np.array(only, dtype=bool)), "programme_ids",
                _("all lead on, so nobody gets the place once the places held for the next step are gone"),
                _("Add the same measure as a programme without leads_to, unless that is what you want."))  # fmt: skip
    if isinstance(model, PointsModel):
        return
    regular = {form.rule for form in model.forms if form.counts_as == "regular_work"}
    rule = leads_to.map(programmes.set_index("programme_id")["rule"])
    table, of_slot = across.tables["held_places"], slots.set_index("slot_id")
    start, weeks = (table["slot_id"].map(of_slot[name]).astype(float) for name in ("start_week", "weeks"))
    date = week + settings.follow_up_weeks
    is_late = (start + weeks - 1 >= date) & ~table["programme_id"].map(rule).isin(regular)
    across.warn("held_places", "path-after-date", np.flatnonzero(is_late), "slot_id",
                _("is not over by {week}, when outcomes are judged: it counts as it stands then, with its lock-in, and "
                  "what comes of it afterwards does not", week=week_label(date)),
                _("Raise follow_up_weeks, or hold places that end before."))  # fmt: skip


def warn_of_lost_steps(across: CrossTable, week: int) -> None:
    """Warn of next steps of placements, under way or ended, for which fewer places are held by now than people wait."""
    placements, history = across.tables["placements"], across.tables["history"]
    known = across.tables["jobseekers"]["jobseeker_id"]
    waits = {
        "placements": (placements["state"] != "draft") & (placements["next_week"] >= week),
        "history": (history["end"] == "ended") & (history["next_week"] >= week) & history["jobseeker_id"].isin(known),
    }
    keys = {
        name: list(zip(across.tables[name]["programme_id"], across.tables[name]["next_week"], strict=True))
        for name in waits
    }
    waiting = {name: np.flatnonzero(rows.fillna(value=False).to_numpy(dtype=bool)) for name, rows in waits.items()}
    wanted = Counter(keys[name][at] for name, rows in waiting.items() for at in rows.tolist())
    there = _still_held(across, {
        (across.tables[name]["jobseeker_id"].iloc[at], keys[name][at]) for name, rows in waiting.items() for at in rows
    })  # fmt: skip
    for name, rows in waiting.items():
        own = keys[name]
        lacking = [at for at in rows.tolist() if there[own[at]] < wanted[own[at]]]

        def what(at: int, own: Sequence[Pool] = own) -> str:
            return _("is promised for the next step to {people}, and places held and still free are {places}",
                     people=wanted[own[at]], places=there[own[at]])  # fmt: skip

        across.warn(name, "next-step-lost", lacking, "next_week", what,
                    _("Hold a place for each in held_places, or tell whoever gets none, and clear the cell."),
                    )  # fmt: skip


def _still_held(across: CrossTable, claims: set[tuple[object, Pool]]) -> Counter[Pool]:
    """By programme and week the places held, without those that placements of people without such a claim fill."""
    slots, placements = across.tables["slots"].set_index("slot_id"), across.tables["placements"]
    there = Counter[Pool]()
    for slot_id, programme, places in across.tables["held_places"][["slot_id", "programme_id", "places"]].itertuples(
        index=False
    ):
        slot = slots.loc[slot_id]
        if pd.isna(slot["start_week"]):
            continue
        pool, last = (programme, int(slot["start_week"])), np.inf if pd.isna(slot["weeks"]) else slot["weeks"] - 1
        own = placements[(placements["slot_id"] == slot_id) & (placements["state"] != "draft")]
        is_there = own["from_week"].fillna(pool[1]) <= pool[1] + last
        is_there &= own["to_week"].isna() | (own["to_week"] >= pool[1])
        filled = sum((person, pool) not in claims for person in own.loc[is_there.astype(bool), "jobseeker_id"])
        free = int(slot["places"]) - int(slot["reserved_by_hand"]) - filled
        there[pool] += max(min(int(places), free), 0)
    return there
