"""Templates: the people, slots and pairs of a scenario, from which a simulation draws all who come and all that opens.

Whoever comes later is a copy of one of these people, and whatever is offered later a copy of one of these slots. So
candidates and their worth are found once, and a year takes minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from planner.formulation import best_ranks
from planner.instance import HeldPool, Instance, Unit, build, gains_of, is_main
from planner.planning import form_ranks
from planner.schema.arrays import Bools, Values, Whole
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_label
from planner.studies.simulation.money import Money

# What precedes an id of the history, so that it is none of the scenario's own.
OF_HISTORY = "history:"
# Beyond every week of a simulation.
NEVER = 1 << 40


@dataclass(frozen=True)
class Templates:
    """People, slots and columns (pairs under a form) as arrays.

    By person: `people` (ids), `waited` (weeks when the scenario was made), `arrives` (the week from which they can be
    planned; -1 for people who are not in the pool at first), `may_come` (whether an arrival may be a copy of them).
    By slot: `slots` (ids), `notice` (weeks from when it is offered to its start), `weeks` (of its longest form),
    `places` (without those kept for placements by hand), `least` (minimum, 1 where it has none), `is_offered` (whether
    it may be offered at all), and, where there is a change, `offered_from` (the first week) and `places_before` it.
    By column: `person`, `slot` (positions), `gain` (if the place is begun), `is_column` (whether a plan by value may
    choose it; queue and hindsight may choose all), `accepts` (probability), `lead` (weeks), and for the queue `wish`
    (rank, infinite without one), `minutes` and `form` (rank); `money` says what they cost. They are sorted by person.
    A form that leads on has a column for each pool with room in which its next step may begin, the first week first.
    `open` are the slots offered at first and by the change: slot, first (week), start, places; `running` the placements
    that run at first: slot, begin and end (the first week, and the first after it). By line: its id (`lines`), `left`,
    and `more`, what the change adds from `change_week` on. `usual_notice` is that of a slot whose own is too short.
    `pools` of held places stand as lines after those: they have places left, not SEK. `open` lacks what is held for
    people on a path; a column's `goes_on` is the share of its people that takes the next step (0 without a path),
    `path_gain` what that brings of its gain, in the unit of the gain.
    """

    week: int
    people: tuple[str, ...] = field(repr=False)
    waited: Values = field(repr=False)
    arrives: Whole = field(repr=False)
    may_come: Bools = field(repr=False)
    slots: tuple[str, ...] = field(repr=False)
    notice: Whole = field(repr=False)
    weeks: Whole = field(repr=False)
    places: Whole = field(repr=False)
    least: Whole = field(repr=False)
    is_offered: Bools = field(repr=False)
    offered_from: Whole = field(repr=False)
    places_before: Whole = field(repr=False)
    columns: pd.DataFrame = field(repr=False)
    money: Money
    lines: tuple[str, ...]
    left: Values = field(repr=False)
    more: Values = field(repr=False)
    change_week: int
    open: pd.DataFrame = field(repr=False)
    running: pd.DataFrame = field(repr=False)
    usual_notice: int
    unit: Unit = "people"
    pools: tuple[str, ...] = ()

    @property
    def num_waiting(self) -> int:
        """How many people are in the pool at first, or come into it by their own date."""
        return int((self.arrives >= 0).sum())

    def by_line(self, shares: Values) -> Values:
        """By line its share of the money; of the places of pools all."""
        return np.append(shares, np.ones(len(self.pools)))

    def known_in(self, week: int) -> Templates:
        """What somebody expects to open who plans in a week: nothing of a change before it is there."""
        if week >= self.change_week:
            return self
        offered_from = np.where(self.offered_from == self.change_week, NEVER, self.offered_from)
        return replace(self, offered_from=offered_from, change_week=NEVER)


def templates(
    scenario: Scenario,
    history: Scenario | None = None,
    change: tuple[Scenario, int] | None = None,
    base: Templates | None = None,
) -> Templates:
    """The templates of a scenario, and of the people of a history if one is given: then only copies of these come.

    `change` is the scenario with further slots, places and money, all behind the rows that it has, and the week from
    which they are there. Of a what-if, `base` are the templates of its base: the usual notice is theirs, so that no
    further slot changes it for another.
    """
    now = build(scenario)
    changed, from_week = (scenario, now.week) if change is None else change
    after = now if change is None else build(changed)
    usual_notice = _usual_notice(now) if base is None else base.usual_notice
    wide = build(_timeless(changed, history, after, usual_notice))
    table = _with_later_pools(now, wide)
    is_without_path = table["programme_id"].isin(wide.held.steps) & (table["next_week"] < 0)
    kept = table[is_main(table) & ~_is_decided_against(now, table) & ~is_without_path]
    kept = kept.sort_values("person", kind="stable")
    slots, people, funding = wide.slots, wide.people, wide.budget_lines
    own = np.arange(len(people)) < len(now.people)
    places, old = _places(slots), len(now.slots)
    before = np.concatenate([_places(now.slots), places[old:]])
    longest = wide.offers.groupby("slot")["weeks"].max().reindex(range(len(slots))).fillna(1)
    return Templates(
        week=scenario.week,
        people=tuple(people["jobseeker_id"].astype(str)),
        waited=people["waiting_weeks"].fillna(0).to_numpy(dtype=np.float64),
        arrives=_arrives(now, len(people)),
        may_come=own if history is None else ~own,
        slots=tuple(slots["slot_id"].astype(str)),
        notice=slots["start_week"].to_numpy(dtype=np.int64) - scenario.week,
        weeks=longest.to_numpy(dtype=np.int64),
        places=places,
        least=np.maximum(slots["min_places"].to_numpy(dtype=np.int64), 1),
        is_offered=(slots["status"] == "open").to_numpy(dtype=np.bool_) & (places > 0),
        offered_from=np.where(np.arange(len(slots)) < old, now.week, from_week).astype(np.int64),
        places_before=before,
        columns=_columns(wide, kept),
        money=Money.of(wide, kept, may_lack=scenario.settings.allow_uncovered_weeks),
        lines=tuple(funding["funding_id"].astype(str)),
        left=np.append(_left(now), [float(now.held.room.get(pool, 0)) for pool in wide.held.ends]),
        more=np.append(_left(after) - _left(now), np.zeros(len(wide.held.ends))),
        change_week=from_week,
        open=pd.concat([_open(now), _opened(now, after, from_week)], ignore_index=True),
        running=_running(now),
        usual_notice=usual_notice,
        unit=wide.unit,
        pools=tuple(f"{pool.programme_id} {week_label(pool.week)}" for pool in wide.held.ends),
    )


def with_nothing_held(scenario: Scenario) -> Scenario:
    """The scenario with all places open to everybody: every form is what it is without a next step."""
    tables = dict(scenario.tables)
    tables["held_places"] = tables["held_places"].iloc[:0]
    programmes = tables["programmes"]
    tables["programmes"] = programmes.assign(leads_to=programmes["leads_to"].mask(programmes["leads_to"].notna()))
    return replace(scenario, tables=tables)


def _running(now: Instance) -> pd.DataFrame:
    """The placements that run at first, with the first week after each."""
    weeks = {name: now.running[name].to_numpy(dtype=np.int64) for name in ("slot", "from_week", "to_week")}
    return pd.DataFrame({"slot": weeks["slot"], "begin": weeks["from_week"], "end": weeks["to_week"] + 1})


def _places(slots: pd.DataFrame) -> Whole:
    """By slot, the places that it is offered with: those that are kept for placements by hand are not given out."""
    places, kept = (slots[name].to_numpy(dtype=np.int64) for name in ("places", "reserved_by_hand"))
    return np.asarray(np.maximum(places - kept, 0), dtype=np.int64)


def _arrives(now: Instance, people: int) -> Whole:
    """By person the first week in the pool: that of `available_from`; -1 for those who are placed or of a history."""
    arrives = np.full(people, -1, dtype=np.int64)
    arrives[: len(now.people)] = np.maximum(now.people["available_from"].to_numpy(dtype=np.int64), now.week)
    placed = now.running["person"].to_numpy(dtype=np.int64)
    arrives[placed[placed >= 0]] = -1
    return arrives


def _usual_notice(now: Instance) -> int:
    """The median notice of the slots that can be planned at first: what a change brings alters nothing before it."""
    notice = now.slots["start_week"].to_numpy(dtype=np.int64) - now.week
    known = notice[notice >= _lead_of_slots(now, "max")]
    return int(np.median(known)) if len(known) else 0


def _timeless(scenario: Scenario, history: Scenario | None, now: Instance, usual_notice: int) -> Scenario:
    """The scenario with everybody available, no placement running, and every slot at its notice.

    A slot whose start has passed, or is too near to be planned, gets the usual one.
    """
    tables = dict(scenario.tables)
    slots, people = tables["slots"], tables["jobseekers"]
    for name in ("placements", "past_placements"):
        tables[name] = tables[name].iloc[:0]
    # A pin is a promise for one week and slot; what is forbidden or contested is left out of the columns.
    tables["decisions"] = tables["decisions"].iloc[:0]
    if history is not None:
        came = history.tables["jobseekers"]
        # Occupations are the same words everywhere; the slots of another place or year are not.
        wishes = history.tables["preferences"]
        wishes = wishes[wishes["ssyk"].notna() & wishes["slot_id"].isna()]
        came, wishes = (t.assign(jobseeker_id=OF_HISTORY + t["jobseeker_id"].astype(str)) for t in (came, wishes))
        people = pd.concat([people, came.assign(caseworker_id=np.nan)], ignore_index=True).astype(people.dtypes)
        if len(wishes):
            own = tables["preferences"]
            tables["preferences"] = pd.concat([own, wishes], ignore_index=True).astype(own.dtypes)
    tables["jobseekers"] = people.assign(available_from=scenario.week)
    lead = _lead_of_slots(now, "max")
    notice = slots["start_week"].to_numpy(dtype=np.int64) - scenario.week
    notice = np.where(notice >= lead, notice, np.maximum(lead + 1, usual_notice))
    tables["slots"] = slots.assign(start_week=scenario.week + notice)
    # Whether some line pays for each week hangs on the start, which is not known yet: `Money` says it then.
    allowed = scenario.settings.model_copy(update={"allow_uncovered_weeks": True})
    return replace(scenario, tables=tables, settings=allowed)


def _with_later_pools(now: Instance, wide: Instance) -> pd.DataFrame:
    """The candidates of `wide`, those that lead on once more for each later pool with room.

    A plan has the first with room alone. Over the weeks it fills up, and who begins later is ready for a later one.
    """
    parts, ends = [wide.candidates], list(wide.held.ends)
    for pool in ends:
        is_first = pool.week == min(other.week for other in ends if other.programme_id == pool.programme_id)
        if is_first or not now.held.room.get(pool, 0):
            continue
        found = build(_without_room_before(wide.scenario, pool), wide.eligibility).candidates
        parts.append(found[(found["programme_id"] == pool.programme_id) & (found["next_week"] == pool.week)])
    if len(parts) == 1:
        return wide.candidates
    # Whoever may take no place of the earlier pools has the later one already.
    return pd.concat(parts, ignore_index=True).drop_duplicates(["person", "offer", "next_week"])


def _without_room_before(scenario: Scenario, pool: HeldPool) -> Scenario:
    """The scenario where no new path of the programme leads to an earlier pool than this one."""
    table, slots = scenario.tables["held_places"], scenario.tables["slots"].set_index("slot_id")
    is_earlier = (table["programme_id"] == pool.programme_id) & (table["slot_id"].map(slots["start_week"]) < pool.week)
    until = table["until_week"].mask(is_earlier, scenario.week - 1)
    return replace(scenario, tables={**scenario.tables, "held_places": table.assign(until_week=until)})


def _is_decided_against(now: Instance, table: pd.DataFrame) -> Bools:
    """Which candidates are forbidden pairs, or of people whose placing is contested: rows of a plan, and no gates.

    The scenario's people and slots stand first in `table`'s positions, so that both mean the same.
    """
    forbidden = [person * len(now.slots) + slot for person, slot in now.pairs("forbid")]
    contested = [person for person, _slot in now.pairs("contested")]
    person, slot = (table[name].to_numpy(dtype=np.int64) for name in ("person", "slot"))
    is_forbidden = (slot < len(now.slots)) & np.isin(person * len(now.slots) + slot, forbidden)
    return np.asarray(is_forbidden | np.isin(person, contested), dtype=np.bool_)


def _columns(wide: Instance, kept: pd.DataFrame) -> pd.DataFrame:
    """What the simulation needs of each candidate, as `Templates` has it."""
    shares = {name: step.share for name, step in wide.held.steps.items()}
    offer, gains = kept["offer"].to_numpy(dtype=np.int64), gains_of(wide.scenario, kept)
    return pd.DataFrame(
        {
            "person": kept["person"].to_numpy(dtype=np.int64),
            "slot": kept["slot"].to_numpy(dtype=np.int64),
            "gain": gains,
            "is_column": kept["is_column"].to_numpy(dtype=bool) & (gains > 0),
            "accepts": kept["acceptance"].to_numpy(dtype=np.float64),
            "lead": _leads(wide)[offer],
            "wish": best_ranks(wide, kept),
            "minutes": kept["minutes"].fillna(np.inf).to_numpy(dtype=np.float64),
            "form": form_ranks(wide)[offer],
            "goes_on": [shares.get(name, 0.0) for name in kept["programme_id"]],
            "path_gain": kept["path_gain"].fillna(0.0).to_numpy(dtype=np.float64),
        }
    )


def _left(instance: Instance) -> Values:
    """By line, what it has left: SEK."""
    funding = instance.budget_lines
    return (funding["budget_sek"] - funding["committed_sek"]).clip(lower=0.0).to_numpy(dtype=np.float64)


def _opened(now: Instance, after: Instance, week: int) -> pd.DataFrame:
    """What a change opens in a week: new slots, and the places that others have more; as `_open` has them.

    A slot that would have begun by then begins as soon as its lead allows.
    """
    before = np.zeros(len(after.slots), dtype=np.int64)
    before[: len(now.slots)] = now.places_left
    more = after.places_left - before
    slot = np.flatnonzero((more > 0) & (after.slots["status"] == "open").to_numpy(dtype=np.bool_))
    start = np.maximum(after.slots["start_week"].to_numpy(dtype=np.int64), week + _lead_of_slots(after, "min"))
    return pd.DataFrame({"slot": slot, "first": week, "start": start[slot], "places": more[slot]})


def _open(now: Instance) -> pd.DataFrame:
    """The slots with free places at first: slot, first (the plan week), start (week), places without those held."""
    start, closed = now.slots["start_week"].to_numpy(dtype=np.int64), now.held.closed
    left = now.places_left - np.array([closed.get(slot, 0) for slot in range(len(now.slots))], dtype=np.int64)
    is_open = (left > 0) & (now.slots["status"] == "open").to_numpy(dtype=np.bool_)
    slot = np.flatnonzero(is_open & (start - _lead_of_slots(now, "min") >= now.week))
    return pd.DataFrame({"slot": slot, "first": now.week, "start": start[slot], "places": left[slot]})


def _lead_of_slots(now: Instance, which: str) -> Whole:
    """By slot, the longest (`max`) or shortest (`min`) lead of its forms; 0 where it has none."""
    lead = pd.Series(_leads(now)).groupby(now.offers["slot"].to_numpy()).agg(which)
    return np.asarray(lead.reindex(range(len(now.slots))).fillna(0), dtype=np.int64)


def _leads(instance: Instance) -> Whole:
    """By offer, the weeks that must lie between plan and start: of its slot, its form and the register extract."""
    slot = instance.offers["slot"].to_numpy()
    own = instance.slots["lead_weeks"].to_numpy(dtype=np.int64)[slot]
    of_form = [law.lead_weeks.value if law.lead_weeks else 0 for law in instance.laws]
    lead = np.maximum(own, np.array(of_form, dtype=np.int64))
    asks = instance.slots["register_extract"].fillna(value=False).to_numpy(dtype=bool)[slot]
    weeks = int(instance.scenario.assumptions.rules.common.register_extract_weeks.value)
    return np.asarray(np.where(asks, np.maximum(lead, weeks), lead), dtype=np.int64)
