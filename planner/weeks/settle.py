"""Next week's scenario written and read again: nobody lost, every krona accounted for, and what to act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import Fault, InputFaults, VerificationFailed
from planner.folders import json_bytes, write_files
from planner.inputs import opened, read_whole
from planner.instance import Instance, beyond_limits, build
from planner.planning import csv_text, number_text, read_scenario, warnings_of
from planner.planning.pins import pin_faults
from planner.schema.advance_tables import BOOKING_COLUMNS
from planner.schema.dialect import TableForm
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_label, week_monday
from planner.schema.words import OF_ACT_ON, OF_BOOKINGS, OF_CHANGES_MADE, in_words
from planner.texts import _, language
from planner.weeks.advance import AdvancedWeek
from planner.weeks.waits import (
    ToAct,
    Waits,
    about_pairs,
    act_frame,
    begun_unanswered,
    long_waits,
    passed_slots,
    shut_out_by,
    waits_by_group,
)

# The lists lie in a folder of their own: beside the tables they would be taken for tables.
LISTS = "advance"
MARK, CHANGES_MADE, BOOKINGS, ACT_ON = (
    f"{LISTS}/{name}" for name in ("advance.json", "changes_made.csv", "bookings.csv", "act_on.csv")
)
# Öre are whole, and sums of them are exact to far less than half of one.
HALF_AN_ORE = 0.005


@dataclass(frozen=True)
class LineMoney:
    """A budget line from week to week, SEK: committed before, booked, given back, changed by news, committed after."""

    funding_id: str
    budget: float
    before: float
    booked: float
    given_back: float
    by_news: float
    after: float


@dataclass(frozen=True)
class SettledWeek:
    """Next week's scenario as it was read back, with the lists that go with it.

    `changes`, `bookings` and `act_on` are the tables of changes_made.csv, bookings.csv and act_on.csv. `waits` are
    told by group, `shut_out` counts by demand those whom no place fits.
    """

    next: AdvancedWeek
    scenario: Scenario = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    bookings: pd.DataFrame = field(repr=False)
    act_on: pd.DataFrame = field(repr=False)
    money: tuple[LineMoney, ...]
    waits: tuple[Waits, ...]
    shut_out: Mapping[str, int]
    warnings: tuple[Fault, ...] = ()

    @property
    def summary(self) -> dict[str, Any]:
        """What advance.json holds: no clock, no path, no user."""
        before = self.next.before
        return {
            "format": 1,
            "scenario": self.scenario.name,
            "week": week_label(self.scenario.week),
            "from_week": week_label(before.week),
            "language": language(),
            "answers": self.next.answers,
            "changes": len(self.changes),
            "changes_not_listed": self.next.turn.log.not_listed,
            "left": len(self.next.left),
            "withdrawn": len(self.next.closed),
            "set_aside": self.next.set_aside,
            "overrides": self.next.overrides,
            "placements": self.scenario.tables["placements"]["state"].value_counts().sort_index().to_dict(),
            "money": [asdict(line) for line in self.money],
            "waits": [asdict(one) for one in self.waits],
            "no_place_by_demand": dict(self.shut_out),
            "act_on": self.act_on["kind"].value_counts().sort_index().to_dict(),
        }


def settle(made: AdvancedWeek, folder: Path, form: TableForm) -> SettledWeek:
    """Write next week's scenario into a folder, read it back as a plan will, check it, and add the lists.

    Raises InputFaults where it has faults, VerificationFailed where somebody or some money was lost.
    """
    made = _with_possible_pins(made, folder, form)
    files = made.files(form)
    scenario = read_scenario(folder, models=made.asked.models)
    instance = build(scenario)
    money = _money(made, scenario)
    _refuse_loss(made, folder, money)
    act_on = act_frame(_to_act(made, instance), _caseworkers(scenario))
    settled = SettledWeek(
        made, scenario, made.changes, _bookings(made), act_on, money, tuple(waits_by_group(instance)),
        shut_out_by(instance), (*made.warnings, *warnings_of(instance)),
    )  # fmt: skip
    lists = {
        CHANGES_MADE: in_words(settled.changes, OF_CHANGES_MADE, form.headings),
        BOOKINGS: in_words(settled.bookings, OF_BOOKINGS, form.headings),
        ACT_ON: in_words(settled.act_on, OF_ACT_ON, form.headings),
    }
    listed = {name: csv_text(table, form.dialect).encode() for name, table in lists.items()}
    summary = settled.summary | {"files": sorted([*files, *lists, MARK])}
    write_files(folder, {**listed, MARK: json_bytes(summary)})
    return settled


def _with_possible_pins(made: AdvancedWeek, folder: Path, form: TableForm) -> AdvancedWeek:
    """Write the scenario without the earlier pins that the new week's gates refuse: their start, say, is too near now.

    Raises InputFaults for a pin of an answer that cannot be.
    """
    write_files(folder, made.files(form))
    faults = pin_faults(read_scenario(folder, models=made.asked.models))
    if not faults:
        return made
    table = made.tables["decisions"]
    # The header is row 1.
    by_row = {fault.row - 2: fault for fault in faults if fault.row is not None}
    pairs = list(zip(table["jobseeker_id"], table["slot_id"], strict=True))
    if new := [fault for at, fault in by_row.items() if pairs[at] in made.turn.pinned]:
        raise InputFaults(new)
    for at, fault in by_row.items():
        made.turn.impossible.append((pairs[at], fault.what))
        made.turn.log.removed("decisions", (*pairs[at], "pin"), "pin", _("the pin can no longer be"))
    kept = table.drop(index=list(by_row)).reset_index(drop=True)
    made = replace(made, tables={**made.tables, "decisions": kept})
    (folder / "decisions.csv").unlink()
    write_files(folder, made.files(form))
    return made


def _bookings(made: AdvancedWeek) -> pd.DataFrame:
    unnamed = made.turn.log.unnamed
    rows = [
        (b.funding, b.person if b.person and b.person not in unnamed else None, b.slot, week_label(b.first),
         week_label(b.last), b.sek, b.why) for b in made.turn.book.bookings
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(BOOKING_COLUMNS), dtype=object)


def _money(made: AdvancedWeek, scenario: Scenario) -> tuple[LineMoney, ...]:
    """What became of each budget line, from the scenario before and the one read back."""
    old = made.before.tables["funding"].set_index("funding_id")["committed_sek"]
    bookings = made.turn.book.bookings
    lines = []
    for line, budget, after in scenario.tables["funding"][["funding_id", "budget_sek", "committed_sek"]].itertuples(
        index=False
    ):
        own = [booking.sek for booking in bookings if booking.funding == line]
        booked, back = (round(sum(sek for sek in own if (sek > 0) is up), 2) for up in (True, False))
        before = float(old.get(line, 0.0))
        by_news = round(float(after) - before - booked - back, 2)
        lines.append(LineMoney(str(line), float(budget), before, booked, back, by_news, float(after)))
    return tuple(lines)


def _refuse_loss(made: AdvancedWeek, folder: Path, money: Sequence[LineMoney]) -> None:
    """Raise VerificationFailed unless everybody is there or has left, and money moved by bookings or news alone."""
    before = read_whole(opened(made.asked.scenario or made.asked.plan / "inputs")).tables
    after = read_whole(opened(folder)).tables
    lost = set(before["jobseekers"]["jobseeker_id"]) - set(after["jobseekers"]["jobseeker_id"]) - set(made.left)
    slots = set(before["slots"]["slot_id"]) - set(after["slots"]["slot_id"])
    is_money_moved = [
        line for line in money if abs(line.by_news) > HALF_AN_ORE and line.funding_id not in made.news_lines
    ]
    if lost or slots or is_money_moved:
        msg = _("Next week's scenario lost {people} people, {slots} slots or money on {lines} lines, so nothing was "
                "written.", people=len(lost), slots=len(slots), lines=len(is_money_moved))  # fmt: skip
        raise VerificationFailed(msg)


def _caseworkers(scenario: Scenario) -> dict[str, str]:
    people = scenario.tables["jobseekers"]
    known = people[people["caseworker_id"].notna()]
    return dict(zip(known["jobseeker_id"], known["caseworker_id"], strict=True))


def _to_act(made: AdvancedWeek, instance: Instance) -> list[ToAct]:
    """Everything that somebody should act on, in the order of what is most urgent."""
    turn, unnamed = made.turn, made.turn.log.unnamed
    listed = set(instance.people["jobseeker_id"])
    named = {
        kind: [pair for pair in pairs if pair[0] in listed and pair[0] not in unnamed]
        for kind, pairs in (("offer_lapsed", turn.lapsed), ("interrupted", turn.interrupted), ("on_hold", turn.held))
    }
    return [
        *_breaches(instance),
        *about_pairs("offer_lapsed", named["offer_lapsed"], _("nobody answered the offer by its day; ask the person")),
        *begun_unanswered(instance),
        *_offers_due(instance),
        *_at_risk(instance),
        *about_pairs("interrupted", named["interrupted"], _("was interrupted; ask why, and what would suit better")),
        *_withdrawn(made, instance),
        *(
            ToAct("pin_impossible", person if person not in unnamed else None, slot, None, what)
            for (person, slot), what in turn.impossible
        ),
        *about_pairs("on_hold", named["on_hold"], _("on hold; decide before the place begins")),
        *passed_slots(instance, made.before.week),
        *long_waits(instance, instance.settings.act_after_weeks),
    ]


def _breaches(instance: Instance) -> list[ToAct]:
    found = []
    for fact in beyond_limits(instance):
        load, limit = number_text(fact.load), number_text(fact.limit)
        said = _("{table} {owner}: {load} of {limit}", table=fact.table, owner=fact.owner, load=load, limit=limit)
        found.append(ToAct("limit_exceeded", None, fact.owner if fact.table == "slots" else None, None, said))
    return found


def _offers_due(instance: Instance) -> list[ToAct]:
    """Offers that must be answered by a day of the plan week."""
    table = instance.scenario.tables["placements"]
    monday = pd.Timestamp(week_monday(instance.week))
    is_due = (table["state"] == "offered") & table["answer_by"].between(monday, monday + pd.Timedelta(days=6))
    rows = table[is_due & table["jobseeker_id"].notna()]
    return [
        ToAct("offer_due", person, slot, None, _("ask for the answer by {day}", day=day.date().isoformat()))
        for person, slot, day in rows[["jobseeker_id", "slot_id", "answer_by"]].itertuples(index=False)
    ]


def _at_risk(instance: Instance) -> list[ToAct]:
    table = instance.scenario.tables["placements"]
    rows = table[table["at_risk"].fillna(value=False).astype(bool) & table["jobseeker_id"].notna()]
    pairs = list(zip(rows["jobseeker_id"], rows["slot_id"], strict=True))
    return about_pairs("at_risk", pairs, _("may be interrupted; talk to the person and the workplace"))


def _withdrawn(made: AdvancedWeek, instance: Instance) -> list[ToAct]:
    """Promises at slots that the employer has withdrawn, of which nothing has begun."""
    running = instance.running
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    rows = running[running["state"].isin(("accepted", "offered")) & (running["person"] >= 0)]
    pairs = [
        (str(people[person]), str(slots[slot])) for person, slot in rows[["person", "slot"]].itertuples(index=False)
    ]
    own = [pair for pair in pairs if pair[1] in made.closed]
    return about_pairs(
        "promised_and_withdrawn", own, _("the place was promised and has been withdrawn; ask the employer")
    )
