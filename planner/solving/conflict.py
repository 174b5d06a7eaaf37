"""The messages for an infeasible week: the pins and minimums that cannot hold together, and the limits in their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from planner.errors import CannotHold, NoPlanInTime
from planner.formulation import MIP, Name
from planner.instance import Instance
from planner.solving.demands import Conflict, demands_of

NAMED = 10


def cannot_hold(instance: Instance, mip: MIP, conflicts: Sequence[Conflict]) -> CannotHold:
    """The contradictions, one a line, each with what it would take to lift it."""
    words = _Words(instance, mip)
    return CannotHold("\n".join([*map(words.of, conflicts), "Lift one of these limits, or take a demand back."]))


def not_in_time(mip: MIP) -> NoPlanInTime:
    """The exception where neither a plan nor a contradiction was found in time."""
    asked = _listed([_demand(name) for name in (mip.names[row] for row in demands_of(mip))])
    msg = f"No plan that meets every pin and minimum was found in time. They are: {asked}. Allow more time."
    return NoPlanInTime(msg)


def contradiction(mip: MIP) -> CannotHold:
    """The exception where the search of the whole MIP proved that no plan exists, and no smaller conflict is known."""
    asked = _listed([_demand(name) for name in (mip.names[row] for row in demands_of(mip))])
    return CannotHold(f"These cannot hold together with the rest: {asked}.")


def _listed(parts: Sequence[str], mark: str = "; ") -> str:
    """The first ten parts, and how many more there are."""
    more = f" and {len(parts) - NAMED} more" if len(parts) > NAMED else ""
    return mark.join(parts[:NAMED]) + more


def _demand(name: Name) -> str:
    constraint, key = name
    return f"the pin of {key[1]} to {key[2]}" if constraint == "decisions" else f"the minimum of group {key[0]}"


def _number(value: float) -> str:
    return f"{round(value, 4):,.4f}".rstrip("0").rstrip(".")


class _Words:
    """Puts rows of a MIP into words that a planner can act on, with the file and row that each comes from."""

    def __init__(self, instance: Instance, mip: MIP) -> None:
        self.tables, self.origins = instance.scenario.tables, instance.scenario.origins
        self.left = dict(zip(mip.names, mip.row_upper.tolist(), strict=True))
        self.asked = dict(zip(mip.names, mip.row_lower.tolist(), strict=True))
        self.instance = instance
        self.say: dict[str, Callable[[Name], str]] = {
            "one_main": self._one_main,
            "person_hours": self._person_hours,
            "person_shifts": self._person_shifts,
            "slot_places": self._places,
            "employer_people": self._employer,
            "supervisor_support": self._supervisor,
            "caseworker_starts": self._caseworker,
            "funding_budget": self._money,
        }

    def of(self, conflict: Conflict) -> str:
        """One contradiction: the demands, then what is in their way."""
        demands = _listed([self._demand(name) for name in conflict.demands], ", ")
        minimums = [name for name in conflict.limits if _is_minimum(name)]
        limits = [name for name in conflict.limits if name not in minimums]
        groups = [name for name in conflict.demands if name[0] == "group_minimum"]
        short = [self._starts_with(name, conflict.room.get(name)) for name in minimums]
        short += [self._group(name, conflict.room.get(name)) for name in groups]
        why = self._limits(limits, conflict)
        if short:
            said = f"{', and '.join(short)}: {why or 'nobody else can be placed'}"
        else:
            said = why or "nothing that can be proposed is left for it"
        verb = "cannot hold together" if len(conflict.demands) > 1 else "cannot hold"
        return f"{demands[0].upper()}{demands[1:]} {verb}: {said}."

    def _demand(self, name: Name) -> str:
        constraint, key = name
        if constraint != "decisions":
            return f"{_demand(name)} (settings, group_minimum)"
        return f"{_demand(name)} ({self._decided(*key)})"

    def _limits(self, names: Sequence[Name], conflict: Conflict) -> str:
        decided = [name for name in names if name[0] == "decisions"]
        pins = [key[1] for constraint, key in conflict.demands if constraint == "decisions"]
        rest = [name for name in names if name not in decided]
        # That a person takes only one place is named only if the person is pinned.
        rest = [name for name in rest if name[0] != "one_main" or name[1][0] in pins]
        parts = []
        for name in rest:
            need = None if name[0] in {"one_main", "person_shifts"} else conflict.need.get(name)
            asked = "" if need is None else f", and at least {_number(need)} {self._unit(name)}"
            parts.append(f"{self.say[name[0]](name)}{asked} [{name[0]} ({', '.join(name[1])})]")
        parts += [self._forbidden(name) for name in decided]
        return _listed(parts)

    def _unit(self, name: Name) -> str:
        return {"funding_budget": "would be spent", "person_hours": "are asked for"}.get(name[0], "would be needed")

    def _place(self, table: str, column: str, position: int) -> str:
        """Where the row stands, as a fault names it."""
        file, row, heading = self.origins.place(table, position, column)
        return f"{file}{'' if row is None else f' row {row}'}, {heading}"

    def _row(self, table: str, key: str, owner: str) -> tuple[int, pd.Series[Any]]:
        frame = self.tables[table]
        position = int((frame[key] == owner).to_numpy().argmax())
        return position, frame.iloc[position]

    def _of_owner(self, name: Name, table: str, key: str, column: str) -> tuple[str, str]:
        """What is left of an owner's limit; and where the limit stands, with how much of it is taken."""
        position, row = self._row(table, key, name[1][0])
        taken = float(row[column]) - self.left[name]
        used = f" {_number(float(row[column]))}, {_number(taken)} taken" if taken > 0 else ""
        return _number(self.left[name]), f"{self._place(table, column, position)}{used}"

    def _decided(self, decision: str, person: str, slot: str | None = None) -> str:
        frame = self.tables["decisions"]
        own = (frame["decision"] == decision) & (frame["jobseeker_id"] == person)
        own = own if slot is None else own & (frame["slot_id"] == slot)
        return self._place("decisions", "decision", int(own.to_numpy().argmax()))

    def _starts_with(self, name: Name, room: int | None) -> str:
        slot = name[1][0]
        _, row = self._row("slots", "slot_id", slot)
        most = "fewer" if room is None else f"only {room} more"
        return f"{slot} starts with {row['min_places']} (min_places), and {most} can be placed there"

    def _group(self, name: Name, room: int | None) -> str:
        most = "fewer" if room is None else f"only {room}"
        return f"group {name[1][0]} needs {_number(self.asked[name])} more with a place, and {most} of it can get one"

    def _one_main(self, name: Name) -> str:
        kind = "companion place" if name[1][1] == "companion" else "place that is not a companion"
        return f"{name[1][0]} can have one {kind} at a time"

    def _person_hours(self, name: Name) -> str:
        left, where = self._of_owner(name, "jobseekers", "jobseeker_id", "hours_per_week")
        return f"{name[1][0]} has {left} hours left in {name[1][1]} ({where})"

    def _person_shifts(self, name: Name) -> str:
        person, week, half_day = name[1]
        if self.left[name] < 1:
            return f"{person} is busy {half_day} in {week} with a running placement"
        return f"{person} can be in one place at a time {half_day} in {week}"

    def _places(self, name: Name) -> str:
        slot = name[1][0]
        position, row = self._row("slots", "slot_id", slot)
        left = int(self.instance.places_left[position])
        parts = [
            (int(self.instance.running_in_slot[position]), "running"),
            (row["reserved_by_hand"], "reserved_by_hand"),
        ]
        used = "".join(f", {count} {word}" for count, word in parts if count)
        where = f"{self._place('slots', 'places', position)} {row['places']}{used}"
        return f"{slot} has {left} {'place' if left == 1 else 'places'} left ({where})"

    def _employer(self, name: Name) -> str:
        left, where = self._of_owner(name, "employers", "employer_id", "max_people")
        return f"employer {name[1][0]} has room for {left} in {name[1][1]} ({where})"

    def _supervisor(self, name: Name) -> str:
        left, where = self._of_owner(name, "supervisors", "supervisor_id", "capacity")
        return f"supervisor {name[1][0]} has room for {left} in {name[1][1]} ({where})"

    def _caseworker(self, name: Name) -> str:
        left, where = self._of_owner(name, "caseworkers", "caseworker_id", "starts_per_week")
        return f"caseworker {name[1][0]} can start {left} in {name[1][1]} ({where})"

    def _money(self, name: Name) -> str:
        position, _ = self._row("funding", "funding_id", name[1][0])
        where = self._place("funding", "budget_sek", position)
        return f"{name[1][0]} has {_number(self.left[name])} SEK left ({where})"

    def _forbidden(self, name: Name) -> str:
        decision, person, *slot = name[1]
        said = f"{person} is forbidden at {slot[0]}" if slot else f"{person} is held out as contested"
        return f"{said} ({self._decided(decision, person, *slot)})"


def _is_minimum(name: Name) -> bool:
    return name[0] == "slot_places" and name[1][1] == "minimum"
