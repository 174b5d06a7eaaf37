"""The messages for an infeasible week: the pins and minimums that cannot hold together, and the limits in their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import pandas as pd

from planner.errors import CannotHold, NoPlanInTime
from planner.formulation import MIP, Name
from planner.instance import Instance
from planner.solving.demands import Conflict, demands_of
from planner.texts import N_, _, decimal, ngettext

NAMED = 10
# What the demands would take of a limit, by its constraint.
_NEEDED = {
    "funding_budget": N_("{limit}, and at least {need} would be spent"),
    "person_hours": N_("{limit}, and at least {need} are asked for"),
}
_ALSO_NEEDED = N_("{limit}, and at least {need} would be needed")


def cannot_hold(instance: Instance, mip: MIP, conflicts: Sequence[Conflict]) -> CannotHold:
    """The contradictions, one a line, each with what it would take to lift it."""
    words = _Words(instance, mip)
    return CannotHold("\n".join([*map(words.of, conflicts), _("Lift one of these limits, or take a demand back.")]))


def not_in_time(mip: MIP) -> NoPlanInTime:
    """The exception where neither a plan nor a contradiction was found in time."""
    asked = _listed([_demand(name) for name in (mip.names[row] for row in demands_of(mip))])
    msg = _(
        "No plan that meets every pin and minimum was found in time. They are: {demands}. Allow more time.",
        demands=asked,
    )
    return NoPlanInTime(msg)


def contradiction(mip: MIP) -> CannotHold:
    """The exception where the search of the whole MIP proved that no plan exists, and no smaller conflict is known."""
    asked = _listed([_demand(name) for name in (mip.names[row] for row in demands_of(mip))])
    return CannotHold(_("These cannot hold together with the rest: {demands}.", demands=asked))


def _listed(parts: Sequence[str], mark: str = "; ") -> str:
    """The first ten parts, and how many more there are."""
    names, more = mark.join(parts[:NAMED]), len(parts) - NAMED
    return _("{names} and {more} more", names=names, more=more) if more > 0 else names


def _demand(name: Name) -> str:
    constraint, key = name
    if constraint == "decisions":
        return _("the pin of {person} to {slot}", person=key[1], slot=key[2])
    return _("the minimum of group {group}", group=key[0])


def _and_also(first: str, second: str) -> str:
    return _("{first}, and {second}", first=first, second=second)


def _number(value: float) -> str:
    return decimal(value, 4, trim=True)


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
            why = why or _("nobody else can be placed")
            why = f"{reduce(_and_also, short)}: {why}"
        why = why or _("nothing that can be proposed is left for it")
        if len(conflict.demands) > 1:
            said = _("{demands} cannot hold together: {why}.", demands=demands, why=why)
        else:
            said = _("{demand} cannot hold: {why}.", demand=demands, why=why)
        return said[0].upper() + said[1:]

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
            said = self.say[name[0]](name)
            if need is not None:
                said = _(_NEEDED.get(name[0], _ALSO_NEEDED), limit=said, need=_number(need))
            parts.append(f"{said} [{name[0]} ({', '.join(name[1])})]")
        parts += [self._forbidden(name) for name in decided]
        return _listed(parts)

    def _place(self, table: str, column: str, position: int) -> str:
        """Where the row stands, as a fault names it."""
        file, row, heading = self.origins.place(table, position, column)
        if row is None:
            return f"{file}, {heading}"
        return _("{file} row {row}, {column}", file=file, row=row, column=heading)

    def _row(self, table: str, key: str, owner: str) -> tuple[int, pd.Series[Any]]:
        frame = self.tables[table]
        position = int((frame[key] == owner).to_numpy().argmax())
        return position, frame.iloc[position]

    def _of_owner(self, name: Name, table: str, key: str, column: str) -> tuple[str, str]:
        """What is left of an owner's limit; and where the limit stands, with how much of it is taken."""
        position, row = self._row(table, key, name[1][0])
        taken = float(row[column]) - self.left[name]
        where = self._place(table, column, position)
        if taken > 0:
            of = _number(float(row[column]))
            where = _("{where} {number}, {taken} taken", where=where, number=of, taken=_number(taken))
        return _number(self.left[name]), where

    def _decided(self, decision: str, person: str, slot: str | None = None) -> str:
        frame = self.tables["decisions"]
        own = (frame["decision"] == decision) & (frame["jobseeker_id"] == person)
        own = own if slot is None else own & (frame["slot_id"] == slot)
        return self._place("decisions", "decision", int(own.to_numpy().argmax()))

    def _starts_with(self, name: Name, room: int | None) -> str:
        slot = name[1][0]
        position, row = self._row("slots", "slot_id", slot)
        least, joined = row["min_places"], row["min_places"] - int(self.instance.least_in_slot[position])
        if room is None:
            return _("{slot} starts with {least} (min_places), and fewer can be placed there", slot=slot, least=least)
        if joined:
            return _(
                "{slot} starts with {least} (min_places), {joined} are promised, and only {room} more can be placed "
                "there",
                slot=slot,
                least=least,
                joined=joined,
                room=room,
            )
        return _(
            "{slot} starts with {least} (min_places), and only {room} more can be placed there",
            slot=slot,
            least=least,
            room=room,
        )

    def _group(self, name: Name, room: int | None) -> str:
        group, number = name[1][0], _number(self.asked[name])
        if room is None:
            return _(
                "group {group} needs {number} more with a place, and fewer of it can get one",
                group=group,
                number=number,
            )
        return _(
            "group {group} needs {number} more with a place, and only {room} of it can get one",
            group=group,
            number=number,
            room=room,
        )

    def _one_main(self, name: Name) -> str:
        if name[1][1] == "companion":
            return _("{person} can have one companion place at a time", person=name[1][0])
        return _("{person} can have one place that is not a companion at a time", person=name[1][0])

    def _person_hours(self, name: Name) -> str:
        left, where = self._of_owner(name, "jobseekers", "jobseeker_id", "hours_per_week")
        return _(
            "{person} has {hours} hours left in {week} ({where})",
            person=name[1][0],
            hours=left,
            week=name[1][1],
            where=where,
        )

    def _person_shifts(self, name: Name) -> str:
        person, week, half_day = name[1]
        if self.left[name] < 1:
            return _(
                "{person} is busy {half_day} in {week} with a running placement",
                person=person,
                half_day=half_day,
                week=week,
            )
        return _(
            "{person} can be in one place at a time {half_day} in {week}", person=person, half_day=half_day, week=week
        )

    def _places(self, name: Name) -> str:
        slot = name[1][0]
        position, row = self._row("slots", "slot_id", slot)
        left = int(self.instance.places_left[position])
        where = [f"{self._place('slots', 'places', position)} {row['places']}"]
        if running := int(self.instance.running_in_slot[position]):
            where.append(_("{number} running", number=running))
        if row["reserved_by_hand"]:
            where.append(f"{row['reserved_by_hand']} reserved_by_hand")
        return ngettext(
            "{slot} has {number} place left ({where})",
            "{slot} has {number} places left ({where})",
            left,
            slot=slot,
            where=", ".join(where),
        )

    def _employer(self, name: Name) -> str:
        left, where = self._of_owner(name, "employers", "employer_id", "max_people")
        return _(
            "employer {owner} has room for {left} in {week} ({where})",
            owner=name[1][0],
            left=left,
            week=name[1][1],
            where=where,
        )

    def _supervisor(self, name: Name) -> str:
        left, where = self._of_owner(name, "supervisors", "supervisor_id", "capacity")
        return _(
            "supervisor {owner} has room for {left} in {week} ({where})",
            owner=name[1][0],
            left=left,
            week=name[1][1],
            where=where,
        )

    def _caseworker(self, name: Name) -> str:
        left, where = self._of_owner(name, "caseworkers", "caseworker_id", "starts_per_week")
        return _(
            "caseworker {owner} can start {left} in {week} ({where})",
            owner=name[1][0],
            left=left,
            week=name[1][1],
            where=where,
        )

    def _money(self, name: Name) -> str:
        position = self._row("funding", "funding_id", name[1][0])[0]
        where = self._place("funding", "budget_sek", position)
        return _("{line} has {sek} SEK left ({where})", line=name[1][0], sek=_number(self.left[name]), where=where)

    def _forbidden(self, name: Name) -> str:
        decision, person, *slot = name[1]
        where = self._decided(decision, person, *slot)
        if slot:
            return _("{person} is forbidden at {slot} ({where})", person=person, slot=slot[0], where=where)
        return _("{person} is held out as contested ({where})", person=person, where=where)


def _is_minimum(name: Name) -> bool:
    return name[0] == "slot_places" and name[1][1] == "minimum"
