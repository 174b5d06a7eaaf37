"""Seeded weeks with listed outcomes, written whole as scenario folders: budgets in them are knapsacks.

Two kinds. `knapsack` has the statistics of a set of weeks that was drawn elsewhere: places of 1 to 6, lengths of 8 to
52 weeks, six lines whose weekly costs differ eightfold, tight employers, five groups with minimums. `continuous` has
values and costs of which hardly two are alike: sixty programmes, every length from 4 to 52 weeks, costs to the öre.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.reference_instances import WEEK, listed_settings
from planner.schema.arrays import Bools, Values, Whole
from planner.schema.weeks import week_label, week_number
from planner.synthesis.writing import write_tables

PLACES, SHARES_OF_PLACES = (1, 2, 3, 4, 6), (0.39, 0.235, 0.13, 0.12, 0.125)
PLACES_A_PERSON, PLACES_A_SLOT, SLOTS_AN_EMPLOYER = 0.6, 2.2, 4
EACH = 30
# A slot with a minimum has three people or none; where every slot has one, two or none (single places excepted).
FEWEST, FEWEST_EVERYWHERE, PLACES_FOR_A_MINIMUM = 3, 2, 4
GROUP_SHARE = 0.8
ONE_ZONE = {"zone": ["Z"], "lat": [55.87], "lon": [12.83]}


@dataclass(frozen=True)
class Spread:
    """What two kinds of weeks have in common, and where they differ.

    rates: SEK per person and week, by programme; the programmes take turns at the budget lines. liking: what a
    programme adds to the log-odds of its slots, and shares: the share of slots it has. reach: the fewest and the most
    slots that a person can reach, of which the best thirty with a gain are listed. slot_sd, pair_sd: standard
    deviations of log-odds. lengths: weeks. early: the share of slots a week shorter. starts: how many weeks slots start
    in. groups: shares of the people. budgets: the least and the greatest budget of
    a line, as a share of the cost of filling all places. decimals: of values and of SEK.
    """

    name: str
    rates: tuple[float, ...]
    liking: tuple[float, ...]
    shares: tuple[float, ...]
    lengths: tuple[int, ...]
    groups: tuple[float, ...]
    lines: int = 6
    early: float = 0.0
    starts: int = 1
    reach: tuple[int, int] = (70, 420)
    slot_sd: float = 0.28
    pair_sd: float = 0.5
    budgets: tuple[float, float] = (0.45, 0.78)
    decimals: tuple[int, int] = (4, 0)


DRAWN = Spread(
    "knapsack",
    rates=(500, 3_100, 2_250, 880, 1_500, 3_750),
    liking=(-0.3, 0.25, 0.3, 0.05, -0.05, 0.25),
    shares=(0.32, 0.25, 0.15, 0.11, 0.1, 0.07),
    lengths=(8, 12, 26, 52),
    early=1 / 8,
    groups=(0.36, 0.25, 0.19, 0.12, 0.08),
)


@dataclass(frozen=True)
class ListedWeek:
    """A drawn week as arrays, by slot, by person or by pair; pairs are ordered by person, each one's best first.

    places, fewest, weeks, start (weeks after the plan week), programme, employer: by slot. employer_limit: people, by
    employer. rate: SEK a week, by programme. budget: SEK, by line. group, baseline: by person. person, slot, outcome:
    by pair. lottery: the order in which the reference plan lets people choose. home, site: rows of `zones`, by person
    and by slot.
    """

    name: str
    spread: Spread
    places: Whole = field(repr=False)
    fewest: Whole = field(repr=False)
    weeks: Whole = field(repr=False)
    start: Whole = field(repr=False)
    programme: Whole = field(repr=False)
    employer: Whole = field(repr=False)
    employer_limit: Whole = field(repr=False)
    rate: Values = field(repr=False)
    budget: Values = field(repr=False)
    group: Whole = field(repr=False)
    baseline: Values = field(repr=False)
    person: Whole = field(repr=False)
    slot: Whole = field(repr=False)
    outcome: Values = field(repr=False)
    lottery: Whole = field(repr=False)
    home: Whole = field(repr=False)
    site: Whole = field(repr=False)
    zones: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(ONE_ZONE), repr=False)

    @property
    def line(self) -> Whole:
        """The budget line of each slot."""
        return self.programme % self.spread.lines

    @property
    def cost(self) -> Values:
        """SEK of one placement, by slot."""
        return np.round(self.rate[self.programme] * self.weeks, 2)

    @property
    def full(self) -> Values:
        """SEK that filling all places would take, by line."""
        full: Values = np.bincount(self.line, weights=self.cost * self.places, minlength=self.spread.lines).astype(
            float
        )
        return full

    @cached_property
    def reference(self) -> Whole:
        """Each person's pair in a plan within every limit, -1 for none: the first that is left, in lottery order."""
        left, room, money = self.places.copy(), self.employer_limit.copy(), self.budget.copy()
        employer, line, cost = self.employer.tolist(), self.line.tolist(), self.cost.tolist()
        first, slot = np.searchsorted(self.person, np.arange(len(self.group) + 1)).tolist(), self.slot.tolist()
        plan = np.full(len(self.group), -1, dtype=np.int64)
        for person in self.lottery.tolist():
            for pair in range(first[person], first[person + 1]):
                at = slot[pair]
                if left[at] and room[employer[at]] and money[line[at]] >= cost[at]:
                    left[at] -= 1
                    room[employer[at]] -= 1
                    money[line[at]] -= cost[at]
                    plan[person] = pair
                    break
        placed = np.flatnonzero(plan >= 0)
        chosen = self.slot[plan[placed]]
        count = np.bincount(chosen, minlength=len(self.places))
        plan[placed[count[chosen] < self.fewest[chosen]]] = -1
        return plan

    @cached_property
    def minimums(self) -> Whole:
        """The minimum of each group: 0.8 of the reference plan's rate, and no more than that plan places."""
        if not self.spread.groups:
            return np.zeros(0, dtype=np.int64)
        placed = np.bincount(self.group[self.reference >= 0], minlength=len(self.spread.groups))
        wanted = np.floor(GROUP_SHARE * placed.sum() / len(self.group) * np.bincount(self.group, minlength=len(placed)))
        least: Whole = np.minimum(wanted, placed).astype(np.int64)
        return least


def knapsack(people: int, seed: int, *, has_minimums: bool = False) -> ListedWeek:
    """A week of the drawn kind, of so many people; with `has_minimums` every slot of two places or more has one."""
    return draw(DRAWN, np.random.default_rng([seed, people]), people, has_minimums=has_minimums)


def continuous(people: int, seed: int, *, has_minimums: bool = False) -> ListedWeek:
    """A week whose values have nine decimals and whose costs are to the öre: sixty programmes, any length.

    People reach fewer slots, and gains spread more than in `knapsack`; three groups have minimums, and slots start in
    any of six weeks.
    """
    random = np.random.default_rng([seed, people, 1])
    rates = np.round(np.exp(random.normal(np.log(1_600), 0.6, 60)), 2)
    spread = Spread(
        "continuous",
        rates=tuple(rates.tolist()),
        liking=tuple((0.3 * np.log(rates / 1_600)).tolist()),
        shares=tuple(random.dirichlet(np.full(60, 4.0)).tolist()),
        lengths=tuple(range(4, 53)),
        starts=6,
        groups=(0.5, 0.3, 0.2),
        reach=(35, 160),
        slot_sd=0.2,
        pair_sd=0.8,
        budgets=(0.35, 0.7),
        decimals=(9, 2),
    )
    return draw(spread, random, people, has_minimums=has_minimums)


def draw(spread: Spread, random: np.random.Generator, people: int, *, has_minimums: bool = False) -> ListedWeek:
    """A week of so many people in one zone; the same generator state gives the same week."""
    slots = max(round(people * PLACES_A_PERSON / PLACES_A_SLOT), 4)
    places = random.choice(PLACES, slots, p=SHARES_OF_PLACES)
    weeks = random.choice(spread.lengths, slots)
    weeks = np.maximum(weeks - (random.random(slots) < spread.early), min(spread.lengths))
    programme = random.choice(len(spread.rates), slots, p=np.array(spread.shares) / sum(spread.shares))
    fewest = np.where((places >= PLACES_FOR_A_MINIMUM) & (random.random(slots) < 0.5), FEWEST, 0)
    if has_minimums:
        fewest = np.where(places >= FEWEST_EVERYWHERE, FEWEST_EVERYWHERE, 0)
    group = random.choice(len(spread.groups), people, p=spread.groups) if spread.groups else np.zeros(people, np.int64)
    # A group's log-odds without a place fall step by step; so do its gains, which are differences of shares.
    log_odds = random.normal(-1.25, 0.46, people) - 0.35 * group
    appeal = 0.1 + np.array(spread.liking)[programme] + random.normal(0, spread.slot_sd, slots)
    person, slot, gain = _pairs(random, people, appeal, spread)
    employer = random.integers(0, max(slots // SLOTS_AN_EMPLOYER, 2), slots)
    values, sek = spread.decimals
    baseline = np.round(_share(log_odds), values)
    week = ListedWeek(
        f"{spread.name} {people}", spread, places, fewest, weeks,
        start=random.integers(0, spread.starts, slots),
        programme=programme, employer=employer, employer_limit=_limits(random, employer, places),
        rate=np.array(spread.rates), budget=np.zeros(spread.lines), group=group, baseline=baseline,
        person=person, slot=slot,
        outcome=np.maximum(np.round(_share(log_odds[person] + gain), values), baseline[person]),
        lottery=random.permutation(people),
        home=np.zeros(people, dtype=np.int64), site=np.zeros(slots, dtype=np.int64),
    )  # fmt: skip
    return replace(week, budget=np.round(random.uniform(*spread.budgets, spread.lines) * week.full, sek))


def _limits(random: np.random.Generator, employer: Whole, places: Whole) -> Whole:
    """The most people at each employer: 0.6 to 1 of its places, and at least one."""
    employers = max(len(places) // SLOTS_AN_EMPLOYER, 2)
    of_employer = np.bincount(employer, weights=places, minlength=employers)
    limits: Whole = np.maximum(np.floor(random.uniform(0.6, 1, employers) * of_employer), 1).astype(np.int64)
    return limits


def _share(log_odds: Values) -> Values:
    share: Values = 1 / (1 + np.exp(-log_odds))
    return share


def _pairs(random: np.random.Generator, people: int, appeal: Values, spread: Spread) -> tuple[Whole, Whole, Values]:
    """(person, slot, gain in log-odds) of all pairs: of the slots that a person can reach, the thirty best gains."""
    fewest, most = spread.reach
    found = []
    for first in range(0, people, 5_000):
        here = min(5_000, people - first)
        slot = np.sort(random.integers(0, len(appeal), (here, most)), axis=1)
        is_again: Bools = np.zeros(slot.shape, dtype=np.bool_)
        is_again[:, 1:] = slot[:, 1:] == slot[:, :-1]
        is_reached = random.random(slot.shape) < random.uniform(fewest / most, 1, here)[:, None]
        gain = appeal[slot] + random.normal(0, spread.pair_sd, slot.shape)
        gain[is_again | ~is_reached] = -np.inf
        best = np.argsort(-gain, axis=1, kind="stable")[:, :EACH]
        slot, gain = np.take_along_axis(slot, best, axis=1), np.take_along_axis(gain, best, axis=1)
        row, column = np.nonzero(gain > 0)
        found.append((first + row, slot[row, column], gain[row, column]))
    person, slots, gains = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return person, slots, gains


def tables(week: ListedWeek) -> dict[str, pd.DataFrame]:
    """The tables of the scenario, all pairs listed."""
    people, slots = _ids("P", len(week.group)), _ids("S", len(week.places))
    first = week_number(WEEK)
    programmes, lines = np.arange(len(week.rate)), np.arange(week.spread.lines)
    return {
        "jobseekers": pd.DataFrame(
            {
                "jobseeker_id": people,
                "home_zone": week.zones["zone"].to_numpy()[week.home],
                "groups": [f"g{number}" for number in week.group.tolist()] if week.spread.groups else "",
            }
        ),
        "employers": pd.DataFrame(
            {
                "employer_id": _ids("E", len(week.employer_limit)),
                "name": [f"Exempel {number}" for number in range(len(week.employer_limit))],
                "max_people": week.employer_limit,
            }
        ),
        "programmes": pd.DataFrame(
            {
                "programme_id": [f"M{number}" for number in programmes.tolist()],
                "rule": "arbetspraktik",
                "purpose": "main",
                "funding_id": [f"F{number}" for number in (programmes % week.spread.lines).tolist()],
                "cost_person_week_sek": week.rate,
            }
        ),
        "funding": pd.DataFrame(
            {"funding_id": [f"F{number}" for number in lines.tolist()], "budget_sek": week.budget}
        ),
        "slots": pd.DataFrame(
            {
                "slot_id": slots,
                "employer_id": np.array(_ids("E", len(week.employer_limit)))[week.employer],
                "programme_ids": [f"M{number}" for number in week.programme.tolist()],
                "zone": week.zones["zone"].to_numpy()[week.site],
                "places": week.places,
                "min_places": week.fewest,
                "start_week": [week_label(first + later) for later in week.start.tolist()],
                "weeks": week.weeks,
                "status": "open",
            }
        ),
        "zones": week.zones,
        "outcomes": pd.DataFrame(
            {
                "jobseeker_id": np.array(people)[week.person],
                "slot_id": np.array(slots)[week.slot],
                "value": week.outcome,
            }
        ),
        "baselines": pd.DataFrame({"jobseeker_id": people, "value": week.baseline}),
    }  # fmt: skip


def _ids(letter: str, count: int) -> Sequence[str]:
    return [f"{letter}{number:06}" for number in range(count)]


def write(week: ListedWeek, folder: Path) -> dict[str, int]:
    """Write the week as a scenario folder; returns the number of rows of each table."""
    made = tables(week)
    write_tables(made, listed_settings(week.name, week.minimums.tolist()), folder)
    return {name: len(table) for name, table in made.items()}
