"""The messages for an infeasible week: the pins and minimums that cannot hold together, and the limits in their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from planner import errors
from planner.errors import CannotHold, NoPlanInTime
from planner.formulation import MIP, Name
from planner.instance import Instance
from planner.solving.infeasibility.cells import Cells
from planner.solving.infeasibility.irreducible import Conflict
from planner.solving.infeasibility.small import demands_of
from planner.solving.infeasibility.way_words import and_also, figure, way_out
from planner.solving.infeasibility.ways_out import Ways
from planner.texts import N_, _, ngettext

NAMED = 10
# What the demands would take of a limit, by its constraint.
_NEEDED = {
    "funding_budget": N_("{limit}, and at least {need} would be spent"),
    "funding_pace": N_("{limit}, and at least {need} would be booked"),
    "person_hours": N_("{limit}, and at least {need} are asked for"),
}
_ALSO_NEEDED = N_("{limit}, and at least {need} would be needed")


def cannot_hold(instance: Instance, mip: MIP, clashes: Sequence[Ways]) -> CannotHold:
    """The conflicts, one a line, each with what is in the way; after those of each clash its ways out."""
    words = _Words(instance, mip)
    told = tuple(map(words.clash, clashes))
    lines = [line for clash in told[:NAMED] for line in _lines(clash)]
    if (more := len(told) - NAMED) > 0:
        lines.append(
            ngettext("{number} more clash is not shown here.", "{number} more clashes are not shown here.", more)
        )
    if len(told) > 1:
        lines.append(_("Take one way out of each of these lists."))
    return CannotHold("\n".join(lines), told)


def _lines(clash: errors.Clash) -> list[str]:
    """The conflicts of a clash and its first ways out."""
    lines = []
    for conflict in clash.contradictions:
        lines.append(conflict.text)
        if unsure := [member.text for member in conflict.members if not member.is_decided]:
            named = _listed(unsure, " ")
            lines.append(
                _("Time ran out before it was settled whether each of these is part of it: {named}", named=named)
            )
    if not clash.ways_out:
        return [*lines, _("No way out was found in time. Lift one of these limits, or take a demand back.")]
    lines.append(_("Ways out, the smallest first; each was confirmed by solving again:"))
    lines += [f"  {place}. {way.text}" for place, way in enumerate(clash.ways_out[:NAMED], 1)]
    if (more := len(clash.ways_out) - NAMED) > 0:
        lines.append(ngettext("  and {number} more way out.", "  and {number} more ways out.", more))
    if not clash.is_complete:
        lines.append(_("Time ran out before every other way was tried."))
    return lines


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


class _Words:
    """Puts rows of a MIP into words that a planner can act on, with the file and row that each comes from."""

    def __init__(self, instance: Instance, mip: MIP) -> None:
        self.cells = Cells(instance)
        self.left = dict(zip(mip.names, mip.row_upper.tolist(), strict=True))
        self.asked = dict(zip(mip.names, mip.row_lower.tolist(), strict=True))
        self.instance = instance
        self.say: dict[str, Callable[[Name], str]] = {
            "one_main": self._one_main,
            "person_hours": self._person_hours,
            "person_shifts": self._person_shifts,
            "slot_places": self._places,
            "employer_people": self._employer,
            "employer_approaches": self._approaches,
            "supervisor_support": self._supervisor,
            "caseworker_starts": self._caseworker,
            "funding_budget": self._money,
            "funding_pace": self._pace,
            "module_seats": self._seats,
            "path_places": self._held,
        }

    def clash(self, clash: Ways) -> errors.Clash:
        """A clash as data and in words."""
        conflicts = tuple(errors.Contradiction(self._members(one), self.of(one)) for one in clash.conflicts)
        ways = tuple(way_out(way, self.cells) for way in clash.ways)
        return errors.Clash(conflicts, ways, clash.is_complete)

    def _members(self, conflict: Conflict) -> tuple[errors.Member, ...]:
        return tuple(
            self._member(kind, name, is_decided=name not in conflict.undecided)
            for kind, names in (("demand", conflict.demands), ("limit", conflict.limits))
            for name in names
        )

    def _member(self, kind: str, name: Name, *, is_decided: bool) -> errors.Member:
        """A member with its cell and a sentence of its own."""
        if kind == "demand":
            said = self._asked_for(name)
        elif _is_minimum(name):
            said = self._least(name)
        else:
            said = self._forbidden(name) if name[0] == "decisions" else self.say[name[0]](name)
        text, cell = f"{said[0].upper()}{said[1:]}.", self.cells.of_row(name)
        constraint, key = name
        if cell is None:
            return errors.Member(kind, constraint, key, None, None, None, text, is_decided)
        return errors.Member(kind, constraint, key, cell.file, cell.row, cell.column, text, is_decided)

    def _asked_for(self, name: Name) -> str:
        cell = self.cells.of_row(name)
        where = "" if cell is None else cell.place
        if name[0] == "decisions":
            return _("{person} is pinned to {slot} ({where})", person=name[1][1], slot=name[1][2], where=where)
        group, least = name[1][0], figure(self.cells.group_minimum[name[1][0]])
        return _(
            "group {group} has a minimum of {number} with a place ({where})", group=group, number=least, where=where
        )

    def _least(self, name: Name) -> str:
        cell = self.cells.of_owner("min_places", name[1][0])
        return _(
            "{slot} starts with {least} or not at all ({where})",
            slot=name[1][0],
            least=figure(cell.value or 0.0),
            where=cell.place,
        )

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
            why = f"{reduce(and_also, short)}: {why}"
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
        return f"{_demand(name)} ({self.cells.decision(*key).place})"

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
                said = _(_NEEDED.get(name[0], _ALSO_NEEDED), limit=said, need=figure(need))
            parts.append(f"{said} [{name[0]} ({', '.join(name[1])})]")
        parts += [self._forbidden(name) for name in decided]
        return _listed(parts)

    def _of_owner(self, name: Name, column: str) -> tuple[str, str]:
        """What is left of an owner's limit; and where the limit stands, with how much of it is taken."""
        cell = self.cells.of_owner(column, name[1][0])
        limit = cell.value or 0.0
        taken, where = limit - self.left[name], cell.place
        if taken > 0:
            where = _("{where} {number}, {taken} taken", where=where, number=figure(limit), taken=figure(taken))
        return figure(self.left[name]), where

    def _starts_with(self, name: Name, room: int | None) -> str:
        slot = name[1][0]
        position, row = self.cells.row("slots", "slot_id", slot)
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
        group, number = name[1][0], figure(self.asked[name])
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
        left, where = self._of_owner(name, "hours_per_week")
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
        position, row = self.cells.row("slots", "slot_id", slot)
        left = int(self.instance.places_left[position])
        where = [f"{self.cells.of_owner('places', slot).place} {row['places']}"]
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
        left, where = self._of_owner(name, "max_people")
        return _(
            "employer {owner} has room for {left} in {week} ({where})",
            owner=name[1][0],
            left=left,
            week=name[1][1],
            where=where,
        )

    def _approaches(self, name: Name) -> str:
        left, where = self._of_owner(name, "approaches_per_month")
        return _(
            "employer {owner} can be asked to meet {left} more people this month ({where})",
            owner=name[1][0],
            left=left,
            where=where,
        )

    def _supervisor(self, name: Name) -> str:
        left, where = self._of_owner(name, "capacity")
        return _(
            "supervisor {owner} has room for {left} in {week} ({where})",
            owner=name[1][0],
            left=left,
            week=name[1][1],
            where=where,
        )

    def _caseworker(self, name: Name) -> str:
        left, where = self._of_owner(name, "starts_per_week")
        return _(
            "caseworker {owner} can start {left} in {week} ({where})",
            owner=name[1][0],
            left=left,
            week=name[1][1],
            where=where,
        )

    def _seats(self, name: Name) -> str:
        left, where = self._of_owner(name, "seats")
        return _("module {owner} has {left} seats ({where})", owner=name[1][0], left=left, where=where)

    def _money(self, name: Name) -> str:
        where = self.cells.of_owner("budget_sek", name[1][0]).place
        return _("{line} has {sek} SEK left ({where})", line=name[1][0], sek=figure(self.left[name]), where=where)

    def _pace(self, name: Name) -> str:
        where, most = self.cells.of_owner("pace_share", name[1][0]).place, figure(self.left[name])
        return _("the week may book {sek} SEK on {line} ({where})", line=name[1][0], sek=most, where=where)

    def _held(self, name: Name) -> str:
        kind, owner = name[1][:2]
        if kind == "without":
            return _("no place is held for the step after {programme} (held_places)", programme=owner)
        left = int(self.left[name])
        if kind == "others":
            return ngettext("{number} place of {slot} is not held for others (held_places)",
                            "{number} places of {slot} are not held for others (held_places)",
                            left, slot=owner)  # fmt: skip
        return ngettext("{number} place is left for the step after {programme} in {week} (held_places)",
                        "{number} places are left for the step after {programme} in {week} (held_places)",
                        left, programme=owner, week=name[1][2])  # fmt: skip

    def _forbidden(self, name: Name) -> str:
        decision, person, *slot = name[1]
        where = self.cells.decision(decision, person, *slot).place
        if slot:
            return _("{person} is forbidden at {slot} ({where})", person=person, slot=slot[0], where=where)
        return _("{person} is held out as contested ({where})", person=person, where=where)


def _is_minimum(name: Name) -> bool:
    return name[0] == "slot_places" and name[1][1] == "minimum"
